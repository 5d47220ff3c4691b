/** A training from its plan to a sealed or revealed model, and its report. */
@NullMarked
package parley.fl.protection.encrypted.train;

import org.jspecify.annotations.NullMarked;

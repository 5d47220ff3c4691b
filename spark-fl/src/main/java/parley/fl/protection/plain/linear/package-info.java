/** Trainings in clear of models with one margin. */
@NullMarked
package parley.fl.protection.plain.linear;

import org.jspecify.annotations.NullMarked;

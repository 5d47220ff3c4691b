/**
 * What models with sealed weights share, whatever their family: questions to the providers, and how
 * such weights are kept. A <b>question</b> is the querier's rows, collected at once; the answer is
 * a margin for each.
 */
@NullMarked
package parley.fl.sealed;

import org.jspecify.annotations.NullMarked;

/**
 * What an audit of a model or of data finds, whatever was measured.
 *
 * <p><b>Measure</b>: a figure, or the reason why there is none. <b>Interval</b>: where the figure
 * of the population lies, at a stated confidence.
 *
 * <pre>{@code
 * Measure ppv = Measure.of("ppv", 0.62);
 * Measure none = Measure.undefined("truePositiveRate", "the group has no row with a true label of 1");
 * none.isDefined(); // false
 * }</pre>
 */
@NullMarked
package parley.measure;

import org.jspecify.annotations.NullMarked;

/**
 * Figures as pictures and as words, for reports that are one page.
 *
 * <p><b>Plot</b>: inline SVG with a title, and a description that says all it shows, for those who
 * do not see it. Lines and bars differ in more than colour. <b>Whisker</b>: a figure's confidence
 * interval.
 *
 * <pre>{@code
 * Plot plot =
 *     new BarPlot(
 *         "Selection rate by group",
 *         "Selection rate.",
 *         "selection rate",
 *         List.of(new BarPlot.Bar("a", Measure.of("selectionRate", 0.75, new Interval(0.3, 0.95, 0.95)))),
 *         null);
 * page.figure(plot.toSvg("plot1"), plot.title());
 * }</pre>
 */
@NullMarked
package parley.plot;

import org.jspecify.annotations.NullMarked;

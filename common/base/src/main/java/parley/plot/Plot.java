package parley.plot;

/** A picture with its words. Immutable, so safe for use by several threads. */
public sealed interface Plot permits LinePlot, BarPlot, LayerPlot, LevelPlot {
  /** What it is about, in a few words. */
  String title();

  /** All that it shows, in words. */
  String description();

  /**
   * The picture as an SVG element with title and description, text escaped.
   *
   * @param id of letters, digits and hyphens, another for each plot of a page
   */
  String toSvg(String id);
}

package parley.plot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.measure.Interval;
import parley.measure.Measure;

/**
 * A bar a figure from 0, or a point as in a forest plot, with its interval as a whisker, its name
 * on the left and its value on the right; a figure that is not defined has a row and no bar.
 * Immutable, so safe for use by several threads.
 *
 * @param title what it is about
 * @param introduction the first sentence of the description
 * @param label of the axis
 * @param bars from top to bottom
 * @param reference what the bars are compared with, as a line through all; null for none
 * @param points whether figures are points in place of bars
 */
public record BarPlot(
    String title,
    String introduction,
    String label,
    List<Bar> bars,
    @Nullable Bar reference,
    boolean points)
    implements Plot {
  private static final int LEFT = 160;
  private static final int RIGHT = 480;
  private static final int TOP = 10;
  private static final int NAME_CHARACTERS = 18;
  private static final int LINE_HEIGHT = 18;
  private static final int GAP = 12;
  private static final int BELOW = 75;

  /** Okabe and Ito's light blue, on which a black whisker shows. */
  private static final String FILL = "#56b4e9";

  private static final int LEGEND_CHARACTERS = 60;
  private static final String DASHED =
      "stroke=\"#222\" stroke-width=\"2\" stroke-dasharray=\"6 4\"";

  /** A figure and what it belongs to. */
  public record Bar(String name, Measure measure) {}

  /** Bars from 0. */
  public BarPlot(
      String title, String introduction, String label, List<Bar> bars, @Nullable Bar reference) {
    this(title, introduction, label, bars, reference, false);
  }

  /** Takes a copy of the bars. */
  public BarPlot {
    bars = List.copyOf(bars);
  }

  @Override
  public String description() {
    List<String> sentences = new ArrayList<>();
    for (Bar bar : bars) {
      sentences.add(words(bar));
    }
    if (reference != null) {
      sentences.add(words(reference));
    }
    return introduction + " " + String.join(". ", sentences) + ".";
  }

  private static String words(Bar bar) {
    Measure measure = bar.measure();
    return bar.name()
        + ": "
        + (measure.isDefined()
            ? Svg.value(measure.get()) + range(measure.interval())
            : "undefined, " + measure.reason());
  }

  /** An interval behind a value, in words. */
  static String range(@Nullable Interval interval) {
    return interval == null
        ? ""
        : " (%s to %s)".formatted(Svg.value(interval.lower()), Svg.value(interval.upper()));
  }

  @Override
  public String toSvg(String id) {
    Axis axis = axis();
    int bottom = TOP + bars.stream().mapToInt(BarPlot::height).sum();
    Bar line = reference != null && reference.measure().isDefined() ? reference : null;
    List<String> legend = line == null ? List.of() : Svg.wrap(words(line), LEGEND_CHARACTERS);
    Svg svg = new Svg(id, bottom + BELOW + LINE_HEIGHT * legend.size(), this);
    axis(svg, axis, bottom);
    int y = TOP;
    for (Bar bar : bars) {
      bar(svg, axis, bar, y, points);
      y += height(bar);
    }
    if (line != null) {
      double at = right(axis, line.measure().get());
      svg.add("<path d=\"M%.1f %dV%d\" %s/>", at, TOP, bottom, DASHED);
      svg.add("<path d=\"M10 %dh34\" %s/>", bottom + BELOW - 10, DASHED);
      for (int i = 0; i < legend.size(); i++) {
        svg.text(54, bottom + BELOW - 5 + LINE_HEIGHT * i, "start", legend.get(i));
      }
    }
    return svg.close();
  }

  private Axis axis() {
    List<Bar> all = new ArrayList<>(bars);
    if (reference != null) {
      all.add(reference);
    }
    double lowest = 0;
    double highest = 0;
    for (Bar bar : all) {
      Measure measure = bar.measure();
      Interval interval = measure.interval();
      if (measure.isDefined()) {
        lowest = Math.min(lowest, interval == null ? measure.get() : interval.lower());
        highest = Math.max(highest, interval == null ? measure.get() : interval.upper());
      }
    }
    return Axis.covering(label, lowest, highest);
  }

  private static void axis(Svg svg, Axis axis, int bottom) {
    for (int i = 0; i <= axis.parts(); i++) {
      double at = right(axis, axis.tick(i));
      svg.add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>",
          at, at, TOP, bottom);
      svg.text(at, bottom + 20, "middle", NumberWords.number(axis.tick(i)));
    }
    svg.text((LEFT + RIGHT) / 2.0, bottom + 43, "middle", axis.label());
    double zero = right(axis, 0);
    svg.add("<path d=\"M%.1f %dV%d\" stroke=\"#222\"/>", zero, TOP, bottom);
  }

  private static void bar(Svg svg, Axis axis, Bar bar, int y, boolean point) {
    List<String> name = Svg.wrap(bar.name(), NAME_CHARACTERS);
    for (int i = 0; i < name.size(); i++) {
      svg.text(LEFT - 10, y + LINE_HEIGHT * (i + 1), "end", name.get(i));
    }
    double middle = y + height(bar) / 2.0;
    Measure measure = bar.measure();
    if (!measure.isDefined()) {
      svg.text(RIGHT + 10, middle + 5, "start", "undefined");
      return;
    }
    double zero = right(axis, 0);
    double at = right(axis, measure.get());
    if (point) {
      svg.add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"%s\"/>",
          at - 5, middle - 5, FILL);
    } else {
      svg.add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>",
          Math.min(zero, at), middle - 8, Math.abs(at - zero), FILL);
    }
    Interval interval = measure.interval();
    if (interval != null) {
      double low = right(axis, interval.lower());
      double high = right(axis, interval.upper());
      svg.add(
          "<path d=\"M%.1f %.1fv10m0 -5H%.1fm0 -5v10\" fill=\"none\" stroke=\"#000\""
              + " stroke-width=\"1.5\"/>",
          low, middle - 5, high);
    }
    svg.text(RIGHT + 10, middle + 5, "start", Svg.value(measure.get()));
  }

  private static int height(Bar bar) {
    return LINE_HEIGHT * Svg.wrap(bar.name(), NAME_CHARACTERS).size() + GAP;
  }

  private static double right(Axis axis, double value) {
    return LEFT + axis.share(value) * (RIGHT - LEFT);
  }
}

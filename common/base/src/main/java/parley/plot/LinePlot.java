package parley.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.html.HtmlPage;
import parley.measure.Interval;

/**
 * Lines through points, with the names below. They differ in colour and dashes. Immutable, so safe
 * for use by several threads.
 *
 * @param title what it is about
 * @param introduction the first sentence of the description
 * @param x to the right
 * @param y upwards
 * @param lines drawn one over the other
 */
public record LinePlot(String title, String introduction, Axis x, Axis y, List<Line> lines)
    implements Plot {
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TOP = 15;
  private static final int BOTTOM = 350;
  private static final int NAMES = 420;
  private static final int NAME_CHARACTERS = 58;
  private static final int NAME_HEIGHT = 22;
  private static final String REFERENCE_COLOUR = "#666";
  private static final String REFERENCE_DASH = "1 4";

  /**
   * A point.
   *
   * @param interval of y; null for none
   */
  public record Point(double x, double y, @Nullable Interval interval) {
    /** A point without an interval. */
    public static Point of(double x, double y) {
      return new Point(x, y, null);
    }
  }

  /**
   * A line.
   *
   * @param reference whether it is what the others are compared with: grey, dotted, without marks
   */
  public record Line(String name, List<Point> points, boolean reference) {
    /** Takes a copy of the points. */
    public Line {
      points = List.copyOf(points);
    }

    /** A line that is no reference. */
    public static Line of(String name, List<Point> points) {
      return new Line(name, points, false);
    }
  }

  /** Takes a copy of the lines. */
  public LinePlot {
    lines = List.copyOf(lines);
  }

  @Override
  public String description() {
    List<String> sentences = new ArrayList<>();
    for (Line line : lines) {
      List<String> points = new ArrayList<>();
      for (Point p : line.points()) {
        points.add(
            NumberWords.number(p.x()) + " " + Svg.value(p.y()) + BarPlot.range(p.interval()));
      }
      sentences.add(line.name() + ": " + String.join(", ", points));
    }
    return introduction + " " + String.join(". ", sentences) + ".";
  }

  @Override
  public String toSvg(String id) {
    int rows = lines.stream().mapToInt(l -> Svg.wrap(l.name(), NAME_CHARACTERS).size()).sum();
    Svg svg = new Svg(id, NAMES + NAME_HEIGHT * rows, this);
    axes(svg);
    int row = 0;
    for (int i = 0; i < lines.size(); i++) {
      line(svg, lines.get(i), i);
      row += name(svg, lines.get(i), i, NAMES + NAME_HEIGHT * row);
    }
    return svg.close();
  }

  private void axes(Svg svg) {
    for (int i = 0; i <= y.parts(); i++) {
      double at = down(y.tick(i));
      svg.add(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
          LEFT, Svg.WIDTH - RIGHT, at, at);
      svg.text(LEFT - 8, at + 5, "end", NumberWords.number(y.tick(i)));
    }
    for (int i = 0; i <= x.parts(); i++) {
      svg.text(right(x.tick(i)), BOTTOM + 20, "middle", NumberWords.number(x.tick(i)));
    }
    svg.add(
        "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#222\"/>",
        LEFT, TOP, BOTTOM, Svg.WIDTH - RIGHT);
    svg.text((LEFT + Svg.WIDTH - RIGHT) / 2.0, BOTTOM + 43, "middle", x.label());
    svg.add(
        "<text transform=\"translate(16 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
        (TOP + BOTTOM) / 2.0, HtmlPage.escape(y.label()));
  }

  private void line(Svg svg, Line line, int number) {
    StringBuilder path = new StringBuilder();
    for (Point p : line.points()) {
      path.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", right(p.x()), down(p.y())));
    }
    if (path.isEmpty()) {
      return;
    }
    svg.add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>",
        path, colour(line, number), dash(line, number));
    if (line.reference()) {
      return;
    }
    for (Point p : line.points()) {
      double at = right(p.x());
      if (p.interval() != null) {
        double low = down(p.interval().lower());
        double high = down(p.interval().upper());
        svg.add(
            "<path d=\"M%.1f %.1fv%.1fm-4 0h8M%.1f %.1fh8\" fill=\"none\" stroke=\"%s\"/>",
            at, high, low - high, at - 4, high, colour(line, number));
      }
      svg.add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
          at, down(p.y()), colour(line, number));
    }
  }

  /** Writes a line's name; returns over how many rows. */
  private static int name(Svg svg, Line line, int number, int at) {
    svg.add(
        "<path d=\"M%d %dh34\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>",
        LEFT, at, colour(line, number), dash(line, number));
    List<String> words = Svg.wrap(line.name(), NAME_CHARACTERS);
    for (int i = 0; i < words.size(); i++) {
      svg.text(LEFT + 44, at + 5 + NAME_HEIGHT * i, "start", words.get(i));
    }
    return words.size();
  }

  private static String colour(Line line, int number) {
    return line.reference() ? REFERENCE_COLOUR : Svg.colour(number);
  }

  private static String dash(Line line, int number) {
    return line.reference() ? REFERENCE_DASH : Svg.dash(number);
  }

  private double right(double value) {
    return LEFT + x.share(value) * (Svg.WIDTH - LEFT - RIGHT);
  }

  private double down(double value) {
    return BOTTOM - y.share(value) * (BOTTOM - TOP);
  }
}

package parley.robust.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parley.mhe.html.HtmlPage;

/**
 * Accuracy against epsilon as inline SVG. Lines differ in colour, dashes and a label at their end
 * of the legend, so that they can be told apart without colours; a title and a description say the
 * same in words.
 */
final class AccuracyPlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 60;
  private static final int RIGHT = 170;
  private static final int TOP = 15;
  private static final int BOTTOM = 50;
  private static final int TICKS = 5;

  /** Okabe and Ito's colours, which people with any colour vision can tell apart. */
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00"
  };

  private static final String[] DASHES = {"", "8 4", "2 3", "8 3 2 3", "12 3", "4 2"};

  /** One line: its name and its points from epsilon 0. */
  private record Line(String name, List<double[]> points) {}

  private final StringBuilder svg = new StringBuilder(4096);
  private final double largest;

  private AccuracyPlot(double largest) {
    this.largest = largest;
  }

  static String of(RobustnessReport r) {
    List<Line> lines = lines(r);
    double largest =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(p -> p[0])
            .max()
            .orElse(0);
    return new AccuracyPlot(largest > 0 ? largest : 1).draw(r, lines);
  }

  private static List<Line> lines(RobustnessReport r) {
    List<Line> lines = new ArrayList<>();
    for (AttackCurve curve : r.attacks()) {
      List<double[]> points = new ArrayList<>();
      points.add(new double[] {0, r.cleanAccuracy()});
      curve.points().forEach(p -> points.add(new double[] {p.perturbationEpsilon(), p.accuracy()}));
      lines.add(new Line(curve.attack(), points));
    }
    CertifiedCurve certified = r.certified();
    if (certified != null) {
      List<double[]> points = new ArrayList<>();
      points.add(new double[] {0, certified.cleanAccuracy()});
      certified
          .points()
          .forEach(p -> points.add(new double[] {p.perturbationEpsilon(), p.accuracy()}));
      lines.add(new Line("certified", points));
    }
    return lines;
  }

  private String draw(RobustnessReport r, List<Line> lines) {
    add(
        "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " role=\"img\" aria-labelledby=\"plot-title plot-text\" font-family=\"sans-serif\""
            + " font-size=\"13\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    add("<title id=\"plot-title\">Accuracy against epsilon</title>");
    add("<desc id=\"plot-text\">%s</desc>", HtmlPage.escape(description(lines)));
    axes("largest perturbation, " + RobustnessWords.norm(r.norm()));
    for (int i = 0; i < lines.size(); i++) {
      line(lines.get(i), i);
    }
    return svg.append("</svg>").toString();
  }

  /** What the picture shows, in words. */
  private static String description(List<Line> lines) {
    List<String> sentences = new ArrayList<>();
    for (Line line : lines) {
      List<String> points = new ArrayList<>();
      for (double[] p : line.points()) {
        points.add(AccuracyTable.number(p[0]) + " " + AccuracyTable.accuracy(p[1]));
      }
      sentences.add(line.name() + ": " + String.join(", ", points));
    }
    return "Accuracy after each epsilon. " + String.join(". ", sentences) + ".";
  }

  private void axes(String label) {
    for (int i = 0; i <= TICKS; i++) {
      double share = (double) i / TICKS;
      add(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
          LEFT, WIDTH - RIGHT, y(share), y(share));
      add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>",
          LEFT - 8, y(share) + 4, share);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x(share * largest), HEIGHT - BOTTOM + 18, AccuracyTable.number(share * largest));
    }
    add(
        "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#222\"/>",
        LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
    add(
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        x(largest / 2), HEIGHT - 10, HtmlPage.escape(label));
    add(
        "<text transform=\"translate(16 %.1f) rotate(-90)\" text-anchor=\"middle\">accuracy</text>",
        y(0.5));
  }

  private void line(Line line, int number) {
    String colour = COLOURS[number % COLOURS.length];
    String dash = DASHES[number % DASHES.length];
    StringBuilder path = new StringBuilder();
    for (double[] p : line.points()) {
      path.append(
          String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(p[0]), y(p[1])));
    }
    add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>",
        path, colour, dash.isEmpty() ? "none" : dash);
    for (double[] p : line.points()) {
      add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x(p[0]), y(p[1]), colour);
    }
    int y = TOP + 12 + 22 * number;
    add(
        "<path d=\"M%d %dh34\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>",
        WIDTH - RIGHT + 15, y, colour, dash.isEmpty() ? "none" : dash);
    add(
        "<text x=\"%d\" y=\"%d\">%s</text>",
        WIDTH - RIGHT + 56, y + 4, HtmlPage.escape(line.name()));
  }

  private double x(double epsilon) {
    return LEFT + epsilon / largest * (WIDTH - LEFT - RIGHT);
  }

  private double y(double accuracy) {
    return HEIGHT - BOTTOM - accuracy * (HEIGHT - TOP - BOTTOM);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}

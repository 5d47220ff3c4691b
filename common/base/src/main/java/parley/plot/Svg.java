package parley.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parley.html.HtmlPage;

/** A picture in the making. For one thread. */
final class Svg {
  /** Narrow enough that text stays legible when a small screen shrinks it. */
  static final int WIDTH = 570;

  static final int FONT_PIXELS = 15;

  /** Okabe and Ito's colours, which people with any colour vision can tell apart. */
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00"
  };

  private static final String[] DASHES = {"none", "8 4", "2 3", "8 3 2 3", "12 3", "4 2"};

  private final StringBuilder svg = new StringBuilder(4096);

  /** Opens the picture. */
  Svg(String id, int height, Plot plot) {
    add(
        "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " role=\"img\" aria-labelledby=\"%s-title %s-text\" font-family=\"sans-serif\""
            + " font-size=\"%d\">",
        WIDTH, height, WIDTH, height, id, id, FONT_PIXELS);
    add("<title id=\"%s-title\">%s</title>", id, HtmlPage.escape(plot.title()));
    add("<desc id=\"%s-text\">%s</desc>", id, HtmlPage.escape(plot.description()));
  }

  static String colour(int number) {
    return COLOURS[number % COLOURS.length];
  }

  static String dash(int number) {
    return DASHES[number % DASHES.length];
  }

  Svg add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  /** Text, with an anchor of start, middle or end. */
  Svg text(double x, double y, String anchor, String text) {
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x, y, anchor, HtmlPage.escape(text));
  }

  String close() {
    return svg.append("</svg>").toString();
  }

  /** Lines of at most so many characters, broken at spaces where there are any. */
  static List<String> wrap(String text, int most) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (rest.length() > most) {
      int space = rest.lastIndexOf(' ', most);
      int end = space > 0 ? space : most;
      lines.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }

  /** A figure in a description or beside a bar. */
  static String value(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}

package parley.html;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page in the making, for wide and narrow screens: tables that are too wide scroll within
 * themselves. Not safe for use by several threads.
 */
public final class HtmlPage {
  private static final String STYLE =
      "body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222;"
          + "overflow-wrap:break-word}.scroll{overflow-x:auto;margin:.5em 0 1.5em}"
          + "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25em"
          + " .7em;border-bottom:1px solid #ddd;vertical-align:top}"
          + "th,td{min-width:3.5em}th:first-child,td:first-child{min-width:5em}@media(max-width:30em){th,td{padding:.25em"
          + " .4em}}dt{font-weight:bold;margin-top:.6em}dd{margin:0 0 0"
          + " 1.5em}th{background:#f4f4f4}.warning{background:#fff3cd;padding:.5em .8em;margin:.4em"
          + " 0}h1{font-size:1.5em}h2{font-size:1.15em;margin-top:1.6em}h3{font-size:1em;margin:1.2em"
          + " 0 .4em}figure{margin:1em 0}figcaption{color:#555}svg{max-width:100%;height:auto}";

  private static final String DATA_END = "</script>";

  private final StringBuilder page = new StringBuilder(8192);
  private String tableHeading = "h2";

  /** A page with a title, in English. */
  public HtmlPage(String title) {
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
        .append(escape(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escape(title))
        .append("</h1>\n");
  }

  /** Adds the heading of a section; the headings of its tables are below it in rank. */
  public HtmlPage section(String title) {
    page.append("<h2>").append(escape(title)).append("</h2>\n");
    tableHeading = "h3";
    return this;
  }

  /** Adds a paragraph. */
  public HtmlPage paragraph(String text) {
    page.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  /** Adds a paragraph that stands out. */
  public HtmlPage warning(String text) {
    page.append("<p class=\"warning\">").append(escape(text)).append("</p>\n");
    return this;
  }

  /** Adds a heading and a table, neither of them without rows. */
  public <T> HtmlPage table(
      String title, List<String> heads, List<T> rows, Function<T, List<String>> cells) {
    if (rows.isEmpty()) {
      return this;
    }
    page.append("<%1$s>%2$s</%1$s>\n".formatted(tableHeading, escape(title)))
        // In the order of the keyboard, since what scrolls must be reachable without a mouse.
        .append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .append(escape(title))
        .append("\"><table><tr>");
    heads.forEach(h -> page.append("<th scope=\"col\">").append(escape(h)).append("</th>"));
    page.append("</tr>\n");
    for (T row : rows) {
      page.append("<tr>");
      cells.apply(row).forEach(c -> page.append("<td>").append(escape(c)).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</table></div>\n");
    return this;
  }

  /** Adds terms and what is said about each, below it; nothing without terms. */
  public <T> HtmlPage terms(List<T> items, Function<T, String> term, Function<T, String> text) {
    if (items.isEmpty()) {
      return this;
    }
    page.append("<dl>\n");
    for (T item : items) {
      page.append("<dt>")
          .append(escape(term.apply(item)))
          .append("</dt><dd>")
          .append(escape(text.apply(item)))
          .append("</dd>\n");
    }
    page.append("</dl>\n");
    return this;
  }

  /**
   * Adds a figure.
   *
   * @param markup trusted: what of it comes from elsewhere went through {@link #escape}
   * @param caption the text below
   */
  public HtmlPage figure(String markup, String caption) {
    page.append("<figure>")
        .append(markup)
        .append("<figcaption>")
        .append(escape(caption))
        .append("</figcaption></figure>\n");
    return this;
  }

  /** Adds data that programs read and nobody sees; it does not run. */
  public HtmlPage data(String id, String json) {
    page.append(dataTag(id)).append(json.replace("<", "\\u003c")).append(DATA_END).append('\n');
    return this;
  }

  /** The data of that id in a page; null when there is none. */
  public static @Nullable String dataOf(String html, String id) {
    int start = html.indexOf(dataTag(id));
    int end = html.indexOf(DATA_END, Math.max(0, start));
    return start < 0 || end < 0 ? null : html.substring(start + dataTag(id).length(), end);
  }

  private static String dataTag(String id) {
    return "<script type=\"application/json\" id=\"" + escape(id) + "\">";
  }

  /** The page so far, closed. */
  public String toHtml() {
    return page + "</body></html>\n";
  }

  /** Text as it may stand between tags and in quoted attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

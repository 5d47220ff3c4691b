/**
 * Reports as one page that needs nothing else: no script, font or picture from elsewhere, so that
 * it can be mailed, archived and opened on a machine without a network.
 *
 * <p><b>Page</b>: a title, then paragraphs, warnings, tables and figures in the order they were
 * added. Text is escaped; a <b>figure</b> is markup of the caller.
 *
 * <pre>{@code
 * String html =
 *     new HtmlPage("Fit")
 *         .paragraph("40 iterations in 12 s")
 *         .table("Rounds", List.of("round", "seconds"), rounds, r -> List.of(r.name(), r.seconds()))
 *         .toHtml();
 * }</pre>
 */
@NullMarked
package parley.html;

import org.jspecify.annotations.NullMarked;

/**
 * What an audit found, as one page, one line of JSON, or text; fit for a model card (<a
 * href="https://doi.org/10.1145/3287560.3287596">Mitchell et al. 2019</a>).
 *
 * <p><b>Section</b>: what belongs together, in plain words, figures, tables and plots.
 * <b>Finding</b>: a figure with the words that say what it means. <b>Card</b>: what the caller says
 * about use, data and limits.
 *
 * <pre>{@code
 * AuditReport report =
 *     AuditReport.of(
 *         "Screening test",
 *         new ModelCard("Screening of adults", "2,000 visits", "2026-01", List.of(), List.of()),
 *         AuditSections.baseRate(BaseRateReport.of(BaseRate.of(0.001, 1, 0.05), 0.5)));
 * Files.writeString(Path.of("audit.html"), report.toHtml());
 * }</pre>
 */
@NullMarked
package parley.robust.audit.report;

import org.jspecify.annotations.NullMarked;

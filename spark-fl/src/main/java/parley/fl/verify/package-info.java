/**
 * Compares what a report says with what the providers wrote down.
 *
 * <p><b>Discrepancy</b>: what the report and a log say differently. <b>Remark</b>: what a reader
 * should know and what is no discrepancy.
 *
 * <pre>{@code
 * Findings found =
 *     ReportCheck.of(List.of(FitReport.fromJson(json)), List.of(LogFile.read(Path.of("a.log")), ...));
 * found.discrepancies().forEach(System.err::println);
 * }</pre>
 */
@NullMarked
package parley.fl.verify;

import org.jspecify.annotations.NullMarked;

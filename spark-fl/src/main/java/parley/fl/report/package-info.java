/**
 * What a fit leaves behind: what it did, what it cost, and who could see what.
 *
 * <p><b>Opening</b>: a number that left the encryption, and for whom. <b>Refresh</b>: a ciphertext
 * made usable again by all providers together. <b>Phase</b>: a stretch of the fit, such as
 * training.
 *
 * <pre>{@code
 * FitReport report = estimator.fit(rows).report();
 * System.err.println(report.toText());
 * Files.writeString(Path.of("report.html"), report.toHtml());
 * }</pre>
 */
@NullMarked
package parley.fl.report;

import org.jspecify.annotations.NullMarked;

package parley.cli.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.ModelColumns;
import parley.cli.model.FitFacts;
import parley.fl.classification.FederatedLogisticRegressionModel;
import parley.fl.report.FitReport;
import parley.json.Json;

/**
 * A logistic regression of rows that stayed in their providers' files: nothing was measured.
 * Immutable, so safe for several threads.
 *
 * @param model what was trained
 * @param report what the training did
 * @param totalSeconds wall clock of the whole command
 */
record HomeOutcome(FederatedLogisticRegressionModel model, FitReport report, double totalSeconds) {

  /**
   * What came of a fit.
   *
   * @param start when the command began, in nanoseconds of {@link System#nanoTime}
   */
  static HomeOutcome of(FederatedLogisticRegressionModel model, long start) {
    return new HomeOutcome(model, model.report(), (System.nanoTime() - start) / 1e9);
  }

  void save(String folder, ModelColumns columns, SparkSession spark) throws IOException {
    model.write().session(spark).save(folder);
    columns.write(folder, spark.sparkContext().hadoopConfiguration());
  }

  /** One line, with the names that scripts rely on. */
  String toJson() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(FitFacts.of(report, report));
    Map<String, Object> seconds = FitFacts.seconds(report);
    seconds.put("total", totalSeconds);
    all.put("seconds", seconds);
    all.put("warnings", report.warnings());
    return Json.line(all);
  }

  /** The result for people; the last line without a line end. */
  String toText() {
    return "rows of %d providers, %d features%n%s"
            .formatted(report.providers().size(), report.features(), report.toText())
        + String.format(Locale.ROOT, "%nAll of it %.1f s.", totalSeconds);
  }
}

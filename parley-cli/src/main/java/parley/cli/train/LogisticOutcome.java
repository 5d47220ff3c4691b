package parley.cli.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.DataNotes;
import parley.cli.input.ModelColumns;
import parley.cli.model.FitFacts;
import parley.cli.model.RevealedWeights;
import parley.cli.models.CoefficientTable;
import parley.cli.table.TrainTestSplit;
import parley.fl.classification.FederatedLogisticRegressionModel;
import parley.fl.protection.SealedAnswers;
import parley.fl.report.FitReport;
import parley.fl.report.PolynomialFit;
import parley.json.Json;

/**
 * A trained logistic regression and what it is worth. Immutable, so safe for several threads.
 *
 * @param model what was trained
 * @param report what the training did
 * @param written that, and what the predictions for the test rows did: for files
 * @param split rows learnt from and measured on
 * @param score accuracy and AUC on them; null without any
 * @param weights the weights by column; null unless revealed to this process
 * @param coefficients the same as rows of a table; null unless revealed to this process
 * @param answers what only a querier that is apart can read; empty without one
 * @param predictSeconds wall clock of the predictions
 * @param totalSeconds wall clock of the whole command
 */
public record LogisticOutcome(
    FederatedLogisticRegressionModel model,
    FitReport report,
    FitReport written,
    TrainTestSplit split,
    @Nullable Score score,
    @Nullable RevealedWeights weights,
    @Nullable LogisticCoefficients coefficients,
    List<SealedAnswers> answers,
    double predictSeconds,
    double totalSeconds) {

  /** Why there are no figures of a training for a querier that is apart. */
  private static final String APART =
      "not known here: the querier is apart, and margins are for it alone (--answers-out, then"
          + " parley open)";

  /** Exact figures on test rows. */
  public record Score(double accuracy, double auc) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "accuracy %.4f, AUC %.4f", accuracy, auc);
    }
  }

  /** What the model is worth, on how many rows; null without test rows. */
  public @Nullable String words() {
    return score == null ? null : score + " on " + testRows() + " test rows";
  }

  void save(String folder, ModelColumns columns, SparkSession spark) throws IOException {
    model.write().session(spark).save(folder);
    columns.write(folder, spark.sparkContext().hadoopConfiguration());
  }

  /** One line, with the names that scripts rely on. */
  String toJson() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("accuracy", score == null ? null : score.accuracy());
    all.put("auc", score == null || Double.isNaN(score.auc()) ? null : score.auc());
    Map<String, String> reasons = reasons();
    if (!reasons.isEmpty()) {
      all.put("reasons", reasons);
    }
    all.put("trainRows", trainRows());
    all.put("testRows", testRows());
    all.putAll(DataNotes.json(split));
    all.putAll(FitFacts.of(report, written));
    Map<String, Object> seconds = FitFacts.seconds(report);
    seconds.put("predict", predictSeconds);
    seconds.put("total", totalSeconds);
    all.put("seconds", seconds);
    all.put("warnings", written.warnings());
    PolynomialFit fit = report.fit();
    all.put("largestMargin", fit == null ? null : fit.largestMargin());
    all.put("range", fit == null ? null : fit.range());
    all.put("converged", fit == null ? null : fit.converged());
    all.put("activationError", fit == null ? null : fit.activationError());
    all.put("activationProbabilityError", fit == null ? null : fit.activationProbabilityError());
    all.put("clippedShare", fit == null ? null : fit.clippedShare());
    if (weights != null && coefficients != null) {
      all.put("weights", weights.toMap());
      all.putAll(CoefficientTable.json(coefficients.rows()));
      all.put("maxWeightError", weights.maxError());
      all.put("exactWeightError", fit == null ? null : fit.exactWeightError());
      all.put("exactProbabilityError", fit == null ? null : fit.exactProbabilityError());
    }
    return Json.line(all);
  }

  /** Why figures are null. */
  private Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    if (unscored()) {
      reasons.put("accuracy", APART);
      reasons.put("auc", APART);
    }
    if (coefficients != null && coefficients.withoutErrors() != null) {
      reasons.put("standardErrors", coefficients.withoutErrors());
    }
    return reasons;
  }

  private int trainRows() {
    return Math.toIntExact(split.train().count());
  }

  private int testRows() {
    return split.test() == null ? 0 : Math.toIntExact(split.test().count());
  }

  /** Test rows were there, and nobody here may see how the model does on them. */
  private boolean unscored() {
    return score == null && testRows() > 0;
  }

  /** The result for people; the last line without a line end. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d training rows at %d providers, %d features, %d test rows%n"
            .formatted(trainRows(), report.providers().size(), report.features(), testRows()));
    if (score != null) {
      text.append(score).append(System.lineSeparator());
    }
    if (unscored()) {
      text.append("accuracy: ").append(APART).append(System.lineSeparator());
    }
    if (weights != null && coefficients != null) {
      text.append(CoefficientTable.text(coefficients.rows())).append(System.lineSeparator());
      text.append(
          String.format(
              Locale.ROOT,
              "largest error against the same algorithm in clear: %.2g max(1, |w|), standardised%n",
              weights.maxError()));
    }
    text.append(written.toText());
    return text.append(
            String.format(
                Locale.ROOT,
                "%nPredictions took %.1f s, all of it %.1f s.",
                predictSeconds,
                totalSeconds))
        .toString();
  }
}

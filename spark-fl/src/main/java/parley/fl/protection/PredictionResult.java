package parley.fl.protection;

import java.util.Arrays;
import parley.fl.report.FitReport;

/**
 * What a sealed model's prediction gives. Its arrays are not to be changed.
 *
 * @param answers for each row what the model answers: a margin, or a number an output
 * @param report rounds, openings, and the providers' policies, as a fit's report has them
 */
public record PredictionResult(double[][] answers, FitReport report) {
  /** The first answer of each row: all of them, where the model has one margin. */
  public double[] margins() {
    return Arrays.stream(answers).mapToDouble(row -> row[0]).toArray();
  }
}

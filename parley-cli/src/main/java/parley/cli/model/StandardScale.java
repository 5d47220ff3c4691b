package parley.cli.model;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.fl.activation.FitFigures;
import parley.fl.optim.LinearWeights;

/**
 * The scale on which weights can be compared whatever the units: features less their means, over
 * their standard deviations, in the rows trained on. Immutable, so safe for several threads.
 *
 * @param mean of each feature
 * @param deviation of each feature, 0 where it does not vary
 */
public record StandardScale(double[] mean, double[] deviation) {

  /** That of some rows, in one pass that loses nothing to an offset. */
  public static StandardScale of(Dataset<Row> rows, String featuresCol) {
    Row found =
        rows.select(Summarizer.metrics("mean", "std").summary(rows.col(featuresCol)).as("s"))
            .select("s.mean", "s.std")
            .first();
    Vector mean = found.getAs(0);
    Vector deviation = found.getAs(1);
    return new StandardScale(mean.toArray(), deviation.toArray());
  }

  /** Weights of the same margins on this scale: one a feature, then the intercept. */
  public double[] of(LinearWeights weights) {
    double[] coefficients = weights.coefficients();
    double[] scaled = new double[coefficients.length + 1];
    double intercept = weights.intercept();
    for (int j = 0; j < coefficients.length; j++) {
      scaled[j] = coefficients[j] * deviation[j];
      intercept += coefficients[j] * mean[j];
    }
    scaled[coefficients.length] = intercept;
    return scaled;
  }

  /** The largest |w - v| / max(1, |v|) of weights w and others v, on this scale. */
  double largestError(LinearWeights weights, LinearWeights expected) {
    return FitFigures.weightError(of(weights), of(expected));
  }
}

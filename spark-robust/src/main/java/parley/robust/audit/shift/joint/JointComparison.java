package parley.robust.audit.shift.joint;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;
import parley.robust.audit.shift.column.Moments;
import parley.robust.audit.shift.statistics.MaximumMeanDiscrepancy;

/** The tests of all numeric features together. */
public final class JointComparison {
  private JointComparison() {}

  /**
   * Runs them.
   *
   * @param features names of the samples' columns
   * @param sigma the kernel's width; null for the median distance of scaled rows
   */
  public static JointShift of(
      SparkSession spark,
      List<String> features,
      List<double[]> reference,
      List<double[]> data,
      @Nullable Double sigma,
      int permutations,
      long seed) {
    int n = reference.size();
    int m = data.size();
    if (n < 2 || m < 2) {
      return JointShift.undefined(
          features,
          n,
          m,
          "there are too few rows that have all numeric features: expected 2 or more of each, got %d and %d"
              .formatted(n, m));
    }
    double[][] x = reference.toArray(double[][]::new);
    double[][] y = data.toArray(double[][]::new);
    double[][][] scaled = sigma == null ? scaled(x, y) : new double[][][] {x, y};
    double width =
        sigma == null ? MaximumMeanDiscrepancy.medianDistance(scaled[0], scaled[1]) : sigma;
    TwoSampleClassifier classifier = TwoSampleClassifier.of(spark, x, y);
    Measure unbiased;
    Measure biased;
    Measure pValue;
    Measure used;
    if (width > 0) {
      MaximumMeanDiscrepancy mmd = new MaximumMeanDiscrepancy(scaled[0], scaled[1], width);
      used = Measure.of("sigma", width);
      unbiased = Measure.of("mmdSquaredUnbiased", mmd.unbiased());
      biased = Measure.of("mmdSquaredBiased", mmd.biased());
      pValue = Measure.of("mmdPValue", mmd.pValue(permutations, seed));
    } else {
      String reason =
          "more than half of all pairs of rows are equal, so that the median distance is 0: give"
              + " sigma";
      used = Measure.undefined("sigma", reason);
      unbiased = Measure.undefined("mmdSquaredUnbiased", reason);
      biased = Measure.undefined("mmdSquaredBiased", reason);
      pValue = Measure.undefined("mmdPValue", reason);
    }
    return new JointShift(
        features,
        n,
        m,
        used,
        sigma == null,
        unbiased,
        biased,
        pValue,
        width > 0 ? permutations : 0,
        classifier.accuracy(),
        classifier.pValue(),
        classifier.auc(),
        classifier.heldOut());
  }

  /** Each column over its standard deviation in both samples together; constant ones become 0. */
  private static double[][][] scaled(double[][] x, double[][] y) {
    int width = x[0].length;
    double[][][] result = {new double[x.length][width], new double[y.length][width]};
    for (int j = 0; j < width; j++) {
      Moments moments = new Moments();
      for (double[] row : x) {
        moments.add(row[j], 1);
      }
      for (double[] row : y) {
        moments.add(row[j], 1);
      }
      Measure mean = moments.mean("mean");
      Measure variance = moments.variance("variance");
      if (mean.isDefined() && variance.isDefined() && variance.get() > 0) {
        scale(x, result[0], j, mean.get(), Math.sqrt(variance.get()));
        scale(y, result[1], j, mean.get(), Math.sqrt(variance.get()));
      }
    }
    return result;
  }

  private static void scale(double[][] from, double[][] to, int column, double mean, double sd) {
    for (int i = 0; i < from.length; i++) {
      to[i][column] = (from[i][column] - mean) / sd;
    }
  }
}

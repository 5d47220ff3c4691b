package parley.robust.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.robust.defence.CertifiedAccuracy;
import parley.robust.defence.PixelDp;
import parley.robust.defence.SmoothedClassifier;
import parley.robust.model.ModelViews;

/** The certified curve of a study. */
final class CertifiedStudy {
  private static final String PREDICTION = "smoothedPrediction";
  private static final String LAPLACE = "laplace";
  private static final String RADIUS = "smoothedRadius";

  private CertifiedStudy() {}

  /**
   * Certifies rows once and counts those beyond each epsilon.
   *
   * @param norm in which the epsilons are; each is turned into the largest length that a
   *     perturbation of that size has in the norm of the certificate
   */
  static CertifiedCurve of(
      SmoothedClassifier<?> defence,
      Dataset<Row> rows,
      String labelCol,
      double[] epsilons,
      String norm,
      DoubleSupplier seconds) {
    int features = numFeatures(defence);
    boolean ofL1 = defence instanceof PixelDp p && p.getOrDefault(p.noise()).equals(LAPLACE);
    double factor = ofL1 ? toL1(norm, features) : norm.equals("linf") ? Math.sqrt(features) : 1;
    double[] radii = new double[epsilons.length + 1];
    for (int k = 0; k < epsilons.length; k++) {
      radii[k + 1] = epsilons[k] * factor;
    }
    Dataset<Row> certified =
        defence
            .setPredictionCol(PREDICTION)
            .setRadiusCol(RADIUS)
            .setAbstainedCol("smoothedAbstained")
            .setCountsCol("smoothedCounts")
            .transform(rows);
    List<CertifiedAccuracy> curve =
        CertifiedAccuracy.of(certified, labelCol, PREDICTION, RADIUS, radii);
    List<CertifiedCurve.Point> points = new ArrayList<>();
    for (int k = 0; k < epsilons.length; k++) {
      points.add(new CertifiedCurve.Point(epsilons[k], radii[k + 1], curve.get(k + 1).accuracy()));
    }
    return new CertifiedCurve(
        defence instanceof PixelDp
            ? "PixelDP, " + (ofL1 ? "Laplace" : "Gaussian") + " noise"
            : "randomised smoothing",
        StudyWords.settings(defence),
        curve.get(0).accuracy(),
        points,
        seconds.getAsDouble());
  }

  private static double toL1(String norm, int features) {
    return switch (norm) {
      case "linf" -> features;
      case "l2" -> Math.sqrt(features);
      default -> 1;
    };
  }

  private static int numFeatures(SmoothedClassifier<?> defence) {
    return ModelViews.of(defence.model()).numFeatures();
  }
}

package parley.robust.model;

import java.util.Arrays;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * Hands each row to the model as a vector of its own, since models may keep what they are given.
 */
final class BlackBoxScorer implements Scorer {
  private final ClassificationModel<Vector, ?> model;
  private final int features;
  private final int classes;

  BlackBoxScorer(ClassificationModel<Vector, ?> model) {
    this.model = model;
    features = model.numFeatures();
    classes = model.numClasses();
  }

  @Override
  public void scores(double[] rows, int count, double[] scores) {
    for (int i = 0; i < count; i++) {
      Vector raw = model.predictRaw(row(rows, i));
      for (int k = 0; k < classes; k++) {
        scores[i * classes + k] = raw.apply(k);
      }
    }
  }

  @Override
  public void labels(double[] rows, int count, int[] labels) {
    for (int i = 0; i < count; i++) {
      // Not predict(), which in some models passes the thresholds over.
      labels[i] = (int) model.raw2prediction(model.predictRaw(row(rows, i)));
    }
  }

  private Vector row(double[] rows, int i) {
    return Vectors.dense(Arrays.copyOfRange(rows, i * features, (i + 1) * features));
  }
}

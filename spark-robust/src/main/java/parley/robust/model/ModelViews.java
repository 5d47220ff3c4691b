package parley.robust.model;

import java.util.Arrays;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.ml.classification.LinearSVCModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.Vector;

/** Makes views of Spark's classifiers. Stateless, so safe for use by several threads. */
public final class ModelViews {
  private static final String WITH_GRADIENTS =
      "LogisticRegressionModel, LinearSVCModel or MultilayerPerceptronClassificationModel";

  private ModelViews() {}

  /**
   * The best view of a model: {@link LinearView} or {@link DifferentiableView} where there are
   * gradients, else a black box with scores and labels. Takes what the model is now: thresholds set
   * later are not seen.
   *
   * @throws IllegalArgumentException if the model is no {@code ClassificationModel} of vectors
   */
  @SuppressWarnings("unchecked")
  public static ModelView of(Model<?> model) {
    if (model instanceof LogisticRegressionModel logistic) {
      return logistic(logistic);
    }
    if (model instanceof MultilayerPerceptronClassificationModel perceptron) {
      return perceptron(perceptron);
    }
    if (model instanceof LinearSVCModel svc) {
      return new TwoClassView(
          svc.coefficients().toArray(),
          svc.intercept(),
          svc.getThreshold(),
          false,
          "LinearSVCModel");
    }
    if (model instanceof ClassificationModel<?, ?> other) {
      return new BlackBoxView((ClassificationModel<Vector, ?>) other);
    }
    throw new IllegalArgumentException(
        "cannot view the model: expected a ClassificationModel, got "
            + model.getClass().getSimpleName());
  }

  /**
   * The view of a model with gradients.
   *
   * @throws IllegalArgumentException if the model has none
   */
  public static DifferentiableView differentiable(Model<?> model) {
    if (of(model) instanceof DifferentiableView view) {
      return view;
    }
    throw new IllegalArgumentException(
        "cannot take gradients: the model has none, expected a "
            + WITH_GRADIENTS
            + ", got "
            + model.getClass().getSimpleName());
  }

  /**
   * The view of a linear model.
   *
   * @throws IllegalArgumentException if the model is not linear
   */
  public static LinearView linear(Model<?> model) {
    if (of(model) instanceof LinearView view) {
      return view;
    }
    throw new IllegalArgumentException(
        "cannot compute the exact worst case: the model is not linear, expected a"
            + " LogisticRegressionModel or LinearSVCModel, got "
            + model.getClass().getSimpleName());
  }

  private static LinearView logistic(LogisticRegressionModel model) {
    int rows = model.coefficientMatrix().numRows();
    if (rows == 1) {
      return new TwoClassView(
          model.coefficients().toArray(),
          model.intercept(),
          logit(model.getThreshold()),
          true,
          "LogisticRegressionModel");
    }
    // The matrix lies column by column in its array, so input by input, as in a perceptron.
    double[] coefficients = model.coefficientMatrix().toArray();
    double[] weights = Arrays.copyOf(coefficients, coefficients.length + rows);
    System.arraycopy(model.interceptVector().toArray(), 0, weights, coefficients.length, rows);
    return new SoftmaxView(
        new Perceptron(new int[] {model.numFeatures(), rows}, weights, offsets(model, rows)));
  }

  private static DifferentiableView perceptron(MultilayerPerceptronClassificationModel model) {
    return new Perceptron(
        model.getLayers(), model.weights().toArray(), offsets(model, model.numClasses()));
  }

  /** Where the margin passes when the probability passes the threshold. */
  private static double logit(double threshold) {
    return Math.log(threshold) - Math.log1p(-threshold);
  }

  /** Spark predicts the largest p / t, which is the largest score - log t. */
  private static double[] offsets(ProbabilisticClassificationModel<Vector, ?> model, int classes) {
    return model.isDefined(model.thresholds())
        ? Arrays.stream(model.getThresholds()).map(t -> -Math.log(t)).toArray()
        : new double[classes];
  }
}

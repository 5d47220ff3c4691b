package parley.robust.model;

/** Multinomial logistic regression: scores W x + b. Immutable, so safe for several threads. */
final class SoftmaxView implements LinearView {
  private static final long serialVersionUID = 1L;

  /** Class by class, numFeatures each. */
  final double[] weights;

  final double[] intercepts;

  /** Added to the scores before the largest is the prediction; zeros unless there are thresholds. */
  final double[] offsets;

  private final int features;
  private final String words;

  SoftmaxView(double[] weights, double[] intercepts, double[] offsets, String words) {
    this.weights = weights;
    this.intercepts = intercepts;
    this.offsets = offsets;
    this.features = weights.length / intercepts.length;
    this.words = words;
  }

  @Override
  public int numFeatures() {
    return features;
  }

  @Override
  public int numClasses() {
    return intercepts.length;
  }

  @Override
  public GradientScorer scorer() {
    return new SoftmaxScorer(this);
  }

  @Override
  public void pairWeights(int label, int other, double[] result) {
    Kernels.scale(1, weights, other * features, result, 0, features);
    Kernels.axpy(-1, weights, label * features, result, 0, features);
  }

  @Override
  public double pairIntercept(int label, int other) {
    return (intercepts[other] + offsets[other]) - (intercepts[label] + offsets[label]);
  }

  @Override
  public String describe() {
    return words;
  }
}

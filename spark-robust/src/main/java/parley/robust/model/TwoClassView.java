package parley.robust.model;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

/**
 * Two classes told apart by the sign of w x + b: logistic regression or a linear support vector
 * machine. Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
final class TwoClassView implements LinearView {
  private static final long serialVersionUID = 1L;

  final double[] weights;
  final double intercept;

  /** The model predicts 1 where the margin is above this. */
  final double threshold;

  /** The loss of a margin m towards the label is log(1 + e^-m), or 1 - m. */
  final boolean logistic;

  private final String words;

  TwoClassView(
      double[] weights, double intercept, double threshold, boolean logistic, String words) {
    this.weights = weights;
    this.intercept = intercept;
    this.threshold = threshold;
    this.logistic = logistic;
    this.words = words;
  }

  @Override
  public int numFeatures() {
    return weights.length;
  }

  @Override
  public int numClasses() {
    return 2;
  }

  @Override
  public GradientScorer scorer() {
    return new TwoClassScorer(this);
  }

  @Override
  public void pairWeights(int label, int other, double[] result) {
    Kernels.scale(Integer.signum(other - label), weights, 0, result, 0, weights.length);
  }

  @Override
  public double pairIntercept(int label, int other) {
    return Integer.signum(other - label) * (intercept - threshold);
  }

  @Override
  public String describe() {
    return words;
  }
}

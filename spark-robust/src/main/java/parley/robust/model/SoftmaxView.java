package parley.robust.model;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

/** Multinomial logistic regression: scores W x + b. Immutable, so safe for several threads. */
@DefaultSerializer(JavaSerializer.class)
final class SoftmaxView implements LinearView {
  private static final long serialVersionUID = 1L;

  private final Perceptron layer;

  SoftmaxView(Perceptron layer) {
    this.layer = layer;
  }

  @Override
  public int numFeatures() {
    return layer.numFeatures();
  }

  @Override
  public int numClasses() {
    return layer.numClasses();
  }

  @Override
  public GradientScorer scorer() {
    return layer.scorer();
  }

  @Override
  public void pairWeights(int label, int other, double[] result) {
    int features = numFeatures();
    Kernels.scale(1, layer.byOutput[0], other * features, result, 0, features);
    Kernels.axpy(-1, layer.byOutput[0], label * features, result, 0, features);
  }

  @Override
  public double pairIntercept(int label, int other) {
    double[] biases = layer.biases[0];
    return (biases[other] + layer.offsets[other]) - (biases[label] + layer.offsets[label]);
  }

  @Override
  public String describe() {
    return "multinomial LogisticRegressionModel";
  }
}

package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * A trained network. Immutable and thread-safe.
 *
 * @param weights of every layer
 * @param activation of every layer but the last
 */
@DefaultSerializer(JavaSerializer.class)
public record Network(NetworkWeights weights, QuadraticActivation activation)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * The outputs for a row, in a new array.
   *
   * @param features as the network was trained on them, one number each
   */
  public double[] outputs(double[] features) {
    int expected = weights.shape().features();
    if (features.length != expected) {
      throw new IllegalArgumentException(
          "cannot predict: expected " + expected + " features, got " + features.length);
    }
    return new NetworkPass(weights, activation).forward(features, 0).clone();
  }
}

package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A network's weights and biases, in the order that {@link NetworkShape} says. Immutable, so safe
 * for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class NetworkWeights implements Serializable {
  private static final long serialVersionUID = 1L;

  private final NetworkShape shape;
  private final double[] values;

  private NetworkWeights(NetworkShape shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * Weights of a shape.
   *
   * @param values copied; one number a weight
   */
  public static NetworkWeights of(NetworkShape shape, double[] values) {
    if (values.length != shape.weights()) {
      throw new IllegalArgumentException(
          "cannot make a network "
              + shape.text()
              + ": expected "
              + shape.weights()
              + " weights, got "
              + values.length);
    }
    return new NetworkWeights(shape, values.clone());
  }

  /** Of an array that nobody else has. */
  static NetworkWeights owning(NetworkShape shape, double[] values) {
    return new NetworkWeights(shape, values);
  }

  public NetworkShape shape() {
    return shape;
  }

  /** One weight; the bias where the input is the layer's number of inputs. */
  public double get(int layer, int input, int output) {
    return values[shape.index(layer, input, output)];
  }

  /** A copy of all weights. */
  public double[] toArray() {
    return values.clone();
  }

  /** The array itself, for who only reads. */
  double[] values() {
    return values;
  }

  /** Whether every weight is a finite number. */
  public boolean isFinite() {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NetworkWeights w
        && shape.equals(w.shape)
        && Arrays.equals(values, w.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }
}

package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * phi(u) = a u^2 + b u + c, which one product computes. Immutable and thread-safe.
 *
 * @param square a
 * @param linear b
 * @param constant c
 */
@DefaultSerializer(JavaSerializer.class)
public record QuadraticActivation(double square, double linear, double constant)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * (u^2 + u - 1) / 2: its mean is 0 for normal u of deviation 1, so that a layer's columns are
   * nearly uncorrelated.
   */
  public static final QuadraticActivation CENTRED = new QuadraticActivation(0.5, 0.5, -0.5);

  /** phi(u). */
  public double value(double u) {
    return (square * u + linear) * u + constant;
  }

  /** phi'(u). */
  public double slope(double u) {
    return 2 * square * u + linear;
  }
}

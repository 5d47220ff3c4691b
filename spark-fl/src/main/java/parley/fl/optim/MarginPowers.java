package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * Sums over rows of powers of their margins u. Immutable, so safe for use by several threads.
 *
 * @param square of u^2
 * @param sixteenth of u^16, u in the look's unit
 */
@DefaultSerializer(JavaSerializer.class)
public record MarginPowers(double square, double sixteenth) implements Serializable {
  /** These and the others' sums. */
  public MarginPowers plus(MarginPowers other) {
    return new MarginPowers(square + other.square, sixteenth + other.sixteenth);
  }
}

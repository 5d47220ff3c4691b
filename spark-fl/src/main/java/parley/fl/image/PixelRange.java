package parley.fl.image;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * From which to which number a pixel goes. Immutable, so safe for use by several threads.
 *
 * @param low the least value
 * @param high the largest, above {@code low}
 */
@DefaultSerializer(JavaSerializer.class)
public record PixelRange(double low, double high) implements Serializable {
  /** Pixels of a byte each, 0 to 255. */
  public static final PixelRange BYTES = new PixelRange(0, 255);

  /**
   * Checks both ends.
   *
   * @throws IllegalArgumentException if they are not finite, or not in this order
   */
  public PixelRange {
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "cannot use the range of pixels: expected two numbers LOW:HIGH with LOW below HIGH, got "
              + low
              + ":"
              + high);
    }
  }

  /**
   * Reads both ends, as {@code 0:255}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static PixelRange read(String text) {
    String[] ends = text.split(":", -1);
    try {
      if (ends.length == 2) {
        return new PixelRange(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
    } catch (NumberFormatException e) {
      throw noRange(text);
    }
    throw noRange(text);
  }

  private static IllegalArgumentException noRange(String text) {
    return new IllegalArgumentException(
        "cannot read the range of pixels: expected LOW:HIGH such as 0:255, got '" + text + "'");
  }

  boolean has(double pixel) {
    return pixel >= low && pixel <= high;
  }

  /** Where in the range a pixel is, 0 to 1. */
  double unit(double pixel) {
    return (pixel - low) / (high - low);
  }

  /** What {@link #read} reads. */
  @Override
  public String toString() {
    return low + ":" + high;
  }
}

package parley.robust.data;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import parley.error.ParleyException;

/**
 * Sums of vectors that do not depend on the order of the summands, to the bit: each is rounded to a
 * multiple of 2^-72 and added up in whole numbers. Doubles would round differently for each number
 * of partitions. For one thread at a time.
 */
@DefaultSerializer(JavaSerializer.class)
public final class ExactSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The highest part counts multiples of 2^-8; each further one what is left, 32 bits finer. */
  private static final double HIGHEST = 0x1p8;

  private static final double FINER = 0x1p32;

  /** Summands are below 2^24, so that 2^31 of them fit into a long. */
  private static final double LARGEST = 0x1p24;

  private final long[] high;
  private final long[] middle;
  private final long[] low;

  /** Sums of 0. */
  public ExactSums(int length) {
    high = new long[length];
    middle = new long[length];
    low = new long[length];
  }

  /**
   * Adds a vector.
   *
   * @param from where it starts in its array
   * @throws ParleyException if an entry is not below 2^24 in size
   */
  public void add(double[] values, int from) {
    for (int j = 0; j < high.length; j++) {
      double value = values[from + j];
      if (!(Math.abs(value) < LARGEST)) {
        throw new ParleyException(
            "cannot add up entry "
                + j
                + ": expected less than 2^24 (are the features scaled?), got "
                + value);
      }
      double scaled = value * HIGHEST;
      double whole = Math.rint(scaled);
      high[j] += (long) whole;
      scaled = (scaled - whole) * FINER;
      whole = Math.rint(scaled);
      middle[j] += (long) whole;
      low[j] += (long) Math.rint((scaled - whole) * FINER);
    }
  }

  /** Adds another's sums to these; returns these. */
  public ExactSums merge(ExactSums other) {
    for (int j = 0; j < high.length; j++) {
      high[j] += other.high[j];
      middle[j] += other.middle[j];
      low[j] += other.low[j];
    }
    return this;
  }

  /** The sums as doubles. */
  public double[] toDoubles() {
    double[] result = new double[high.length];
    for (int j = 0; j < result.length; j++) {
      result[j] = (low[j] / FINER + middle[j]) / (FINER * HIGHEST) + high[j] / HIGHEST;
    }
    return result;
  }
}

package parley.robust.audit.shift.rows;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A row that may be in the sample: those with the lowest keys are.
 *
 * @param key hashed from the row's id, or from what it holds and its number among equal rows
 */
@DefaultSerializer(JavaSerializer.class)
record SampledRow(long key, double[] values) implements Serializable {

  /** By key, then by values, so that the order never depends on where rows lie. */
  @DefaultSerializer(JavaSerializer.class)
  static final class Order implements Comparator<SampledRow>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(SampledRow a, SampledRow b) {
      int keys = Long.compareUnsigned(a.key, b.key);
      return keys != 0 ? keys : Arrays.compare(a.values, b.values);
    }
  }
}

package parley.robust.data;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import parley.error.InvalidDataException;
import parley.robust.threat.ThreatModel;

/**
 * Some rows behind each other in arrays, which may be longer than needed. Mutable, for one thread
 * at a time.
 */
@DefaultSerializer(JavaSerializer.class)
public final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Feature j of row i is at i x numFeatures + j. */
  public final double[] rows;

  public final int[] labels;

  /** Of each row: what its random numbers follow from; 0 where there are none. */
  public final long[] keys;

  public int count;

  /** Room for a number of rows; holds none. */
  public RowBlock(int capacity, int features) {
    rows = new double[capacity * features];
    labels = new int[capacity];
    keys = new long[capacity];
  }

  public int capacity() {
    return labels.length;
  }

  /**
   * This block, if its rows are within the bounds of a threat model's features.
   *
   * @throws InvalidDataException if one is not
   */
  public RowBlock checkedWithin(ThreatModel threat) {
    int features = threat.numFeatures();
    for (int i = 0; i < count; i++) {
      int outside = threat.firstOutside(rows, i * features);
      if (outside >= 0) {
        throw new InvalidDataException(
            "cannot use a row: feature "
                + outside
                + " is outside its bounds, expected "
                + threat.clipLo(outside)
                + " to "
                + threat.clipHi(outside)
                + ", got "
                + rows[i * features + outside]);
      }
    }
    return this;
  }
}

package parley.fl.network;

import java.util.Arrays;

/**
 * The order in which a provider's rows come into batches: shuffled by a seed, and of the rows'
 * values alone, so that it is the same however they lay before. Stateless, so safe for use by
 * several threads.
 */
final class RowOrder {
  private RowOrder() {}

  /**
   * The numbers of the rows in their new order.
   *
   * @param columns of each feature the values of all rows
   */
  static int[] of(double[][] columns, double[] labels, double[] weights, long seed) {
    int rows = labels.length;
    long[] keys = new long[rows];
    Arrays.fill(keys, PublicNumbers.mixed(seed));
    for (double[] column : columns) {
      mix(keys, column);
    }
    mix(keys, labels);
    mix(keys, weights);
    return sorted(keys);
  }

  private static void mix(long[] keys, double[] values) {
    for (int r = 0; r < values.length; r++) {
      // 0 and -0 are the same number.
      keys[r] = PublicNumbers.mixed(keys[r] ^ Double.doubleToLongBits(values[r] + 0.0)) + 1;
    }
  }

  private static int[] sorted(long[] keys) {
    Integer[] order = new Integer[keys.length];
    Arrays.setAll(order, r -> r);
    Arrays.sort(order, (a, b) -> Long.compareUnsigned(keys[a], keys[b]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}

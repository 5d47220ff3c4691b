package parley.fl.network;

import java.util.Arrays;
import parley.fl.optim.ProviderRows;

/**
 * The order in which a provider's rows come into batches: shuffled by a seed, and of the rows'
 * values alone, so that it is the same however they lay before. Stateless, so safe for use by
 * several threads.
 */
public final class RowOrder {
  private RowOrder() {}

  /**
   * The same rows in their new order.
   *
   * @param seed the provider's own, where others are not to know the order
   */
  public static ProviderRows of(ProviderRows rows, long seed) {
    double[][] columns = new double[rows.features()][];
    Arrays.setAll(columns, rows::column);
    double[] labels = new double[rows.rows()];
    Arrays.setAll(labels, rows::label);
    double[] weights = new double[rows.weighted() ? rows.rows() : 0];
    Arrays.setAll(weights, rows::weight);
    int[] order = of(columns, labels, weights, seed);
    double[][] moved = new double[columns.length][];
    Arrays.setAll(moved, j -> taken(columns[j], order));
    return new ProviderRows(
        rows.provider(),
        moved,
        taken(labels, order),
        rows.weighted() ? taken(weights, order) : weights);
  }

  private static double[] taken(double[] values, int[] order) {
    double[] moved = new double[order.length];
    Arrays.setAll(moved, r -> values[order[r]]);
    return moved;
  }

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

package parley.fl.statistic.cox;

import java.util.Arrays;

/**
 * Pairs of rows of which it is known who had the event first (Harrell's), counted along the times
 * with a tree of sums over the ranks of hazards: n log n steps. Immutable.
 *
 * @param pairs how many
 * @param ordered where the first has the higher hazard
 * @param equal where hazards are equal
 */
record Concordance(long pairs, long ordered, long equal) {
  /**
   * Counts them.
   *
   * @param order rows from the latest time to the earliest, at one time those without event first
   */
  static Concordance of(Integer[] order, double[] time, double[] event, double[] eta) {
    double[] sorted = Arrays.stream(eta).sorted().distinct().toArray();
    int[] rank = new int[eta.length];
    Arrays.setAll(rank, i -> Arrays.binarySearch(sorted, eta[i]) + 1);
    int[] tree = new int[sorted.length + 1];
    long pairs = 0;
    long ordered = 0;
    long equal = 0;
    int later = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && time[order[to]] == time[order[from]]) {
        to++;
      }
      for (int k = from; k < to; k++) {
        if (event[order[k]] == 0) {
          add(tree, rank[order[k]]);
          later++;
        }
      }
      int compared = later;
      for (int k = from; k < to; k++) {
        if (event[order[k]] == 1) {
          int own = rank[order[k]];
          int below = count(tree, own - 1);
          pairs += compared;
          ordered += below;
          equal += count(tree, own) - below;
        }
      }
      for (int k = from; k < to; k++) {
        if (event[order[k]] == 1) {
          add(tree, rank[order[k]]);
          later++;
        }
      }
      from = to;
    }
    return new Concordance(pairs, ordered, equal);
  }

  private static void add(int[] tree, int place) {
    for (int k = place; k < tree.length; k += k & -k) {
      tree[k]++;
    }
  }

  private static int count(int[] tree, int place) {
    int sum = 0;
    for (int k = place; k > 0; k -= k & -k) {
      sum += tree[k];
    }
    return sum;
  }
}

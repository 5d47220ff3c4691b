package parley.mhe.masking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who masks with whom: all with all, or, for many providers, a ring in random order in which each
 * has k/2 neighbours on either side (Bell et al., https://eprint.iacr.org/2020/704, section 3).
 * Immutable, thread-safe.
 */
final class NeighbourGraph {
  private final List<SortedSet<Integer>> neighbours;

  private NeighbourGraph(List<SortedSet<Integer>> neighbours) {
    this.neighbours = neighbours;
  }

  /**
   * The graph of a hash, the same for all who compute it.
   *
   * @param hash 32 bytes that everybody's keys are in, so that nobody chose them to suit
   * @param count of providers
   * @param degree k, even; count - 1 or more for all with all
   */
  static NeighbourGraph of(byte[] hash, int count, int degree) {
    boolean complete = degree >= count - 1;
    if (!complete && (degree < 2 || degree % 2 != 0)) {
      throw new IllegalArgumentException(
          "cannot make a graph: expected an even degree of at least 2, got " + degree);
    }
    int[] order = complete ? new int[0] : shuffled(hash, count);
    List<SortedSet<Integer>> all = new ArrayList<>();
    for (int u = 0; u < count; u++) {
      all.add(new TreeSet<>());
    }
    for (int i = 0; i < count; i++) {
      for (int step = 1; step <= (complete ? count - 1 : degree / 2); step++) {
        int j = (i + step) % count;
        int u = complete ? i : order[i];
        int v = complete ? j : order[j];
        all.get(u).add(v);
        all.get(v).add(u);
      }
    }
    return new NeighbourGraph(all);
  }

  /** A uniform permutation, by Fisher and Yates. */
  private static int[] shuffled(byte[] hash, int count) {
    MaskStream stream = new MaskStream(hash);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
      int j = below(i + 1, stream);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
    return order;
  }

  private static int below(int bound, MaskStream stream) {
    long range = 1L << Integer.SIZE;
    long most = range - range % bound;
    int[] word = new int[1];
    while (true) {
      word[0] = 0;
      stream.addTo(word, 1);
      long drawn = Integer.toUnsignedLong(word[0]);
      if (drawn < most) {
        return (int) (drawn % bound);
      }
    }
  }

  /** The neighbours of provider u, by index, without itself. */
  SortedSet<Integer> of(int u) {
    return Collections.unmodifiableSortedSet(neighbours.get(u));
  }
}

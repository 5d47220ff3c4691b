package parley.robust.defence.certify;

/**
 * How often a classifier answered each class on copies of a row under noise. The first sample only
 * picks the class, the second bounds its share, so that the bound does not suffer from the choice.
 *
 * @param selection counts by class of the first sample
 * @param estimation counts by class of the second sample
 */
record Votes(long[] selection, long[] estimation) {

  /** The class that the first sample picks: the most frequent, the lowest of several. */
  int selected() {
    return most(selection, -1);
  }

  /** Size of the second sample. */
  long trials() {
    long sum = 0;
    for (long count : estimation) {
      sum += count;
    }
    return sum;
  }

  /** The most frequent class but the one left out, the lowest of several. */
  static int most(long[] counts, int leftOut) {
    int best = -1;
    for (int k = 0; k < counts.length; k++) {
      if (k != leftOut && (best < 0 || counts[k] > counts[best])) {
        best = k;
      }
    }
    return best;
  }
}

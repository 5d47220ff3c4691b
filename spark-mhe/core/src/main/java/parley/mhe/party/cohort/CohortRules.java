package parley.mhe.party.cohort;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.mhe.party.policy.DisclosureLimits;

/**
 * The rules of one policy on a provider's own rows. Pure: what was opened before comes in. Reasons
 * say which rule refuses, as "what is the case, expected X, got Y", and nothing of the rows.
 * Immutable, thread-safe.
 *
 * @param limits the policy's
 */
record CohortRules(DisclosureLimits limits) {
  /** Relative error of a sum of quotients. */
  private static final double ROUNDING = 1e-9;

  /**
   * Why the rules refuse; empty if they do not.
   *
   * @param session that asks, in hex
   * @param use what it asks
   * @param earlier what was opened before
   * @param ids those of an earlier cohort by its hash
   */
  Optional<String> refuse(
      String session, CohortUse use, CohortIndex earlier, Function<String, long[]> ids) {
    Cohort cohort = use.cohort();
    if (cohort == null) {
      return Optional.of(
          "the program does not say which rows it uses, expected one that does (a statistic over a"
              + " table), got none");
    }
    if (limits.ofRows()) {
      if (!cohort.known()) {
        return Optional.of(
            "the program cannot tell its rows apart, expected a number for each, got none");
      }
      if (!limits.rowId().isEmpty() && !limits.rowId().equals(cohort.by())) {
        return Optional.of(
            "rows are told apart in another way, expected by the column "
                + limits.rowId()
                + ", got by "
                + (cohort.by().isEmpty() ? "all columns" : cohort.by()));
      }
    }
    if (cohort.largestShare() > limits.largestShare()) {
      return Optional.of(
          "one value dominates the sum of a column, expected a share of at most "
              + limits.largestShare()
              + " for each, got a larger one");
    }
    if (limits.leastDifference() > 0) {
      if (cohort.repeats()) {
        return Optional.of(
            "a row is listed twice, expected each once (an id column tells apart rows that are"
                + " alike), got one again");
      }
      if (nearAnEarlier(cohort, earlier, ids)) {
        return Optional.of(
            "its rows are nearly those of an earlier query, expected the same or others by "
                + limits.leastDifference()
                + " rows at least, got fewer");
      }
    }
    return limits.rowsPerNumber() > 0 && spent(session, use, cohort, earlier, ids)
        ? Optional.of(
            "too many numbers would be opened over these rows, expected "
                + limits.rowsPerNumber()
                + " rows a number at least, all queries counted, got fewer")
        : Optional.empty();
  }

  private boolean nearAnEarlier(Cohort cohort, CohortIndex earlier, Function<String, long[]> ids) {
    String own = CohortRecord.hash(cohort);
    for (Map.Entry<String, CohortIndex.Entry> other : earlier.cohorts.entrySet()) {
      long least = Math.abs(other.getValue().rows - cohort.rows());
      if (!other.getKey().equals(own)
          && !other.getKey().equals(CohortIndex.UNKNOWN)
          && least < limits.leastDifference()) {
        long alone = difference(cohort.ids(), ids.apply(other.getKey()));
        if (alone > 0 && alone < limits.leastDifference()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Rows that are in one of two cohorts alone. */
  static long difference(long[] a, long[] b) {
    int i = 0;
    int j = 0;
    long alone = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        i++;
        j++;
      } else {
        alone++;
        if (a[i] < b[j]) {
          i++;
        } else {
          j++;
        }
      }
    }
    return alone + (a.length - i) + (b.length - j);
  }

  /**
   * A number over m rows spends 1/m of each of them, so that r rows a number are 1/r of a row; the
   * row that has spent most counts. Over the same rows again and again that is numbers against
   * rows.
   */
  private boolean spent(
      String session,
      CohortUse use,
      Cohort cohort,
      CohortIndex earlier,
      Function<String, long[]> ids) {
    if (cohort.rows() == 0) {
      return false;
    }
    String own = CohortRecord.hash(cohort);
    double[] before = new double[cohort.ids().length];
    double ofAll = 0;
    for (Map.Entry<String, CohortIndex.Entry> other : earlier.cohorts.entrySet()) {
      CohortIndex.Entry entry = other.getValue();
      double each = (double) entry.numbersBut(session) / entry.rows;
      if (entry.rows == 0 || each == 0) {
        continue;
      }
      if (other.getKey().equals(own)) {
        ofAll += each;
      } else {
        addWhereShared(before, cohort.ids(), ids.apply(other.getKey()), each);
      }
    }
    double most = 0;
    for (double row : before) {
      most = Math.max(most, row);
    }
    double all = most + ofAll + (double) use.ofPlan() / cohort.rows();
    return all * limits.rowsPerNumber() > 1 + ROUNDING;
  }

  private static void addWhereShared(double[] sums, long[] a, long[] b, double value) {
    int j = 0;
    for (int i = 0; i < a.length; i++) {
      while (j < b.length && b[j] < a[i]) {
        j++;
      }
      if (j < b.length && b[j] == a[i]) {
        sums[i] += value;
      }
    }
  }
}

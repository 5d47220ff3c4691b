package parley.robust.audit.shift.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * P values adjusted for there being many tests: compare each with the level itself. Stateless, so
 * safe for use by several threads. All throw {@link IllegalArgumentException} if a p value is not
 * from 0 to 1.
 */
public final class MultipleComparisons {
  private MultipleComparisons() {}

  /**
   * By Benjamini and Hochberg: of the tests that reject at a level, at most that share are expected
   * to be wrong, where tests are independent or positively dependent
   * (https://doi.org/10.1111/j.2517-6161.1995.tb02031.x).
   *
   * @return adjusted p values in the order of the given ones
   */
  public static double[] benjaminiHochberg(double... pValues) {
    Integer[] order = ascending(pValues);
    int count = order.length;
    double[] adjusted = new double[count];
    double smallest = 1;
    for (int rank = count; rank >= 1; rank--) {
      int i = order[rank - 1];
      smallest = Math.min(smallest, pValues[i] * count / rank);
      adjusted[i] = smallest;
    }
    return adjusted;
  }

  /**
   * By Holm (and Bonferroni): the chance that any test rejects wrongly is at most the level,
   * whatever the dependence (https://www.jstor.org/stable/4615733).
   *
   * @return adjusted p values in the order of the given ones
   */
  public static double[] holm(double... pValues) {
    Integer[] order = ascending(pValues);
    int count = order.length;
    double[] adjusted = new double[count];
    double largest = 0;
    for (int rank = 1; rank <= count; rank++) {
      int i = order[rank - 1];
      largest = Math.max(largest, Math.min(1, pValues[i] * (count - rank + 1)));
      adjusted[i] = largest;
    }
    return adjusted;
  }

  private static Integer[] ascending(double[] pValues) {
    for (double p : pValues) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException(
            "cannot adjust p values: expected numbers from 0 to 1, got " + p);
      }
    }
    return IntStream.range(0, pValues.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .toArray(Integer[]::new);
  }
}

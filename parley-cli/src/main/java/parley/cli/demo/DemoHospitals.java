package parley.cli.demo;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import parley.cli.input.Providers;
import parley.cli.table.LabelledRows;

/**
 * The demo's hospitals: a large clinic that others refer to, middle ones, and a small one that sees
 * few of the sick. Who holds which row follows from the rows' order alone, so that every run has
 * the same hospitals. Immutable.
 */
final class DemoHospitals {
  /** Rows that each has at least: one of either kind. */
  private static final int LEAST = 2;

  /**
   * Sizes beside each other: the large one, the first and the last of the middle ones, the small.
   */
  private static final double LARGE = 8;

  private static final double MIDDLE_FIRST = 5;
  private static final double MIDDLE_LAST = 2.5;
  private static final double SMALL = 1;

  /** Shares of positive rows at the large and the small one; at the middle ones what is left. */
  private static final double LARGE_RATE = .6;

  private static final double SMALL_RATE = .15;

  /** By how much every second middle one has less of the middle ones' share, and the next more. */
  private static final double SPREAD = .25;

  private final Providers providers;
  private final String[] names;
  private final int[] sizes;
  private final int[] positives;

  private DemoHospitals(String[] names, int[] sizes, int[] positives, int[] holders) {
    this.names = names;
    this.sizes = sizes;
    this.positives = positives;
    this.providers = Providers.listed(Arrays.stream(holders).mapToObj(k -> names[k]).toList());
  }

  /**
   * Shares rows out.
   *
   * @param count how many hospitals, at least 2 and at most half as many as there are rows of the
   *     rarer kind
   */
  static DemoHospitals of(LabelledRows rows, int count) {
    List<Double> labels = rows.rows().map(LabelledRows.Row::label).collect();
    return of(labels.stream().mapToInt(Double::intValue).toArray(), count);
  }

  /** The same of labels, 0 or 1. */
  static DemoHospitals of(int[] labels, int count) {
    int all = Arrays.stream(labels).sum();
    int[] sizes = apportion(labels.length, LEAST, weights(count));
    int[] positives = apportion(all, 1, rates(sizes, all));
    int[] negatives = IntStream.range(0, count).map(k -> sizes[k] - positives[k]).toArray();
    int[] holders = new int[labels.length];
    int[][] dealt = new int[2][count];
    for (int i = 0; i < labels.length; i++) {
      holders[i] = furthestBehind(dealt[labels[i]], labels[i] == 1 ? positives : negatives);
      dealt[labels[i]][holders[i]]++;
    }
    String[] names = new String[count];
    Arrays.setAll(names, k -> Providers.name("hospital", k, count));
    return new DemoHospitals(names, sizes, positives, holders);
  }

  private static double[] weights(int count) {
    double[] weights = new double[count];
    for (int k = 1; k < count - 1; k++) {
      double along = count < 4 ? .5 : (k - 1.0) / (count - 3);
      weights[k] = MIDDLE_FIRST + along * (MIDDLE_LAST - MIDDLE_FIRST);
    }
    weights[0] = LARGE;
    weights[count - 1] = SMALL;
    return weights;
  }

  /** How many positive rows each would have, before rounding and without a common factor. */
  private static double[] rates(int[] sizes, int positives) {
    int last = sizes.length - 1;
    double[] wanted = new double[sizes.length];
    wanted[0] = LARGE_RATE * sizes[0];
    wanted[last] = SMALL_RATE * sizes[last];
    double middle = IntStream.range(1, last).map(k -> sizes[k]).sum();
    double rate = Math.max(.05, (positives - wanted[0] - wanted[last]) / Math.max(1, middle));
    for (int k = 1; k < last; k++) {
      wanted[k] = rate * sizes[k] * (k % 2 == 0 ? 1 - SPREAD : 1 + SPREAD);
    }
    return wanted;
  }

  /** Whole numbers with a given sum, each at least {@code least}, nearly as the weights are. */
  private static int[] apportion(int sum, int least, double[] weights) {
    double all = Arrays.stream(weights).sum();
    int[] parts = new int[weights.length];
    double[] rest = new double[weights.length];
    for (int k = 0; k < parts.length; k++) {
      double exact = Math.max(least, sum * weights[k] / all);
      parts[k] = (int) exact;
      rest[k] = exact - parts[k];
    }
    Integer[] order = IntStream.range(0, parts.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(k -> -rest[k]));
    for (int i = 0; Arrays.stream(parts).sum() < sum; i++) {
      parts[order[i % parts.length]]++;
    }
    // What the least took is the largest one's.
    parts[0] -= Arrays.stream(parts).sum() - sum;
    return parts;
  }

  /** Whose share of what it is to have is the smallest so far; the first of equals. */
  private static int furthestBehind(int[] dealt, int[] wanted) {
    return IntStream.range(0, wanted.length)
        .filter(k -> wanted[k] > dealt[k])
        .boxed()
        .min(Comparator.comparingDouble(k -> (dealt[k] + 1.0) / wanted[k]))
        .orElseThrow();
  }

  /** Who holds which row. */
  Providers providers() {
    return providers;
  }

  String largest() {
    return names[0];
  }

  String smallest() {
    return names[names.length - 1];
  }

  /** A line for each: its name, rows, and how many of them are positive. */
  List<String> lines(String positive) {
    return IntStream.range(0, names.length)
        .mapToObj(
            k ->
                String.format(
                    Locale.ROOT,
                    "  %s: %d rows, %d %s (%.0f %%)%s",
                    names[k],
                    sizes[k],
                    positives[k],
                    positive,
                    100.0 * positives[k] / sizes[k],
                    kind(k)))
        .toList();
  }

  private String kind(int k) {
    if (k == 0) {
      return ", a large clinic that others refer to";
    }
    return k == names.length - 1 ? ", a small one" : "";
  }
}

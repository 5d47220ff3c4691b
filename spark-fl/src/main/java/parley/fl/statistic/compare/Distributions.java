package parley.fl.statistic.compare;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/** Kolmogorov and Smirnov's tests of counted values. Stateless. */
final class Distributions {
  /** Beyond it the limit for many values is as good as the distribution for so many. */
  private static final long MOST = 10_000_000;

  private Distributions() {}

  /** Two samples: exact p up to 10,000 values each, else by the limit. */
  static RankTests.KolmogorovSmirnov twoSamples(long[] first, long[] second) {
    long n1 = Arrays.stream(first).sum();
    long n2 = Arrays.stream(second).sum();
    if (n1 + n2 <= MOST) {
      var found = KolmogorovSmirnovTest.withDefaults().test(ranks(first), ranks(second));
      return new RankTests.KolmogorovSmirnov(found.getStatistic(), found.getPValue());
    }
    double distance = 0;
    long before1 = 0;
    long before2 = 0;
    for (int k = 0; k < first.length; k++) {
      before1 += first[k];
      before2 += second[k];
      distance = Math.max(distance, Math.abs((double) before1 / n1 - (double) before2 / n2));
    }
    double size = (double) n1 / (n1 + n2) * n2;
    return new RankTests.KolmogorovSmirnov(distance, limit(distance * Math.sqrt(size)));
  }

  /** Each value by its cell's number. */
  private static double[] ranks(long[] counts) {
    double[] values = new double[(int) Arrays.stream(counts).sum()];
    int at = 0;
    for (int k = 0; k < counts.length; k++) {
      Arrays.fill(values, at, at + (int) counts[k], k);
      at += (int) counts[k];
    }
    return values;
  }

  /** One sample against a distribution, values in ascending order with their counts. */
  static RankTests.KolmogorovSmirnov oneSample(
      double[] values, long[] counts, DoubleUnaryOperator distribution) {
    long n = Arrays.stream(counts).sum();
    if (n <= MOST) {
      double[] all = new double[(int) n];
      int at = 0;
      for (int k = 0; k < counts.length; k++) {
        Arrays.fill(all, at, at + (int) counts[k], values[k]);
        at += (int) counts[k];
      }
      var found = KolmogorovSmirnovTest.withDefaults().test(all, distribution);
      return new RankTests.KolmogorovSmirnov(found.getStatistic(), found.getPValue());
    }
    double distance = 0;
    long before = 0;
    for (int k = 0; k < counts.length; k++) {
      double expected = distribution.applyAsDouble(values[k]);
      distance = Math.max(distance, expected - (double) before / n);
      before += counts[k];
      distance = Math.max(distance, (double) before / n - expected);
    }
    return new RankTests.KolmogorovSmirnov(distance, limit(distance * Math.sqrt((double) n)));
  }

  /** Kolmogorov's limit, 2 sum of (-1)^(k - 1) exp(-2 k^2 x^2). */
  private static double limit(double x) {
    if (x < 0.2) {
      return 1;
    }
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      double term = Math.exp(-2.0 * k * k * x * x);
      sum += k % 2 == 1 ? term : -term;
    }
    return Math.min(1, Math.max(0, 2 * sum));
  }
}

package parley.fl.statistic.survival;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import parley.error.InvalidDataException;
import parley.fl.statistic.linear.solve.PositiveSystem;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.statistic.tail.Tails;

/**
 * Weighted log-rank tests. At each time the events of a group are hypergeometric given the margins
 * (Mantel 1966); weights as in Fleming and Harrington 1991, chapter 7 (<a
 * href="https://doi.org/10.1002/9781118150672">doi 10.1002/9781118150672</a>). Stateless.
 */
final class LogRank {
  private LogRank() {}

  static LogRankResult of(LogRankStatistic statistic, SurvivalCounts counts) {
    long[][] risk = counts.atRisk();
    int[] present = IntStream.range(0, risk.length).filter(g -> risk[g][0] > 0).toArray();
    if (present.length < 2) {
      throw new InvalidDataException(
          "cannot compare survival: expected rows of two groups of %s or more, got one group"
              .formatted(statistic.by().column()));
    }
    double[] difference = new double[present.length];
    double[][] variance = new double[present.length][present.length];
    double[] expected = new double[risk.length];
    double before = 1;
    double peto = 1;
    for (int k = 0; k < risk[0].length; k++) {
      long n = 0;
      long d = 0;
      for (int g : present) {
        n += risk[g][k];
        d += counts.events()[g][k];
      }
      if (d == 0) {
        continue;
      }
      peto *= 1 - (double) d / (n + 1);
      double weight = weight(statistic, n, before, peto);
      before *= (double) (n - d) / n;
      for (int i = 0; i < present.length; i++) {
        double share = (double) risk[present[i]][k] / n;
        expected[present[i]] += d * share;
        difference[i] += weight * (counts.events()[present[i]][k] - d * share);
        for (int j = 0; n > 1 && j < present.length; j++) {
          double other = (double) risk[present[j]][k] / n;
          variance[i][j] +=
              weight
                  * weight
                  * d
                  * ((double) (n - d) / (n - 1))
                  * share
                  * ((i == j ? 1 : 0) - other);
        }
      }
    }
    double chiSquare = chiSquare(difference, variance, statistic);
    List<LogRankResult.Group> groups = new ArrayList<>();
    for (int g = 0; g < risk.length; g++) {
      long observed = 0;
      for (long d : counts.events()[g]) {
        observed += d;
      }
      groups.add(
          new LogRankResult.Group(counts.groups().get(g), risk[g][0], observed, expected[g]));
    }
    int freedom = present.length - 1;
    return new LogRankResult(
        groups, chiSquare, freedom, Tails.upperChiSquare(chiSquare, freedom), counts.droppedRows());
  }

  private static double weight(LogRankStatistic statistic, long n, double before, double peto) {
    return switch (statistic.weighting()) {
      case LOG_RANK -> 1;
      case GEHAN -> n;
      case TARONE_WARE -> Math.sqrt(n);
      case PETO -> peto;
      case FLEMING_HARRINGTON ->
          Math.pow(before, statistic.rho()) * Math.pow(1 - before, statistic.gamma());
    };
  }

  /** Of all groups but the last, whose difference follows from theirs. */
  private static double chiSquare(
      double[] difference, double[][] variance, LogRankStatistic statistic) {
    int n = difference.length - 1;
    BigDecimal[][] v = new BigDecimal[n][n];
    BigDecimal[] u = new BigDecimal[n];
    for (int i = 0; i < n; i++) {
      u[i] = new BigDecimal(difference[i]);
      for (int j = 0; j < n; j++) {
        v[i][j] = new BigDecimal((variance[i][j] + variance[j][i]) / 2);
      }
      if (v[i][i].signum() <= 0) {
        throw new InvalidDataException(
            "cannot compare survival: a group's events say nothing, expected events at times when"
                + " two groups of "
                + statistic.by().column()
                + " are at risk, got none");
      }
    }
    BigDecimal[] solved =
        PositiveSystem.of(
                new Symmetric(v), statistic.by().levels().subList(0, n), "compare survival")
            .solve(u);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += difference[i] * solved[i].doubleValue();
    }
    return sum;
  }
}

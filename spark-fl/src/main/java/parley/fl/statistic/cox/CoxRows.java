package parley.fl.statistic.cox;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import parley.error.InvalidDataException;
import parley.fl.statistic.cox.CoxStatistic.Ties;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.FixedSums;
import parley.fl.table.TableRows;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * One provider's partial likelihood with its first two derivatives, each rounded once. Rows are
 * taken from the latest time to the earliest, those of one time in the order of their values, so
 * that the same rows in any order give the same bits. For one thread at a time.
 */
final class CoxRows {
  static final int UNIT = 60;

  /** Numbers beside information and score. */
  static final int SCALARS = 7;

  static final int LIKELIHOOD = 0;
  static final int EVENTS = 1;
  static final int STRATA = 2;
  static final int PAIRS = 3;
  static final int ORDERED = 4;
  static final int EQUAL = 5;
  static final int BEYOND = 6;

  /** log2 of the largest number; of values below 2^17 there are 2^40 products at most. */
  private static final int VALUE_BITS = 80;

  private static final double LIMIT = 0x1p17;
  private static final double MOST_ETA = 300;

  private final boolean efron;
  private final int features;
  private final double[] time;
  private final double[] event;
  private final double[][] z;
  private final double[] eta;
  private final Integer[] order;
  private final double[] score;
  private final double[] information;
  private double likelihood;
  private int events;

  static byte[] arguments(ColumnScales scales, double[] b) {
    WireWriter out = new WireWriter().add(scales.toBytes());
    for (double value : b) {
      out.add(value);
    }
    return out.toBytes();
  }

  static int length(int features) {
    return features * (features + 1) / 2 + features + SCALARS;
  }

  static BigInteger bound() {
    return BigInteger.ONE.shiftLeft(VALUE_BITS + UNIT);
  }

  static void check(CoxStatistic statistic, TableRows rows) {
    refuse(rows, statistic.time(), t -> t >= 0, "negative times", "times of at least 0");
    refuse(rows, statistic.event(), e -> e == 0 || e == 1, "other event codes", "0 or 1");
  }

  private static void refuse(
      TableRows rows, String column, DoublePredicate good, String what, String expected) {
    long bad = Arrays.stream(rows.numbers(column)).filter(v -> !good.test(v)).count();
    if (bad > 0) {
      throw new InvalidDataException(
          "cannot fit a Cox model: %d rows of provider %s have %s in %s, expected %s"
              .formatted(bad, rows.provider(), what, column, expected));
    }
  }

  CoxRows(CoxStatistic statistic, byte[] arguments, TableRows rows) {
    this.efron = statistic.ties() == Ties.EFRON;
    this.features = statistic.features().size();
    this.time = rows.numbers(statistic.time());
    this.event = rows.numbers(statistic.event());
    WireReader in = new WireReader(arguments, "a round of a Cox model");
    ColumnScales scales = ColumnScales.fromBytes(statistic.features(), in.bytes("scales"));
    this.z = new double[features][];
    this.eta = new double[rows.rows()];
    for (int j = 0; j < features; j++) {
      z[j] = scales.standard(j, rows);
      double b = in.number("coefficient");
      for (int i = 0; i < eta.length; i++) {
        eta[i] += b * z[j][i];
      }
    }
    in.end();
    this.order =
        IntStream.range(0, rows.rows()).boxed().sorted(latestFirst()).toArray(Integer[]::new);
    this.score = new double[features];
    this.information = new double[features * (features + 1) / 2];
  }

  private Comparator<Integer> latestFirst() {
    Comparator<Integer> all = Comparator.comparingDouble((Integer i) -> -time[i]);
    all = all.thenComparingDouble(i -> event[i]);
    for (double[] column : z) {
      all = all.thenComparingDouble(i -> column[i]);
    }
    return all;
  }

  BigInteger[] sums() {
    FixedSums sums = new FixedSums(length(features), UNIT);
    int scalars = information.length + features;
    double most = Arrays.stream(eta).max().orElse(0);
    long beyond =
        IntStream.range(0, eta.length)
            .filter(i -> !(eta[i] - most > -MOST_ETA) || beyond(i))
            .count();
    if (beyond > 0) {
      sums.add(scalars + BEYOND, beyond);
      return sums.toIntegers();
    }
    likelihood(most);
    Concordance pairs = Concordance.of(order, time, event, eta);
    for (int k = 0; k < information.length; k++) {
      sums.add(k, information[k]);
    }
    for (int j = 0; j < features; j++) {
      sums.add(information.length + j, score[j]);
    }
    sums.add(scalars + LIKELIHOOD, likelihood);
    sums.add(scalars + EVENTS, events);
    sums.add(scalars + STRATA, events > 0 ? 1 : 0);
    sums.add(scalars + PAIRS, pairs.pairs());
    sums.add(scalars + ORDERED, pairs.ordered());
    sums.add(scalars + EQUAL, pairs.equal());
    return sums.toIntegers();
  }

  private boolean beyond(int i) {
    for (double[] column : z) {
      if (!(Math.abs(column[i]) < LIMIT)) {
        return true;
      }
    }
    return false;
  }

  private void likelihood(double most) {
    Moments all = new Moments(features);
    for (int from = 0; from < order.length; ) {
      int to = from;
      Moments dying = new Moments(features);
      int d = 0;
      while (to < order.length && time[order[to]] == time[order[from]]) {
        int i = order[to];
        double hazard = StrictMath.exp(eta[i] - most);
        all.add(hazard, z, i);
        if (event[i] == 1) {
          d++;
          dying.add(hazard, z, i);
          likelihood += eta[i] - most;
          for (int j = 0; j < features; j++) {
            score[j] += z[j][i];
          }
        }
        to++;
      }
      events += d;
      for (int k = 0; k < d; k++) {
        die(all, dying, efron ? (double) k / d : 0);
      }
      from = to;
    }
  }

  /** One event among those at risk, less a share of those that have it at the same time. */
  private void die(Moments all, Moments dying, double share) {
    double total = all.hazard - share * dying.hazard;
    likelihood -= StrictMath.log(total);
    double[] mean = new double[features];
    for (int j = 0; j < features; j++) {
      mean[j] = (all.first[j] - share * dying.first[j]) / total;
      score[j] -= mean[j];
    }
    int at = 0;
    for (int i = 0; i < features; i++) {
      for (int j = i; j < features; j++) {
        double second = (all.second[at] - share * dying.second[at]) / total;
        information[at++] += second - mean[i] * mean[j];
      }
    }
  }

  /** Sums of the hazards, and of them times one and two features. */
  private static final class Moments {
    double hazard;
    final double[] first;
    final double[] second;

    Moments(int features) {
      first = new double[features];
      second = new double[features * (features + 1) / 2];
    }

    void add(double h, double[][] z, int row) {
      hazard += h;
      int at = 0;
      for (int i = 0; i < first.length; i++) {
        double value = h * z[i][row];
        first[i] += value;
        for (int j = i; j < first.length; j++) {
          second[at++] += value * z[j][row];
        }
      }
    }
  }
}

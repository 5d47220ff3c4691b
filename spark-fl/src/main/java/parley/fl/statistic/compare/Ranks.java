package parley.fl.statistic.compare;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import parley.fl.statistic.tail.Tails;

/**
 * Average ranks of counted values, doubled and less their mean, so that they are whole numbers that
 * add up to 0. Immutable; callers do not change the array.
 *
 * @param n values
 * @param ranks by cell
 * @param squares sum of their squares over all values
 */
record Ranks(long n, BigInteger[] ranks, BigInteger squares) {
  static Ranks of(long[] counts) {
    long n = 0;
    for (long count : counts) {
      n += count;
    }
    BigInteger[] ranks = new BigInteger[counts.length];
    BigInteger squares = BigInteger.ZERO;
    long before = 0;
    for (int k = 0; k < counts.length; k++) {
      ranks[k] = BigInteger.valueOf(2 * before + counts[k] - n);
      squares = squares.add(ranks[k].multiply(ranks[k]).multiply(BigInteger.valueOf(counts[k])));
      before += counts[k];
    }
    return new Ranks(n, ranks, squares);
  }

  private BigInteger sum(long[] counts) {
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < counts.length; k++) {
      sum = sum.add(ranks[k].multiply(BigInteger.valueOf(counts[k])));
    }
    return sum;
  }

  private static long size(long[] counts) {
    long size = 0;
    for (long count : counts) {
      size += count;
    }
    return size;
  }

  /** (n - 1) sum of R_g^2 / n_g over the ranks' squares: ties are corrected for. */
  RankTests.KruskalWallis kruskalWallis(List<long[]> groups) {
    BigDecimal between = BigDecimal.ZERO;
    for (long[] group : groups) {
      BigDecimal sum = new BigDecimal(sum(group));
      between =
          between.add(sum.multiply(sum).divide(BigDecimal.valueOf(size(group)), GroupMean.DIGITS));
    }
    double h =
        between
            .multiply(BigDecimal.valueOf(n - 1))
            .divide(new BigDecimal(squares), GroupMean.DIGITS)
            .doubleValue();
    int freedom = groups.size() - 1;
    return new RankTests.KruskalWallis(h, freedom, Tails.upperChiSquare(h, freedom));
  }

  /** U less its mean is the first group's rank sum less its mean, half of the doubled one. */
  RankTests.MannWhitney mannWhitney(long[] first, long[] second) {
    double n1 = size(first);
    double n2 = size(second);
    double off = new BigDecimal(sum(first)).divide(BigDecimal.valueOf(2)).doubleValue();
    double mean = n1 * n2 / 2;
    // The variance of a rank sum without replacement; squares are of doubled ranks.
    double variance = n1 * n2 / n / (n - 1.0) * (squares.doubleValue() / 4);
    double corrected = Math.signum(off) * Math.max(0, Math.abs(off) - 0.5);
    double z = corrected / Math.sqrt(variance);
    double u = mean + off;
    return new RankTests.MannWhitney(u, u / (n1 * n2), z, Tails.twoSidedNormal(z));
  }
}

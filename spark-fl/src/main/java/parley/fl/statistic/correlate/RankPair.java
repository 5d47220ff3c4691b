package parley.fl.statistic.correlate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import parley.fl.statistic.tail.Tails;

/** Spearman's correlation of a table of counts, its ranks in whole numbers. Stateless. */
final class RankPair {
  private static final MathContext DIGITS = new MathContext(40);

  private RankPair() {}

  static RankCorrelations.Pair of(
      String first, String second, BigInteger[] counts, int from, int height, int width) {
    BigInteger[] down = zeros(height);
    BigInteger[] across = zeros(width);
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        BigInteger count = counts[from + i * width + j];
        down[i] = down[i].add(count);
        across[j] = across[j].add(count);
      }
    }
    BigInteger[] rowRanks = ranks(down);
    BigInteger[] columnRanks = ranks(across);
    BigInteger together = BigInteger.ZERO;
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        BigInteger count = counts[from + i * width + j];
        if (count.signum() != 0) {
          together = together.add(count.multiply(rowRanks[i]).multiply(columnRanks[j]));
        }
      }
    }
    BigInteger both = squares(down, rowRanks).multiply(squares(across, columnRanks));
    if (both.signum() == 0) {
      return new RankCorrelations.Pair(
          first, second, null, null, "all values of a column are the same");
    }
    BigDecimal product = new BigDecimal(both);
    double r = together.doubleValue() / product.sqrt(DIGITS).doubleValue();
    double rest =
        new BigDecimal(both.subtract(together.multiply(together)))
            .divide(product, DIGITS)
            .doubleValue();
    double freedom = sum(down).doubleValue() - 2;
    if (freedom < 1) {
      return new RankCorrelations.Pair(
          first, second, r, null, "there are fewer than three complete rows");
    }
    double p = rest <= 0 ? 0 : Tails.twoSidedT(r * Math.sqrt(freedom / rest), freedom);
    return new RankCorrelations.Pair(first, second, r, p, null);
  }

  private static BigInteger[] zeros(int length) {
    BigInteger[] zeros = new BigInteger[length];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  private static BigInteger sum(BigInteger[] counts) {
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger count : counts) {
      sum = sum.add(count);
    }
    return sum;
  }

  /** Twice a value's average rank, less that of all: they add up to 0 over all rows. */
  private static BigInteger[] ranks(BigInteger[] counts) {
    BigInteger n = sum(counts);
    BigInteger[] ranks = new BigInteger[counts.length];
    BigInteger before = BigInteger.ZERO;
    for (int i = 0; i < counts.length; i++) {
      ranks[i] = before.shiftLeft(1).add(counts[i]).subtract(n);
      before = before.add(counts[i]);
    }
    return ranks;
  }

  private static BigInteger squares(BigInteger[] counts, BigInteger[] ranks) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < counts.length; i++) {
      sum = sum.add(counts[i].multiply(ranks[i]).multiply(ranks[i]));
    }
    return sum;
  }
}

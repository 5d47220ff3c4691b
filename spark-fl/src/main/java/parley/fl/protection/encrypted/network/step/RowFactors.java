package parley.fl.protection.encrypted.network.step;

import java.util.List;
import parley.error.InvalidDataException;

/**
 * How much rows count, as far as it is public: what a row's error is multiplied with under
 * encryption is its weight, its own times its class's, over the largest that any row may have. It
 * is at most 1, so that masks hide what they hide of rows that count the same, and follows from the
 * plan and the row alone. Steps are as many times longer. Immutable and thread-safe.
 *
 * @param any whether rows count differently at all
 * @param heaviest the largest weight of a row
 */
public record RowFactors(boolean any, double heaviest) {
  /** Where all rows count the same. */
  public static final RowFactors EQUAL = new RowFactors(false, 1);

  /** The largest weight of a row's own that is taken. */
  public static final double MOST_ROW_WEIGHT = 64;

  /** log2 of the most that the heaviest row counts more than the mean one: bits that are lost. */
  public static final int MOST_UNIT_BITS = 10;

  /**
   * Of what the providers agree on.
   *
   * @param classWeights how much each class counts; empty where all count the same
   * @param rowWeights whether rows have weights of their own
   */
  public static RowFactors of(List<Double> classWeights, boolean rowWeights) {
    if (classWeights.isEmpty() && !rowWeights) {
      return EQUAL;
    }
    double ofClasses = classWeights.stream().mapToDouble(weight -> weight).max().orElse(1);
    return new RowFactors(true, ofClasses * (rowWeights ? MOST_ROW_WEIGHT : 1));
  }

  /**
   * What a row's error is multiplied with, from 0 to 1.
   *
   * @param provider who has it
   * @param weight its own times its class's
   * @throws InvalidDataException that names the provider, if it is more than the masks are made for
   */
  public double of(String provider, double weight) {
    double factor = weight / heaviest;
    if (!(factor <= 1)) {
      throw new InvalidDataException(tooHeavy(provider));
    }
    return factor;
  }

  /** Says that a provider has a row whose weight is too large. */
  public static String tooHeavy(String provider) {
    return "cannot use the rows of provider "
        + provider
        + ": a row's weight is too large under encryption, expected at most "
        + MOST_ROW_WEIGHT
        + "; divide the weights by a number, the same at every provider: nothing else changes";
  }

  /**
   * What a factor of 1 stands for where factors have a mean of 1 over all rows.
   *
   * @param rows of all providers
   * @param weightSum of these
   * @throws InvalidDataException if the weights leave too few bits
   */
  public double unit(long rows, double weightSum) {
    if (!any) {
      return 1;
    }
    double unit = heaviest * rows / weightSum;
    if (!(unit <= Math.scalb(1.0, MOST_UNIT_BITS))) {
      throw new InvalidDataException(
          "cannot train a network with the protection encrypted: rows count too differently,"
              + " expected a mean weight of at least "
              + Math.scalb(heaviest, -MOST_UNIT_BITS)
              + " where the largest may be "
              + heaviest
              + ", got "
              + weightSum / rows);
    }
    return unit;
  }
}

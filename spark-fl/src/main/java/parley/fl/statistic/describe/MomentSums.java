package parley.fl.statistic.describe;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.statistic.scale.ColumnTotals;
import parley.fl.statistic.scale.PowersOfTwo;

/**
 * Opened sums of one column in one group, as decimals. Immutable.
 *
 * @param weight sum of weights, in weight units
 * @param weightSquares sum of their squares
 * @param z sum of weighted z = (x - centre) / scale, in weight units as the next three
 * @param z2 sum of squares
 * @param z3 sum of cubes
 * @param z4 sum of fourth powers
 * @param absolute sum of |x|
 * @param nonzero values other than 0
 * @param weightUnit what weights are divided by
 */
record MomentSums(
    BigDecimal weight,
    BigDecimal weightSquares,
    BigDecimal z,
    BigDecimal z2,
    BigDecimal z3,
    BigDecimal z4,
    BigDecimal absolute,
    long nonzero,
    BigDecimal weightUnit,
    BigDecimal centre,
    BigDecimal scale) {
  static final MathContext DIGITS = new MathContext(60);

  /** Rows of weight 1: the first sums are those of the totals, exact. */
  static MomentSums of(ColumnTotals totals, int column, ColumnScales scales, BigInteger[] powers) {
    BigDecimal n = new BigDecimal(totals.count()[column]);
    BigDecimal centre = new BigDecimal(scales.centre()[column]);
    BigDecimal perScale = PowersOfTwo.of(-scales.exponent()[column]);
    BigDecimal sum = totals.sum()[column];
    BigDecimal aboutCentre = sum.subtract(centre.multiply(n));
    BigDecimal squares = totals.squares()[column].subtract(centre.multiply(sum.add(aboutCentre)));
    BigDecimal unit = PowersOfTwo.of(-PowerSums.unitBits(false));
    return new MomentSums(
        n,
        n,
        aboutCentre.multiply(perScale),
        squares.multiply(perScale).multiply(perScale),
        new BigDecimal(powers[0]).multiply(unit),
        new BigDecimal(powers[1]).multiply(unit),
        new BigDecimal(powers[2])
            .multiply(unit)
            .multiply(PowersOfTwo.of(PowerSums.sizeExponent(scales, column))),
        powers[3].shiftRight(PowerSums.unitBits(false)).longValueExact(),
        BigDecimal.ONE,
        centre,
        PowersOfTwo.of(scales.exponent()[column]));
  }

  /** Weighted rows; the weights' scale is the last. */
  static MomentSums weighted(int column, ColumnScales scales, BigInteger[] powers) {
    BigDecimal unit = PowersOfTwo.of(-PowerSums.unitBits(true));
    BigDecimal[] sums = new BigDecimal[7];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = new BigDecimal(powers[k]).multiply(unit);
    }
    BigDecimal weightUnit =
        PowersOfTwo.of(PowerSums.sizeExponent(scales, scales.columns().size() - 1));
    return new MomentSums(
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        sums[4],
        sums[5],
        sums[6]
            .multiply(weightUnit)
            .multiply(PowersOfTwo.of(PowerSums.sizeExponent(scales, column))),
        powers[7].shiftRight(PowerSums.unitBits(true)).longValueExact(),
        weightUnit,
        new BigDecimal(scales.centre()[column]),
        PowersOfTwo.of(scales.exponent()[column]));
  }

  /** Mean of z; 0 without rows. */
  BigDecimal meanZ() {
    return weight.signum() == 0 ? BigDecimal.ZERO : z.divide(weight, DIGITS);
  }

  /** What a variance divides by: W - (sum of w^2) / W, that is n - 1 for weights of 1. */
  BigDecimal freedom() {
    return weight.subtract(weightSquares.divide(weight, DIGITS));
  }

  double mean() {
    return centre.add(scale.multiply(meanZ())).doubleValue();
  }

  double weightSum() {
    return weight.multiply(weightUnit).doubleValue();
  }

  double sum() {
    return centre.multiply(weight).add(scale.multiply(z)).multiply(weightUnit).doubleValue();
  }

  double norm() {
    BigDecimal squares =
        centre
            .multiply(centre)
            .multiply(weight)
            .add(centre.multiply(scale).multiply(z).multiply(BigDecimal.valueOf(2)))
            .add(scale.multiply(scale).multiply(z2));
    return Math.sqrt(Math.max(0, squares.multiply(weightUnit).doubleValue()));
  }

  /** Sum of squares about the mean. */
  BigDecimal spread() {
    return z2.subtract(z.multiply(meanZ()), DIGITS);
  }

  /** The k-th moment about the mean, of z, k from 2 to 4. */
  double moment(int k) {
    BigDecimal m = meanZ();
    BigDecimal sum =
        switch (k) {
          case 2 -> spread();
          case 3 ->
              z3.subtract(m.multiply(times(3, z2)))
                  .add(m.multiply(m).multiply(times(3, z)))
                  .subtract(m.pow(3).multiply(weight));
          case 4 ->
              z4.subtract(m.multiply(times(4, z3)))
                  .add(m.multiply(m).multiply(times(6, z2)))
                  .subtract(m.pow(3).multiply(times(4, z)))
                  .add(m.pow(4).multiply(weight));
          default -> throw new IllegalArgumentException("cannot find moment " + k);
        };
    return sum.divide(weight, DIGITS).doubleValue();
  }

  private static BigDecimal times(int k, BigDecimal value) {
    return BigDecimal.valueOf(k).multiply(value);
  }

  /** Spread over freedom, of x. */
  double variance() {
    return spread().divide(freedom(), DIGITS).multiply(scale).multiply(scale).doubleValue();
  }
}

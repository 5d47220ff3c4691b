package parley.mhe.layout;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import parley.error.ParleyException;
import parley.mhe.layout.ConversionMap.Side;

/** One application of a {@link ConversionMap}. Immutable, thread-safe. */
final class Conversion {
  private final ConversionMap map;
  private final int n;
  private final boolean exact;
  private final int fraction;
  private final BigInteger most;

  Conversion(ConversionMap map, int maskBits, int parties) {
    this.map = map;
    this.n = map.ringDimension();
    this.exact = map.from() == Side.COEFFICIENTS && map.to() == Side.COEFFICIENTS;
    this.fraction = exact ? 0 : map.fractionBits(maskBits, parties);
    this.most =
        BigInteger.valueOf(5).shiftLeft(maskBits - 1 + Sizes.ceilLog2(parties)).shiftRight(2);
  }

  WideIntegers[] apply(WideIntegers[] in) {
    BigInteger[][] numbers = new BigInteger[in.length][];
    for (int j = 0; j < in.length; j++) {
      numbers[j] = read(in[j].toBigIntegers());
    }
    if (map.from() == Side.SLOTS) {
      inPairs(numbers, new ExactTransform(n)::slots);
    }
    BigInteger[][] out = sums(numbers);
    if (map.to() == Side.SLOTS) {
      inPairs(out, new ExactTransform(n)::coefficients);
    }
    WideIntegers[] result = new WideIntegers[out.length];
    Factor last = exact ? map.factor() : new Factor(BigInteger.ONE, fraction);
    for (int o = 0; o < out.length; o++) {
      result[o] =
          WideIntegers.of(Arrays.stream(out[o]).map(last::apply).toArray(BigInteger[]::new));
    }
    return result;
  }

  /** The integers, times the factor and in units of 2^-fraction where a transform follows. */
  private BigInteger[] read(BigInteger[] integers) {
    Factor factor = map.factor();
    Factor first =
        fraction >= factor.shift()
            ? new Factor(factor.numerator().shiftLeft(fraction - factor.shift()), 0)
            : new Factor(factor.numerator(), factor.shift() - fraction);
    for (int k = 0; k < integers.length; k++) {
      if (integers[k].abs().compareTo(most) >= 0) {
        throw new ParleyException(
            "cannot convert: a coefficient is larger than all masks, expected at most "
                + most.bitLength()
                + " bits, got "
                + integers[k].bitLength());
      }
      integers[k] = exact ? integers[k] : first.apply(integers[k]);
    }
    return integers;
  }

  private BigInteger[][] sums(BigInteger[][] numbers) {
    int width = map.to().width(n);
    BigInteger[][] out = new BigInteger[map.outputs()][width];
    for (BigInteger[] row : out) {
      Arrays.fill(row, BigInteger.ZERO);
    }
    for (Moves loops : map.moves()) {
      List<Axis> outer = loops.outer();
      int[] from = Moves.places(loops.source(), outer, Axis::sourceStep);
      int[] to = Moves.places(loops.target(), outer, Axis::targetStep);
      int[] sums = Moves.places(0, loops.sums(), Axis::sourceStep);
      int[] repeats = Moves.places(0, loops.repeats(), Axis::targetStep);
      for (int i = 0; i < from.length; i++) {
        BigInteger sum = BigInteger.ZERO;
        for (int step : sums) {
          sum = sum.add(at(numbers, from[i] + step));
        }
        for (int step : repeats) {
          int place = to[i] + step;
          out[place / width][place % width] = out[place / width][place % width].add(sum);
        }
      }
    }
    return out;
  }

  private BigInteger at(BigInteger[][] numbers, int place) {
    int width = map.from().width(n);
    return numbers[place / width][place % width];
  }

  private interface OfTwo {
    /** What becomes of a polynomial and another, both at once. */
    BigInteger[][] apply(BigInteger[] first, BigInteger[] second);
  }

  private void inPairs(BigInteger[][] all, OfTwo transform) {
    for (int j = 0; j < all.length; j += 2) {
      BigInteger[] second = new BigInteger[all[j].length];
      Arrays.fill(second, BigInteger.ZERO);
      BigInteger[][] both = transform.apply(all[j], j + 1 < all.length ? all[j + 1] : second);
      all[j] = both[0];
      if (j + 1 < all.length) {
        all[j + 1] = both[1];
      }
    }
  }
}

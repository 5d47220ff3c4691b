package parley.mhe.layout;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import parley.error.ParleyException;
import parley.mhe.layout.ConversionMap.Side;

/**
 * One application of a {@link ConversionMap}: factor, slots, sums, coefficients, each polynomial's
 * numbers in an array of four words each. Immutable, thread-safe.
 */
final class Conversion {
  private final ConversionMap map;
  private final int n;
  private final int fraction;
  private final int limitBits;
  private final boolean inParallel;

  Conversion(ConversionMap map, int maskBits, int parties, boolean inParallel) {
    this.map = map;
    this.n = map.ringDimension();
    this.fraction = map.fractionBits(maskBits, parties);
    this.limitBits = maskBits - 1 + Sizes.ceilLog2(parties);
    this.inParallel = inParallel;
  }

  WideIntegers[] apply(WideIntegers[] in) {
    long[][] numbers = new long[in.length][];
    steps(in.length).forEach(j -> numbers[j] = scaled(in[j]));
    if (map.from() == Side.SLOTS) {
      inPairs(numbers, WideTransform.of(n)::slots);
    }
    long[][] out = sums(numbers);
    wipe(numbers);
    if (map.to() == Side.SLOTS) {
      inPairs(out, (a, b) -> WideTransform.of(n).coefficients(a, b, fraction));
    } else {
      steps(out.length).forEach(o -> FixedWords.round(out[o], fraction));
    }
    return Arrays.stream(out)
        .map(words -> WideIntegers.wrap(words, FixedWords.WORDS))
        .toArray(WideIntegers[]::new);
  }

  /** The integers times the factor, in units of 2^-fraction. */
  private long[] scaled(WideIntegers integers) {
    Factor factor = map.factor();
    BigInteger numerator = factor.numerator();
    int even = Math.min(Math.max(numerator.getLowestSetBit(), 0), factor.shift());
    long[] words = WideIntegers.of(new BigInteger[] {numerator.shiftRight(even)}).array();
    long[] out = new long[n * FixedWords.WORDS];
    int beyond =
        FixedWords.scale(integers, words, factor.shift() - even - fraction, limitBits, out);
    if (beyond >= 0) {
      throw new ParleyException(
          "cannot convert: coefficient "
              + beyond
              + " is larger than masks and bound allow, expected at most "
              + limitBits
              + " bits, got "
              + integers.bitLength());
    }
    return out;
  }

  private long[][] sums(long[][] numbers) {
    int width = map.to().width(n);
    int sourceWidth = map.from().width(n);
    long[][] out = new long[map.outputs()][width * FixedWords.WORDS];
    long[] sum = new long[FixedWords.WORDS];
    for (Moves loops : map.moves()) {
      List<Axis> outer = loops.outer();
      int[] from = Moves.places(loops.source(), outer, Axis::sourceStep);
      int[] to = Moves.places(loops.target(), outer, Axis::targetStep);
      int[] sums = Moves.places(0, loops.sums(), Axis::sourceStep);
      int[] repeats = Moves.places(0, loops.repeats(), Axis::targetStep);
      for (int i = 0; i < from.length; i++) {
        Arrays.fill(sum, 0);
        for (int step : sums) {
          int place = from[i] + step;
          FixedWords.add(sum, 0, numbers[place / sourceWidth], place % sourceWidth);
        }
        for (int step : repeats) {
          int place = to[i] + step;
          FixedWords.add(out[place / width], place % width, sum, 0);
        }
      }
    }
    return out;
  }

  private interface OfTwo {
    /** What becomes of a polynomial and another, both at once. */
    long[][] apply(long[] first, long[] second);
  }

  private void inPairs(long[][] all, OfTwo transform) {
    steps((all.length + 1) / 2)
        .forEach(
            pair -> {
              int j = 2 * pair;
              boolean alone = j + 1 == all.length;
              long[] second = alone ? new long[all[j].length] : all[j + 1];
              long[][] both = transform.apply(all[j], second);
              wipe(all[j], second);
              all[j] = both[0];
              if (!alone) {
                all[j + 1] = both[1];
              }
            });
  }

  private IntStream steps(int count) {
    IntStream steps = IntStream.range(0, count);
    return inParallel ? steps.parallel() : steps;
  }

  /** Of masks, they would tell what these hide. */
  private static void wipe(long[]... numbers) {
    for (long[] words : numbers) {
      Arrays.fill(words, 0);
    }
  }
}

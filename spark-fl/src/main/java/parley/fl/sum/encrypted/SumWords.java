package parley.fl.sum.encrypted;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.fl.sum.SumSpec;

/**
 * How the numbers of a sum lie in coefficients: a number that is wider than a coefficient has room
 * for is several words, v = w_0 + w_1 2^64 + .., all but the last of 0 to 2^64 - 1. Words are added
 * up apart, and since v is linear in them the sum of numbers is exact. Immutable, thread-safe.
 *
 * @param spec the sum
 * @param words of each number
 */
record SumWords(SumSpec spec, int words) {
  private static final int WORD_BITS = 64;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(WORD_BITS);
  private static final BigInteger MASK = WORD.subtract(BigInteger.ONE);

  /** One word where the number has room in the ring for sums, else as many as it takes. */
  static List<SumWords> of(List<SumSpec> specs, int providers) {
    List<SumWords> all = new ArrayList<>();
    specs.forEach(spec -> all.add(new SumWords(spec, 1)));
    boolean changed = true;
    while (changed) {
      changed = false;
      List<SumSpec> carried = carried(all);
      for (int i = 0; i < all.size(); i++) {
        SumWords before = all.get(i);
        if (before.words == 1 && !SumParameters.carries(carried.get(i), carried, providers)) {
          all.set(i, new SumWords(before.spec, words(before.spec.bound())));
          changed |= all.get(i).words > 1;
        }
      }
    }
    return List.copyOf(all);
  }

  /** The last word is signed, and as large as the others. */
  private static int words(BigInteger bound) {
    int words = 1;
    while (bound.shiftRight((words - 1) * WORD_BITS).compareTo(WORD) > 0) {
      words++;
    }
    return words;
  }

  static List<SumSpec> carried(List<SumWords> all) {
    return all.stream().map(SumWords::carried).toList();
  }

  /** The sum of words that goes through the ring. */
  SumSpec carried() {
    return words == 1
        ? spec
        : new SumSpec(
            spec.step(),
            spec.words(),
            Math.multiplyExact(spec.length(), words),
            WORD,
            spec.fractionBits(),
            spec.opens(),
            spec.openings());
  }

  /** A provider's numbers, as words. */
  BigInteger[] split(BigInteger[] numbers) {
    if (words == 1) {
      return numbers;
    }
    BigInteger[] out = new BigInteger[numbers.length * words];
    for (int k = 0; k < numbers.length; k++) {
      BigInteger left = numbers[k];
      for (int w = 0; w < words - 1; w++) {
        out[k * words + w] = left.and(MASK);
        left = left.shiftRight(WORD_BITS);
      }
      out[k * words + words - 1] = left;
    }
    return out;
  }

  /** Numbers of their summed words. */
  BigInteger[] join(BigInteger[] sums) {
    if (words == 1) {
      return sums;
    }
    BigInteger[] out = new BigInteger[sums.length / words];
    for (int k = 0; k < out.length; k++) {
      BigInteger number = BigInteger.ZERO;
      for (int w = words - 1; w >= 0; w--) {
        number = number.shiftLeft(WORD_BITS).add(sums[k * words + w]);
      }
      out[k] = number;
    }
    return out;
  }
}

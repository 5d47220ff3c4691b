package parley.fl.protection.encrypted.linear.loop;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;

/**
 * Integers of rows as products take them, which have less than 32 bits: where any is wider, all in
 * two parts, x = low + 2^30 high. Immutable.
 */
final class WideProducts {
  private static final int PART_BITS = 30;

  private final List<int[]> low = new ArrayList<>();
  private final List<int[]> high = new ArrayList<>();

  /**
   * The parts of some integers.
   *
   * @throws ArithmeticException when one has 61 bits or more
   */
  WideProducts(List<long[]> integers) {
    boolean wide = false;
    for (long[] values : integers) {
      for (long value : values) {
        wide |= value != (int) value;
      }
    }
    for (long[] values : integers) {
      int[] l = new int[values.length];
      int[] h = new int[values.length];
      for (int i = 0; i < values.length; i++) {
        long rounded = wide ? (values[i] + (1L << (PART_BITS - 1))) >> PART_BITS : 0;
        h[i] = Math.toIntExact(rounded);
        l[i] = Math.toIntExact(values[i] - (rounded << PART_BITS));
      }
      low.add(l);
      if (wide) {
        high.add(h);
      }
    }
  }

  /** How many products {@link #of} makes. */
  int count() {
    return high.isEmpty() ? 1 : 2;
  }

  /** What a product, linear in its integers, is of all of them; owned by the caller. */
  Ciphertext of(Evaluator evaluator, Function<List<int[]>, Ciphertext> product) {
    if (high.isEmpty()) {
      return product.apply(low);
    }
    try (Scope scope = Scope.open()) {
      BigInteger shift = BigInteger.ONE.shiftLeft(PART_BITS);
      Ciphertext above = evaluator.multiplyInteger(product.apply(high), shift, 1);
      return scope.keep(evaluator.add(product.apply(low), above));
    }
  }
}

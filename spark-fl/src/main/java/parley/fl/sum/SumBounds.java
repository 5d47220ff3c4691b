package parley.fl.sum;

import java.math.BigInteger;
import parley.error.InvalidDataException;

/** What every carrier asks of a provider's vector before it leaves. Stateless, thread-safe. */
public final class SumBounds {
  private SumBounds() {}

  /**
   * The provider's vector, if it is what was agreed.
   *
   * @throws InvalidDataException that names the provider and the place, and never shows the number
   */
  public static BigInteger[] vector(
      String provider, SumSpec spec, LocalSums local, byte[] arguments) {
    BigInteger[] values = local.sums(spec, arguments);
    if (values.length != spec.length()) {
      throw refuse(spec, "the vector of " + provider, spec.length() + " numbers", values.length);
    }
    for (int k = 0; k < values.length; k++) {
      if (values[k].abs().compareTo(spec.bound()) > 0) {
        throw refuse(
            spec,
            "number " + k + " of " + provider,
            "at most " + power(spec.bound()) + " units of 2^" + -spec.fractionBits(),
            "a larger one");
      }
    }
    return values;
  }

  /** A power of two as such, else the number. */
  static String power(BigInteger value) {
    return value.bitCount() == 1 ? "2^" + value.getLowestSetBit() : value.toString();
  }

  private static InvalidDataException refuse(
      SumSpec spec, String what, String expected, Object got) {
    return new InvalidDataException(
        "cannot add up %s: %s is not what was agreed, expected %s, got %s"
            .formatted(spec.words(), what, expected, got));
  }
}

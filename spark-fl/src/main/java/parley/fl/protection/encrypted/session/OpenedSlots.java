package parley.fl.protection.encrypted.session;

/**
 * What the querier reads of a slot that was flooded to 18 bits before it was opened, whether here
 * or by {@code parley open}. Stateless and thread-safe.
 */
public final class OpenedSlots {
  /** Flooding by all providers together has a deviation of 2^-(18 + 3). */
  public static final int FLOODED_BITS = 18;

  /**
   * Bits behind the point that the querier keeps: a step of twice the flooding's deviation. Coarser
   * steps would cost precision and hide nothing from the querier, who has the ciphertext.
   */
  private static final int BITS = 20;

  private OpenedSlots() {}

  /** The nearest multiple of 2^-20, of a slot divided by what its model was divided by. */
  public static double round(double slot) {
    return round(slot, BITS);
  }

  /** The nearest multiple of 2^-bits. */
  public static double round(double value, int bits) {
    return Math.scalb(Math.rint(Math.scalb(value, bits)), -bits);
  }
}

package parley.fl.protection.encrypted.linear.packing;

import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.mhe.protocol.Flood;

/**
 * How exact what is opened is meant to be; below that it is flooded by the providers and rounded by
 * the querier, since what stands there is noise of the computation, a function of keys and rows.
 * One rule for weights and margins, opened here or by {@code parley open}. Stateless and
 * thread-safe.
 */
public final class OpenedPrecision {
  /** Of a weight or margin divided by the half-width: standardised weights stay within 1e-4. */
  public static final int FLOODED_BITS = OpenedSlots.FLOODED_BITS;

  /**
   * Flooding of what a look opens, the mean of u^2 and the sum of u^16: rounded up to powers of
   * 2^(1/16), they are nearly always what they would be without it.
   */
  public static final int LOOK_BITS = 19;

  private OpenedPrecision() {}

  /** p of the flooding of a finished model. */
  public static int ofWeights(Layout layout) {
    int kept = layout.parameters().ringDimension() / layout.stride();
    return Flood.bitsForSlots(FLOODED_BITS, kept, layout.providers());
  }

  /** p of the flooding of margins. */
  public static int ofMargins(Layout layout) {
    return Flood.bitsForSlots(FLOODED_BITS, layout.parameters().slots(), layout.providers());
  }

  /** p of the flooding of what a look opens. */
  public static int ofLooks(Layout layout) {
    return Flood.bitsForSlots(LOOK_BITS, 1, layout.providers());
  }
}

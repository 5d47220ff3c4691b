package parley.mhe.ckks;

import parley.error.ParleyException;
import parley.mhe.binding.Native;

/**
 * Real vectors to polynomials and back, by the canonical embedding of CKKS
 * (https://eprint.iacr.org/2016/421). Scales are any positive doubles; a result is exact to about
 * 2^-50 of the largest slot whatever the scale. Stateless, so safe for use by several threads.
 */
public final class Encoder {
  private final CkksContext context;

  /** An encoder for the ring of this context. */
  public Encoder(CkksContext context) {
    this.context = context;
  }

  /**
   * Encodes up to n/2 values; the slots that are not given are 0.
   *
   * @throws ParleyException if a value is not finite, or times scale exceeds half the modulus
   */
  public Plaintext encode(double[] slots, double scale, int limbs) {
    if (slots.length > context.parameters().slots()) {
      throw new ParleyException(
          "cannot encode: too many values, expected up to "
              + context.parameters().slots()
              + ", got "
              + slots.length);
    }
    double largest = 0;
    for (double v : slots) {
      check(v);
      largest = Math.max(largest, Math.abs(v));
    }
    checkFits(largest, scale, limbs);
    NativeHandle handle =
        Wire.make(
            context, "encode", ring -> Native.encode(ring, slots, slots.length, scale, limbs));
    return Plaintext.wrap(context, handle, limbs, scale);
  }

  /** Encodes one value into every slot. */
  public Plaintext encodeConstant(double v, double scale, int limbs) {
    check(v);
    checkFits(Math.abs(v), scale, limbs);
    NativeHandle handle =
        Wire.make(context, "encode", ring -> Native.encodeConstant(ring, v, scale, limbs));
    return Plaintext.wrap(context, handle, limbs, scale);
  }

  /** The n/2 slots of an encoded polynomial mod Q, from its centred coefficients. */
  public double[] decode(Polynomial m, double scale) {
    Ciphertext.checkScale(scale);
    context.checkSame(m.context());
    if (m.extended()) {
      throw new ParleyException("cannot decode: expected a polynomial modulo Q, got " + m);
    }
    double[] out = new double[context.parameters().slots()];
    try (NativeHandle a = m.acquire()) {
      Native.decode(a.pointer(), scale, out);
    }
    return out;
  }

  /** The slots of a plaintext. */
  public double[] decode(Plaintext m) {
    try (Polynomial p = m.polynomial()) {
      return decode(p, m.scale());
    }
  }

  private static void check(double v) {
    if (Double.isNaN(v) || Double.isInfinite(v)) {
      throw new ParleyException("cannot encode: expected finite values, got " + v);
    }
  }

  private void checkFits(double largest, double scale, int limbs) {
    Ciphertext.checkScale(scale);
    context.checkLimbs(limbs);
    double half = context.modulus(limbs).doubleValue() / 2;
    if (largest * scale >= half) {
      throw new ParleyException(
          "cannot encode: value times scale exceeds half the modulus, expected below 2^"
              + Ciphertext.log2(half)
              + ", got 2^"
              + Ciphertext.log2(largest * scale));
    }
  }
}

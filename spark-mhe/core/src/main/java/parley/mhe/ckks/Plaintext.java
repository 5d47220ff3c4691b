package parley.mhe.ckks;

import java.util.List;
import parley.error.ParleyException;

/**
 * An encoded vector: a polynomial mod Q and its scale. Immutable, so safe for use by several
 * threads; owns native memory.
 */
public final class Plaintext extends NativeOwner {
  private final CkksContext context;
  private final int limbs;
  private final double scale;

  private Plaintext(CkksContext context, NativeHandle handle, int limbs, double scale) {
    super("plaintext", List.of(handle));
    this.context = context;
    this.limbs = limbs;
    this.scale = scale;
    Scope.register(this);
  }

  /** Takes over one user of the handle. */
  static Plaintext wrap(CkksContext c, NativeHandle handle, int limbs, double scale) {
    return new Plaintext(c, handle, limbs, scale);
  }

  /** A plaintext from an encoded polynomial mod Q, which stays the caller's. */
  public static Plaintext of(Polynomial m, double scale) {
    Ciphertext.checkScale(scale);
    if (m.extended()) {
      throw new ParleyException("cannot make plaintext: expected a polynomial modulo Q, got " + m);
    }
    return new Plaintext(m.context(), m.acquire(), m.limbs(), scale);
  }

  /** Reads {@link #toBytes}; refuses what is truncated, out of range, or of another ring. */
  public static Plaintext fromBytes(CkksContext c, byte[] bytes) {
    Wire.Content content = Wire.read(c, Wire.Kind.PLAINTEXT, 1, 1, bytes);
    if (content.extended()) {
      content.handles().forEach(NativeHandle::close);
      throw new ParleyException("cannot read plaintext: expected modulo Q, got modulo QP");
    }
    return new Plaintext(c, content.handles().get(0), content.limbs(), content.scale());
  }

  /** The ring it lives in. */
  public CkksContext context() {
    return context;
  }

  /** Number of primes of Q. */
  public int limbs() {
    return limbs;
  }

  /** What the encoded values were multiplied with. */
  public double scale() {
    return scale;
  }

  /** The encoded polynomial, with an owner of its own. */
  public Polynomial polynomial() {
    return Polynomial.wrap(context, acquire(), limbs, false);
  }

  /** The same modulo fewer primes. */
  public Plaintext drop(int limbs) {
    try (Polynomial p = polynomial();
        Polynomial dropped = p.drop(limbs)) {
      return of(dropped, scale);
    }
  }

  /** The wire format. */
  public byte[] toBytes() {
    try (NativeHandle a = acquire()) {
      return Wire.write(context, Wire.Kind.PLAINTEXT, List.of(a), limbs, false, scale);
    }
  }

  @Override
  public String toString() {
    return "Plaintext[" + limbs + " limbs, scale 2^" + Ciphertext.log2(scale) + "]";
  }
}

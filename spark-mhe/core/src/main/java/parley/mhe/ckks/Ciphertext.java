package parley.mhe.ckks;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import parley.error.ParleyException;

/**
 * An encrypted vector: polynomials c_0, c_1 (and c_2 before relinearisation) mod Q with c_0 + c_1 s
 * + c_2 s^2 the encoded vector plus noise, and the true scale. Immutable, so safe for use by
 * several threads; owns native memory: close it, or make it inside a {@link Scope}.
 */
public final class Ciphertext extends NativeOwner {
  private final CkksContext context;
  private final int size;
  private final int limbs;
  private final double scale;

  private Ciphertext(CkksContext context, List<NativeHandle> handles, int limbs, double scale) {
    super("ciphertext", handles);
    this.context = context;
    this.size = handles.size();
    this.limbs = limbs;
    this.scale = scale;
    Scope.register(this);
  }

  /** Takes over one user of each handle. */
  static Ciphertext wrap(CkksContext c, List<NativeHandle> handles, int limbs, double scale) {
    return new Ciphertext(c, handles, limbs, scale);
  }

  /** A ciphertext of two polynomials mod Q of equal limbs, which stay the caller's. */
  public static Ciphertext of(Polynomial c0, Polynomial c1, double scale) {
    checkScale(scale);
    c0.context().checkSame(c1.context());
    if (c0.extended() || c1.extended() || c0.limbs() != c1.limbs()) {
      throw new ParleyException(
          "cannot make ciphertext: expected two polynomials modulo Q of equal limbs, got "
              + c0
              + " and "
              + c1);
    }
    NativeHandle first = c0.acquire();
    try {
      return new Ciphertext(c0.context(), List.of(first, c1.acquire()), c0.limbs(), scale);
    } catch (IllegalStateException e) {
      first.close();
      throw e;
    }
  }

  /** Reads {@link #toBytes}; refuses what is truncated, out of range, or of another ring. */
  public static Ciphertext fromBytes(CkksContext c, byte[] bytes) {
    Wire.Content content = Wire.read(c, Wire.Kind.CIPHERTEXT, 2, 3, bytes);
    if (content.extended()) {
      content.handles().forEach(NativeHandle::close);
      throw new ParleyException("cannot read ciphertext: expected modulo Q, got modulo QP");
    }
    return new Ciphertext(c, content.handles(), content.limbs(), content.scale());
  }

  /** The ring it lives in. */
  public CkksContext context() {
    return context;
  }

  /** Number of polynomials, 2 or 3. */
  public int size() {
    return size;
  }

  /** Number of primes of Q left. */
  public int limbs() {
    return limbs;
  }

  /** Rescalings still possible: one less than the limbs. */
  public int remainingLevels() {
    return limbs - 1;
  }

  /** What the encrypted values are multiplied with, tracked exactly to 2^-52. */
  public double scale() {
    return scale;
  }

  /** c_0, with an owner of its own. */
  public Polynomial c0() {
    return polynomial(0);
  }

  /** c_1, with an owner of its own. */
  public Polynomial c1() {
    return polynomial(1);
  }

  /** c_{@code index}, with an owner of its own. */
  public Polynomial polynomial(int index) {
    return Polynomial.wrap(context, acquire(index), limbs, false);
  }

  /** Another owner of the same content. */
  public Ciphertext share() {
    return new Ciphertext(context, acquireAll(), limbs, scale);
  }

  /** The wire format: header and 8 n limbs bytes a polynomial. */
  public byte[] toBytes() {
    List<NativeHandle> handles = new ArrayList<>(acquireAll());
    try {
      return Wire.write(context, Wire.Kind.CIPHERTEXT, handles, limbs, false, scale);
    } finally {
      handles.forEach(NativeHandle::close);
    }
  }

  /** SHA-256 of {@link #toBytes}. */
  public byte[] hash() {
    return sha256(toBytes());
  }

  @Override
  public String toString() {
    return "Ciphertext[" + size + " polynomials, " + limbs + " limbs, scale 2^" + log2(scale) + "]";
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot hash: the JDK lacks SHA-256", e);
    }
  }

  static String log2(double scale) {
    return String.format(java.util.Locale.ROOT, "%.3f", Math.log(scale) / Math.log(2));
  }

  static void checkScale(double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "cannot use scale: expected a positive number, got " + scale);
    }
  }
}

package parley.mhe.ckks;

import java.util.List;
import parley.error.ParleyException;
import parley.mhe.binding.Native;
import parley.mhe.random.Samplers;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * One party's share of a secret key: uniform ternary coefficients, kept mod QP. Never serialised
 * but by {@link #export}, and never shown. Immutable, so safe for use by several threads; owns
 * native memory; never in a {@link Scope}.
 */
public final class SecretKeyShare extends NativeOwner {
  private final CkksContext context;

  private SecretKeyShare(CkksContext context, NativeHandle q, NativeHandle qp) {
    super("secret key share", List.of(q, qp));
    this.context = context;
  }

  /** The share that this seed determines. */
  public static SecretKeyShare generate(CkksContext c, Seed seed) {
    try (Polynomial qp = Samplers.ternary(c, seed, c.limbs(), true)) {
      return of(c, qp);
    }
  }

  /** The ring it lives in. */
  public CkksContext context() {
    return context;
  }

  /** The share mod Q, all limbs, with an owner of its own. */
  public Polynomial polynomial() {
    return Polynomial.wrap(context, acquire(0), context.limbs(), false);
  }

  /** The share mod Q_limbs, with an owner of its own. */
  public Polynomial polynomial(int limbs) {
    if (limbs == context.limbs()) {
      return polynomial();
    }
    context.checkLimbs(limbs);
    try (NativeHandle q = acquire(0)) {
      return Polynomial.wrap(
          context,
          new NativeHandle(Native.polyDrop(q.pointer(), limbs), Native::polyFree),
          limbs,
          false);
    }
  }

  /** The share mod QP, with an owner of its own. */
  public Polynomial extended() {
    return Polynomial.wrap(context, acquire(1), context.limbs(), true);
  }

  /** The coefficients, 2 bits each, n/4 bytes, for the key store. */
  public byte[] export(SecretAccess token) {
    java.util.Objects.requireNonNull(token, "token");
    byte[] out = new byte[context.parameters().ringDimension() / 4];
    try (NativeHandle q = acquire(0)) {
      Native.ternaryPack(q.pointer(), out);
    }
    return out;
  }

  /**
   * The inverse of {@link #export}.
   *
   * @throws ParleyException if the bytes are not a ternary polynomial of this ring
   */
  public static SecretKeyShare restore(CkksContext c, byte[] exported, SecretAccess token) {
    java.util.Objects.requireNonNull(token, "token");
    int expected = c.parameters().ringDimension() / 4;
    if (exported.length != expected) {
      throw new ParleyException(
          "cannot restore secret key share: expected "
              + expected
              + " bytes, got "
              + exported.length);
    }
    try (Polynomial qp =
        Polynomial.fromNative(c, c.limbs(), true, ring -> Native.ternaryUnpack(ring, exported))) {
      return of(c, qp);
    }
  }

  /** Says only what it is. */
  @Override
  public String toString() {
    return "SecretKeyShare[not shown]";
  }

  private static SecretKeyShare of(CkksContext c, Polynomial qp) {
    try (NativeHandle all = qp.acquire()) {
      NativeHandle q =
          new NativeHandle(Native.polyDrop(all.pointer(), c.limbs()), Native::polyFree);
      return new SecretKeyShare(c, q, qp.acquire());
    }
  }
}

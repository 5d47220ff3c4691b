package parley.mhe.ckks;

import java.util.ArrayList;
import java.util.List;
import parley.error.ParleyException;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * A public key (b, a) mod Q with b + a s small: of a querier, or collective. Immutable, so safe for
 * use by several threads; owns native memory; never in a {@link Scope}.
 */
public final class PublicKey extends NativeOwner {
  private final CkksContext context;

  /** A key of two polynomials mod Q with all limbs, which stay the caller's. */
  public PublicKey(Polynomial b, Polynomial a) {
    this(contextOf(b, a), List.of(b.acquire(), a.acquire()));
  }

  private PublicKey(CkksContext context, List<NativeHandle> handles) {
    super("public key", handles);
    this.context = context;
  }

  /** The ring it lives in. */
  public CkksContext context() {
    return context;
  }

  /** b, with an owner of its own. */
  public Polynomial b() {
    return Polynomial.wrap(context, acquire(0), context.limbs(), false);
  }

  /** a, with an owner of its own. */
  public Polynomial a() {
    return Polynomial.wrap(context, acquire(1), context.limbs(), false);
  }

  /** An encryption of an encoded vector; all randomness comes from the seed, used only once. */
  public Ciphertext encrypt(Plaintext m, Seed seed) {
    try (Polynomial p = m.polynomial()) {
      return encrypt(p, m.scale(), seed);
    }
  }

  /** An encryption of an encoded polynomial mod Q, (v b + e_0 + m, v a + e_1). */
  public Ciphertext encrypt(Polynomial m, double scale, Seed seed) {
    context.checkSame(m.context());
    try (Scope scope = Scope.open()) {
      Ciphertext zero = encryptZero(m.limbs(), scale, seed);
      return scope.keep(Ciphertext.of(zero.c0().add(m), zero.c1(), scale));
    }
  }

  /**
   * A fresh encryption of zero, (v b + e_0, v a + e_1) with v ternary and e_0, e_1 Gaussian of
   * sigma 3.2, mod Q_limbs; all randomness comes from the seed, used only once.
   */
  public Ciphertext encryptZero(int limbs, double scale, Seed seed) {
    context.checkLimbs(limbs);
    try (Scope scope = Scope.open()) {
      Polynomial v = Samplers.ternary(context, seed.derive("encrypt.v"), limbs, false);
      Polynomial e0 = Samplers.gaussian(context, seed.derive("encrypt.e0"), limbs, false);
      Polynomial e1 = Samplers.gaussian(context, seed.derive("encrypt.e1"), limbs, false);
      return scope.keep(
          Ciphertext.of(
              v.multiplyAdd(b().drop(limbs), e0), v.multiplyAdd(a().drop(limbs), e1), scale));
    }
  }

  /** The wire format: b, then a. */
  public byte[] toBytes() {
    List<NativeHandle> handles = new ArrayList<>(acquireAll());
    try {
      return Wire.write(context, Wire.Kind.PUBLIC_KEY, handles, context.limbs(), false, 1);
    } finally {
      handles.forEach(NativeHandle::close);
    }
  }

  /** Reads {@link #toBytes}; refuses what is truncated, out of range, or of another ring. */
  public static PublicKey fromBytes(CkksContext c, byte[] bytes) {
    Wire.Content content = Wire.read(c, Wire.Kind.PUBLIC_KEY, 2, 2, bytes);
    List<NativeHandle> handles = content.handles();
    if (content.extended() || content.limbs() != c.limbs()) {
      handles.forEach(NativeHandle::close);
      throw new ParleyException(
          "cannot read public key: expected "
              + c.limbs()
              + " limbs modulo Q, got "
              + content.limbs());
    }
    return new PublicKey(c, handles);
  }

  /** {@link Polynomial#hash} of b, then of a. */
  public List<byte[]> polynomialHashes() {
    return Wire.hashes(context, toBytes(), 2, context.limbs(), false);
  }

  /** SHA-256 of {@link #toBytes}. */
  public byte[] fingerprint() {
    return Ciphertext.sha256(toBytes());
  }

  @Override
  public String toString() {
    return "PublicKey[" + context.limbs() + " limbs]";
  }

  private static CkksContext contextOf(Polynomial b, Polynomial a) {
    CkksContext c = b.context();
    c.checkSame(a.context());
    for (Polynomial p : List.of(b, a)) {
      if (p.extended() || p.limbs() != c.limbs()) {
        throw new ParleyException(
            "cannot make public key: expected all " + c.limbs() + " limbs modulo Q, got " + p);
      }
    }
    return c;
  }
}

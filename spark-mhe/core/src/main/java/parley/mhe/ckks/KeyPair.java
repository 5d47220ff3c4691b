package parley.mhe.ckks;

import parley.mhe.random.Samplers;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * The querier's own key: who has it opens what is encrypted to, or switched to, its public half.
 * Never serialised as a whole and never shown. Immutable, so safe for use by several threads; owns
 * native memory.
 */
public final class KeyPair implements AutoCloseable {
  private final PublicKey publicKey;
  private final SecretKeyShare secret;

  private KeyPair(PublicKey publicKey, SecretKeyShare secret) {
    this.publicKey = publicKey;
    this.secret = secret;
  }

  /** The pair that this seed determines: s ternary, a uniform, b = -a s + e. */
  public static KeyPair generate(CkksContext c, Seed seed) {
    SecretKeyShare secret = SecretKeyShare.generate(c, seed.derive("keypair.s"));
    try (Scope scope = Scope.open()) {
      byte[] common = seed.derive("keypair.a").export(SecretAccess.forKeyStore());
      Polynomial a = Samplers.uniform(c, common, c.limbs(), false);
      Polynomial e = Samplers.gaussian(c, seed.derive("keypair.e"), c.limbs(), false);
      return new KeyPair(new PublicKey(a.multiplySubtractFrom(secret.polynomial(), e), a), secret);
    }
  }

  /** A pair of halves that were stored apart, which it takes over. */
  public static KeyPair of(PublicKey publicKey, SecretKeyShare secret) {
    publicKey.context().checkSame(secret.context());
    return new KeyPair(publicKey, secret);
  }

  /** The half that may be shown; closed with the pair. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The secret half; closed with the pair. */
  public SecretKeyShare secret() {
    return secret;
  }

  /** The slots of a ciphertext under this key. */
  public double[] decrypt(Ciphertext a) {
    try (Polynomial phase = phase(a)) {
      return new Encoder(a.context()).decode(phase, a.scale());
    }
  }

  /** c_0 + c_1 s + c_2 s^2: the encoded vector and its noise. */
  public Polynomial phase(Ciphertext a) {
    publicKey.context().checkSame(a.context());
    try (Scope scope = Scope.open()) {
      Polynomial s = secret.polynomial(a.limbs());
      Polynomial sum = a.polynomial(a.size() - 1);
      for (int i = a.size() - 2; i >= 0; i--) {
        sum = sum.multiplyAdd(s, a.polynomial(i));
      }
      return scope.keep(sum);
    }
  }

  @Override
  public void close() {
    publicKey.close();
    secret.close();
  }

  /** Says only what it is. */
  @Override
  public String toString() {
    return "KeyPair[secret not shown]";
  }
}

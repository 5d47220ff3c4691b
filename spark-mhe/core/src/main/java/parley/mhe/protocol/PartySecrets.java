package parley.mhe.protocol;

import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.SecretKeyShare;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * What one provider alone knows: its share s_i of the secret key and the key k_i that its shares'
 * randomness is derived from. Both live and die together. Thread-safe; never serialised, and {@code
 * toString} shows the name only.
 */
public final class PartySecrets implements AutoCloseable {
  private final String party;
  private final SecretKeyShare share;
  private final Seed randomness;
  private final byte[] shareDigest;

  /**
   * Takes over the share and the seed.
   *
   * @param party the provider's name in the session
   * @param share its share of the secret key
   * @param randomness its 32-byte key k_i
   */
  public PartySecrets(String party, SecretKeyShare share, Seed randomness) {
    this.party = party;
    this.share = share;
    this.randomness = randomness;
    try (Polynomial polynomial = share.polynomial()) {
      this.shareDigest =
          new WireWriter().add("parley/share-digest/1").add(polynomial.toBytes()).sha256();
    }
  }

  /** The provider's name. */
  public String party() {
    return party;
  }

  /**
   * What the party says of its private data before it answers with it: SHA-256 of a secret nonce,
   * which follows from its key and the session, and of the data's hash. The same data give the same
   * commitment in a later process, and nobody else can tell which data they are.
   *
   * @param dataHash SHA-256 of the rows, the labels and their order
   */
  public byte[] commitment(Session session, byte[] dataHash) {
    byte[] nonce =
        randomness
            .derive("parley/commitment-nonce/1", session.id(), shareDigest)
            .export(SecretAccess.forKeyStore());
    return new WireWriter().add("parley/commitment/1").add(nonce).add(dataHash).sha256();
  }

  SecretKeyShare share() {
    return share;
  }

  Seed randomness() {
    return randomness;
  }

  byte[] shareDigest() {
    return shareDigest.clone();
  }

  /** Frees the share and destroys the seed. */
  @Override
  public void close() {
    share.close();
    randomness.destroy();
  }

  @Override
  public String toString() {
    return "PartySecrets[" + party + "]";
  }
}

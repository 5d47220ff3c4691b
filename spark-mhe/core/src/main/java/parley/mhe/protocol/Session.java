package parley.mhe.protocol;

import java.security.MessageDigest;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;

/**
 * What all requests of a session have in common, as one party knows it. Every party builds it from
 * its own side and never takes it from a message. Immutable, thread-safe; the context and the
 * querier's key stay the caller's.
 */
public final class Session {
  private final CkksContext context;
  private final byte[] planHash;
  private final PublicKey querierKey;
  private final byte[] querierFingerprint;
  private final TreeMap<String, byte[]> nonces;
  private final List<String> parties;
  private final byte[] id;

  private Session(
      CkksContext context,
      byte[] planHash,
      PublicKey querierKey,
      SortedMap<String, byte[]> nonces) {
    this.context = context;
    this.planHash = planHash.clone();
    this.querierKey = querierKey;
    this.querierFingerprint = querierKey.fingerprint();
    this.nonces = new TreeMap<>(Comparator.naturalOrder());
    nonces.forEach((party, nonce) -> this.nonces.put(party, nonce.clone()));
    this.parties = List.copyOf(this.nonces.keySet());
    this.id = SessionId.of(planHash, context.fingerprint(), querierFingerprint, this.nonces);
  }

  /**
   * Opens a session.
   *
   * @param context the CKKS parameters that all providers agreed on; must stay open
   * @param planHash 32-byte hash of the plan
   * @param querierKey the key that results are switched to, and the only one
   * @param nonces one 32-byte nonce for each provider, drawn by that provider for this session
   * @throws ProtocolException with fewer than two providers
   */
  public static Session open(
      CkksContext context,
      byte[] planHash,
      PublicKey querierKey,
      SortedMap<String, byte[]> nonces) {
    if (nonces.size() < 2) {
      throw new ProtocolException(
          "cannot open a session: too few providers, expected at least 2, got " + nonces.size());
    }
    return new Session(context, planHash, querierKey, nonces);
  }

  /**
   * Refuses to go on unless the provider's own nonce is in the session: otherwise an old session
   * may be playing again.
   *
   * @throws ProtocolException when it is not
   */
  public void requireNonce(String party, byte[] ownNonce) {
    requireParty(party, "take part in the session");
    if (!MessageDigest.isEqual(nonces.get(party), ownNonce)) {
      throw new ProtocolException(
          "cannot take part in the session: the nonce of "
              + party
              + " is not the one it drew, expected its own, got another");
    }
  }

  void requireParty(String party, String verb) {
    if (!nonces.containsKey(party)) {
      throw new ProtocolException(
          "cannot "
              + verb
              + ": "
              + party
              + " is not a party of the session, expected one of "
              + parties
              + ", got "
              + party);
    }
  }

  /** The CKKS context. */
  public CkksContext context() {
    return context;
  }

  /** The 32-byte session id, a copy. */
  public byte[] id() {
    return id.clone();
  }

  /** The hash of the plan, a copy. */
  public byte[] planHash() {
    return planHash.clone();
  }

  /** The only key that results are switched to. */
  public PublicKey querierKey() {
    return querierKey;
  }

  /** The fingerprint of the querier's key, a copy. */
  public byte[] querierFingerprint() {
    return querierFingerprint.clone();
  }

  /** The providers' nonces by name, copies. */
  public SortedMap<String, byte[]> nonces() {
    TreeMap<String, byte[]> copy = new TreeMap<>();
    nonces.forEach((party, nonce) -> copy.put(party, nonce.clone()));
    return Collections.unmodifiableSortedMap(copy);
  }

  /** The providers' names, sorted. */
  public List<String> parties() {
    return parties;
  }
}

package parley.mhe.vault;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.PartyService;
import parley.mhe.party.PartyStatus;
import parley.mhe.party.cohort.CohortUse;
import parley.mhe.party.ledger.LedgerHead;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.PrivateInput;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.ShareSeeds;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * A party that lives in a vault, as its provider's executor sees it. It holds no share and no key:
 * what it gets is shares that may leave, and the seed of one upload at a time. Thread-safe.
 */
public final class VaultClient implements PartyService {
  private final PartyPlan plan;
  private final String provider;
  private final VaultLink link;
  private final byte[] nonce;
  private @Nullable Opened opened;
  private boolean closed;

  /** The session in a context of this process. */
  private record Opened(CkksContext context, PublicKey querierKey, Session session) {}

  private VaultClient(PartyPlan plan, String provider, VaultLink link, VaultLink.Entry entry) {
    this.plan = plan;
    this.provider = provider;
    this.link = link;
    this.nonce = entry.nonce();
    WireReader in = entry.session();
    if (in.integer("begun", 0, 1) == 1) {
      TreeMap<String, byte[]> nonces = new TreeMap<>();
      for (int i = in.integer("providers", 1, 1 << 16); i > 0; i--) {
        nonces.put(in.text("provider"), in.bytes("nonce", 32));
      }
      this.opened = open(plan, nonces, in.bytes("querier's key"));
    }
    in.end();
  }

  /**
   * A new party in the vault that listens at a socket.
   *
   * @throws VaultException when there is none
   * @throws parley.mhe.party.plan.RefusedException when it was not started for this provider
   */
  static VaultClient join(Path socket, PartyPlan plan, String provider, VaultTimeouts timeouts) {
    return enter(socket, plan, provider, null, timeouts);
  }

  /**
   * A party of a session that the vault keeps.
   *
   * @param nonce the party's nonce in that session; empty for the newest of the plan
   * @throws VaultException when no vault listens
   * @throws parley.mhe.party.secret.KeyException when it keeps no such session
   */
  static VaultClient resume(
      Path socket, PartyPlan plan, String provider, byte[] nonce, VaultTimeouts timeouts) {
    return enter(socket, plan, provider, nonce, timeouts);
  }

  private static VaultClient enter(
      Path socket,
      PartyPlan plan,
      String provider,
      byte @Nullable [] nonce,
      VaultTimeouts timeouts) {
    VaultLink link = new VaultLink(provider, socket, plan.toBytes(), timeouts);
    try {
      return new VaultClient(plan, provider, link, link.enter(nonce));
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private static Opened open(PartyPlan plan, SortedMap<String, byte[]> nonces, byte[] querierKey) {
    CkksContext context = CkksContext.open(plan.parameters());
    try {
      byte[] publicKey = QuerierCredential.fromBytes(querierKey).publicKey();
      PublicKey key = PublicKey.fromBytes(context, publicKey);
      return new Opened(context, key, Session.open(context, plan.hash(), key, nonces));
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  private static WireWriter request(Operation operation) {
    return new WireWriter().add(operation.name());
  }

  @Override
  public PartyPlan plan() {
    return plan;
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public byte[] nonce() {
    return nonce.clone();
  }

  @Override
  public synchronized byte[] begin(SortedMap<String, byte[]> nonces, byte[] querierKey) {
    WireWriter request = request(Operation.BEGIN).add(nonces.size());
    nonces.forEach((name, value) -> request.add(name).add(value));
    byte[] id = link.call(request.add(querierKey));
    if (opened == null) {
      opened = open(plan, nonces, querierKey);
    }
    if (!MessageDigest.isEqual(id, session().id())) {
      throw new VaultException(
          "cannot begin the session of "
              + provider
              + ": its vault is in another, expected the same id, got another");
    }
    return id;
  }

  @Override
  public synchronized Session session() {
    if (closed) {
      throw new IllegalStateException("cannot use the party " + provider + ": it is closed");
    }
    if (opened == null) {
      throw new IllegalStateException(
          "cannot answer for " + provider + ": the session has not begun, expected begin() first");
    }
    return opened.session();
  }

  @Override
  public void acceptKeys(KeysDigest keys) {
    link.call(request(Operation.KEYS).add(keys.toBytes()));
  }

  @Override
  public byte[] answer(CollectiveProtocol request) {
    byte[] id = request.transcript().id();
    return link.call(request(Operation.ANSWER).add(id), () -> EncodedRequests.of(request));
  }

  @Override
  public byte[] answer(ConvertingRefresh request, PrivateInput input) {
    byte[] id = request.transcript().id();
    return link.call(
        request(Operation.ANSWER_PRIVATE).add(id),
        () -> EncodedRequests.of(request),
        input::toBytes);
  }

  @Override
  public byte[] commitment(byte[] dataHash) {
    return link.call(request(Operation.COMMITMENT).add(dataHash));
  }

  @Override
  public boolean asksForRows() {
    return link.call(request(Operation.ASKS_FOR_ROWS))[0] == 1;
  }

  @Override
  public boolean admit(UploadDigest request, CohortUse use) {
    return link.call(request(Operation.ADMIT).add(request.toBytes()), use::toBytes)[0] == 1;
  }

  @Override
  public ShareSeeds uploadSeeds(UploadDigest request, byte[] privateInputHash) {
    return ShareSeeds.restore(
        link.call(request(Operation.UPLOAD_SEEDS).add(request.toBytes()).add(privateInputHash)));
  }

  @Override
  public void acknowledge(String step, int attempt, int round) {
    link.call(request(Operation.ACKNOWLEDGE).add(step).add(attempt).add(round));
  }

  @Override
  public boolean answered(String protocol, Place where) {
    WireWriter request = request(Operation.ANSWERED).add(protocol);
    where.writeTo(request);
    return link.call(request)[0] == 1;
  }

  @Override
  public int nextRound(String step) {
    byte[] value = link.call(request(Operation.NEXT_ROUND).add(step));
    return new WireReader(value, "answer of a vault").integer("round");
  }

  @Override
  public LedgerHead ledgerHead() {
    return LedgerHead.fromBytes(link.call(request(Operation.LEDGER_HEAD)));
  }

  @Override
  public PartyStatus status() {
    return PartyStatus.fromBytes(link.call(request(Operation.STATUS)));
  }

  /** Ends this process's use of the party; the vault keeps it. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    link.close();
    if (opened != null) {
      opened.querierKey().close();
      opened.context().close();
    }
  }

  /** Its name only. */
  @Override
  public String toString() {
    return "VaultClient[" + provider + "]";
  }
}

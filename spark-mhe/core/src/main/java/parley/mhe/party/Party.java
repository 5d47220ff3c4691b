package parley.mhe.party;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.SecretKeyShare;
import parley.mhe.ckks.SecurityTable;
import parley.mhe.party.cohort.CohortGuard.Query;
import parley.mhe.party.cohort.CohortUse;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.ledger.Ledger;
import parley.mhe.party.ledger.LedgerHead;
import parley.mhe.party.ledger.LedgerRecords;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.KnownAlgorithms;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.PolicyPlaces;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.party.store.KeyStore;
import parley.mhe.party.store.StoreContent;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.MaskedProduct;
import parley.mhe.protocol.PartySecrets;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.PrivateInput;
import parley.mhe.protocol.RelinearisationRoundTwo;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.Share;
import parley.mhe.protocol.ShareSeeds;
import parley.mhe.protocol.Transcript;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * A data provider's part of a session: it holds the secret-key share, accepts one plan, and answers
 * the requests of that plan, each once. What comes in and goes out is bytes, so that it can run in
 * another process. Asked again, it gives the same bytes; asked for something else in the same
 * place, or for anything beside the plan, it throws {@link RefusedException}. Thread-safe; never
 * serialised.
 *
 * <p>All randomness of an answer is derived from the party's key, the content of the request and
 * its private input, so two requests that differ never share randomness, and a request that is
 * repeated gets what it got. The collective protocols are those of Mouchet et al., <a
 * href="https://eprint.iacr.org/2020/304">ePrint 2020/304</a>.
 */
public final class Party implements PartyService {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PartyPlan plan;
  private final String provider;
  private final byte[] nonce;
  private final Seed key;
  private final @Nullable KeyStore store;
  private final PartyGuard guard;
  private @Nullable State state;
  private boolean closed;
  private boolean keysLogged;

  /** What a party has once its session began. */
  private record State(
      CkksContext context,
      PublicKey querierKey,
      Session session,
      PartySecrets secrets,
      Ledger ledger,
      RefreshedOutputs outputs) {

    PlanCheck check(PartyPlan plan) {
      return new PlanCheck(plan, ledger, outputs);
    }
  }

  private Party(
      PartyPlan plan, byte[] nonce, Seed key, @Nullable KeyStore store, PartyGuard guard) {
    this.plan = plan;
    this.provider = guard.provider();
    this.nonce = nonce;
    this.key = key;
    this.store = store;
    this.guard = guard;
  }

  /**
   * Accepts a plan, and draws the nonce and the key of the derived randomness from the operating
   * system.
   *
   * @param provider this provider's name in the plan
   * @throws RefusedException when the provider is not in the plan, a number in it is below its
   *     floor, or it is not the one that its algorithm gives, see {@link KnownAlgorithms#require}
   */
  public static Party join(PartyPlan plan, String provider) {
    return join(plan, provider, null);
  }

  /**
   * As {@link #join(PartyPlan, String)}; share, session and ledger are kept in a store.
   *
   * @throws ParleyException when the store holds a session already
   */
  public static Party join(PartyPlan plan, String provider, @Nullable KeyStore store) {
    return join(plan, provider, store, PolicyPlaces.ofThisProcess().policies(provider, null));
  }

  /**
   * As {@link #join(PartyPlan, String, KeyStore)}, under these policies.
   *
   * @throws parley.mhe.party.policy.PolicyException when one of them does not allow the plan
   */
  public static Party join(
      PartyPlan plan, String provider, @Nullable KeyStore store, List<ProviderPolicy> policies) {
    if (!plan.providers().contains(provider)) {
      throw new RefusedException(
          "cannot join: the plan does not name the provider, expected one of "
              + plan.providers()
              + ", got "
              + provider);
    }
    PlanFloors.require(plan);
    plan.requireExactSums();
    KnownAlgorithms.ofThisProcess().require(plan);
    if (store != null) {
      store.requireEmpty();
    }
    PartyGuard guard = new PartyGuard(provider, policies);
    guard.requirePlan(plan, true);
    byte[] nonce = new byte[32];
    RANDOM.nextBytes(nonce);
    return new Party(plan, nonce, Seed.fresh(), store, guard);
  }

  /**
   * Goes on with the session in a store, after its last answer.
   *
   * @throws ParleyException when the key or the ledger is missing, altered or another session's
   */
  public static Party resume(KeyStore store) {
    return resume(store, null);
  }

  /**
   * As {@link #resume(KeyStore)}, under the policies of this process and one that the driver named.
   *
   * @param driversPolicy a policy file, or a folder with one for each provider; or null
   * @throws parley.mhe.party.policy.PolicyException when a policy does not allow the session
   */
  public static Party resume(KeyStore store, @Nullable Path driversPolicy) {
    KeyStore.Opened opened = store.open();
    Party party = null;
    try {
      StoreContent content = opened.content();
      WireReader in = new WireReader(content.session(), "stored session");
      TreeMap<String, byte[]> nonces = new TreeMap<>();
      for (int i = in.integer("providers", 2, 1 << 16); i > 0; i--) {
        nonces.put(in.text("provider"), in.bytes("nonce", 32));
      }
      byte[] querierKey = in.bytes("querier's key");
      in.end();
      byte[] nonce = nonces.get(content.provider());
      if (nonce == null) {
        throw in.refuse(
            "the provider is not in its session, expected " + content.provider() + ", got none");
      }
      PartyGuard guard =
          new PartyGuard(
              content.provider(),
              PolicyPlaces.ofThisProcess().policies(content.provider(), driversPolicy));
      guard.requirePlan(content.plan(), false);
      Party restored = new Party(content.plan(), nonce, Seed.of(content.key()), store, guard);
      restored.open(nonces, querierKey, content.share(), opened.records());
      party = restored;
      return restored;
    } finally {
      opened.content().forget();
      if (party == null) {
        store.close();
      }
    }
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
    requireOpen();
    if (state == null) {
      if (!List.copyOf(nonces.keySet()).equals(plan.providers())) {
        throw new RefusedException(
            "cannot begin the session: other providers, expected "
                + plan.providers()
                + ", got "
                + nonces.keySet());
      }
      open(nonces, querierKey, null, null);
      return session().id();
    }
    Session repeated = Session.open(state.context, plan.hash(), state.querierKey, nonces);
    byte[] fingerprint = sha256(QuerierCredential.fromBytes(querierKey).publicKey());
    if (!MessageDigest.isEqual(repeated.id(), session().id())
        || !MessageDigest.isEqual(fingerprint, state.querierKey.fingerprint())) {
      throw new RefusedException(
          "cannot begin the session: it began with other nonces or another querier, expected the"
              + " same, got others");
    }
    return session().id();
  }

  private void open(
      SortedMap<String, byte[]> nonces,
      byte[] querierKeyBytes,
      byte @Nullable [] exportedShare,
      @Nullable List<byte[]> storedLedger) {
    QuerierCredential credential = QuerierCredential.fromBytes(querierKeyBytes);
    guard.requireQuerier(plan, credential);
    CkksContext context = CkksContext.open(plan.parameters());
    PublicKey querierKey = null;
    SecretKeyShare share = null;
    try {
      if (!MessageDigest.isEqual(context.fingerprint(), plan.fingerprint())) {
        throw new RefusedException(
            "cannot begin the session: the plan's ring is not this library's, expected the same"
                + " primes and roots, got others");
      }
      if (exportedShare == null) {
        requireSecure(context);
      }
      querierKey = PublicKey.fromBytes(context, credential.publicKey());
      Session session = Session.open(context, plan.hash(), querierKey, nonces);
      session.requireNonce(provider, nonce);
      share =
          exportedShare == null
              ? SecretKeyShare.generate(
                  context, key.derive("parley/secret-key-share/1", session.id()))
              : SecretKeyShare.restore(context, exportedShare, SecretAccess.forKeyStore());
      Ledger ledger = new Ledger(plan);
      if (storedLedger != null) {
        storedLedger.forEach(record -> LedgerRecords.replay(ledger, record));
      }
      guard.began(session, credential, exportedShare == null);
      if (store != null && exportedShare == null) {
        create(store, nonces, querierKeyBytes, session, share);
      }
      state =
          new State(
              context,
              querierKey,
              session,
              new PartySecrets(provider, share, key),
              ledger,
              new RefreshedOutputs(context));
    } finally {
      if (state == null) {
        if (share != null) {
          share.close();
        }
        if (querierKey != null) {
          querierKey.close();
        }
        context.close();
      }
    }
  }

  /** What was encrypted under earlier limits stays readable; nothing new is. */
  private static void requireSecure(CkksContext context) {
    if (!context.parameters().insecure() && context.securityBits() < SecurityTable.BITS) {
      throw new RefusedException(
          "cannot begin the session: the ring is not secure by today's estimates, expected log QP"
              + " of at most "
              + SecurityTable.mostLogQP(context.parameters().logRingDimension())
              + " ("
              + SecurityTable.BITS
              + " bits), got "
              + context);
    }
  }

  private void create(
      KeyStore target,
      SortedMap<String, byte[]> nonces,
      byte[] querierKey,
      Session session,
      SecretKeyShare share) {
    WireWriter out = new WireWriter().add(nonces.size());
    nonces.forEach((name, value) -> out.add(name).add(value));
    out.add(querierKey);
    SecretAccess access = SecretAccess.forKeyStore();
    StoreContent content =
        new StoreContent(
            plan,
            provider,
            session.id(),
            out.toBytes(),
            key.export(access),
            share.export(access),
            List.of());
    try {
      target.create(content);
    } finally {
      content.forget();
    }
  }

  @Override
  public synchronized Session session() {
    return state().session;
  }

  /** Whether its session has begun. */
  public synchronized boolean begun() {
    return state != null;
  }

  private State state() {
    requireOpen();
    if (state == null) {
      throw new IllegalStateException(
          "cannot answer for " + provider + ": the session has not begun, expected begin() first");
    }
    return state;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("cannot use the party " + provider + ": it is closed");
    }
  }

  @Override
  public synchronized void acceptKeys(KeysDigest keys) {
    State now = state();
    byte[] hash = keys.hash();
    guard.watched(
        now.session,
        plan,
        () -> {
          if (now.ledger.keys() == null) {
            keys.require(now.session, plan);
            if (store != null) {
              store.append(LedgerRecords.keys(hash), "the keys were not accepted");
            }
          }
          now.ledger.acceptKeys(hash);
          return hash;
        });
    if (!keysLogged) {
      guard.keysAccepted(now.session, hash);
      keysLogged = true;
    }
  }

  /**
   * Answers a request of a collective protocol.
   *
   * @param request wire form of the request
   * @return wire form of the share
   * @throws RefusedException when the request deviates from the plan or the ledger
   * @throws ParleyException when it is malformed
   */
  public byte[] answer(byte[] request) {
    try (CollectiveProtocol decoded = CollectiveProtocol.fromBytes(session(), request)) {
      return answer(decoded);
    }
  }

  @Override
  public byte[] answer(CollectiveProtocol request) {
    return answer(request, now -> answerOnce(now, request, Ledger.none(), genShare(now, request)));
  }

  @Override
  public byte[] answer(ConvertingRefresh request, PrivateInput input) {
    return answer(
        request,
        now -> {
          requireCommitment(now, request, input);
          return answerOnce(
              now, request, input.hash(), secrets -> request.genShare(secrets, input));
        });
  }

  private synchronized byte[] answer(CollectiveProtocol request, Function<State, byte[]> action) {
    State now = state();
    return guard.watched(
        now.session, plan, request.transcript(), request.openings(), () -> action.apply(now));
  }

  private Function<PartySecrets, Share> genShare(State now, CollectiveProtocol request) {
    if (!(request instanceof MaskedProduct product)) {
      return request::genShare;
    }
    requireKeys(now, product);
    return secrets -> {
      // The plan's check has found it.
      Ledger.Entry masking = now.ledger.withId(product.masked().requestId());
      return product.genShare(
          secrets, ConvertingStep.privateHash(Objects.requireNonNull(masking).masks));
    };
  }

  /** The request's public key is the one among the accepted keys. */
  private void requireKeys(State now, MaskedProduct product) {
    KeysDigest keys = KeysDigest.fromBytes(product.keys());
    requireKeys(now, "answer", product.transcript(), keys.hash());
    if (!Arrays.deepEquals(keys.publicKey().toArray(), product.publicKeyHashes().toArray())) {
      throw new RefusedException(
          "cannot answer at "
              + product.transcript().where()
              + " for "
              + provider
              + ": the public key in the request is another, expected the session's, got another");
    }
  }

  private void requireCommitment(State now, ConvertingRefresh request, PrivateInput input) {
    requireSession(request.session());
    if (request.takesPrivateInput() && !request.holdsCommitment(now.secrets, input)) {
      throw new RefusedException(
          "cannot answer at "
              + request.transcript().where()
              + ": the request does not hold the commitment of "
              + provider
              + " to its private data, expected its own, got another");
    }
  }

  @Override
  public synchronized byte[] commitment(byte[] dataHash) {
    State now = state();
    return now.secrets.commitment(now.session, dataHash);
  }

  private byte[] answerOnce(
      State now,
      CollectiveProtocol request,
      byte[] privateHash,
      Function<PartySecrets, Share> genShare) {
    requireSession(request.session());
    Transcript transcript = request.transcript();
    PlanStep step = plan.step(transcript.where().step());
    KeyStore witness = request instanceof RelinearisationRoundTwo ? store : null;
    if (witness != null) {
      witness.requireWitnesses();
    }
    Ledger.Entry before =
        now.ledger.replay(transcript.protocol(), transcript.where(), transcript.id());
    if (before != null) {
      if (witness != null) {
        witness.witness(transcript.id());
      }
      guard.answered(now.session, plan, transcript, request.openings(), before.answerHash);
      byte[] kept = before.answer();
      return kept != null ? kept : again(now, genShare, before);
    }
    PlanCheck check = now.check(plan);
    check.require(step, request);
    byte[] opened = request.opened();
    now.ledger.requireFree(step, transcript.where(), opened);
    guard.requireBudgets(plan, step, request.openings(), now.ledger);
    guard.requireGoesOn(now.session, step);
    byte[] answer = share(now, genShare);
    byte[] hash = sha256(answer);
    enter(
        now,
        step,
        new Ledger.Entry(
            transcript.protocol(),
            transcript.where(),
            transcript.id(),
            hash,
            opened,
            check.masks(request, privateHash)),
        answer);
    if (witness != null) {
      witness.witness(transcript.id());
    }
    guard.answered(now.session, plan, transcript, request.openings(), hash);
    return answer;
  }

  private static byte[] share(State now, Function<PartySecrets, Share> genShare) {
    try (Share share = genShare.apply(now.secrets)) {
      return share.toBytes();
    }
  }

  private byte[] again(State now, Function<PartySecrets, Share> genShare, Ledger.Entry before) {
    byte[] answer = share(now, genShare);
    if (!MessageDigest.isEqual(sha256(answer), before.answerHash)) {
      throw new RefusedException(
          "cannot answer at "
              + before.where
              + " again: the share differs from the one that left, expected the same bytes, got"
              + " others");
    }
    now.ledger.restore(before, answer);
    return answer;
  }

  @Override
  public synchronized boolean asksForRows() {
    requireOpen();
    return guard.cohorts().asks();
  }

  @Override
  public synchronized boolean admit(UploadDigest request, CohortUse use) {
    State now = state();
    Query query = query(request);
    try {
      return guard.watched(
          now.session,
          plan,
          request.transcript(),
          0,
          () -> {
            requireSession(request.session());
            now.check(plan).require(plan.step(query.step(), UploadStep.class), request);
            guard.cohorts().admit(query, request.args(), use);
            return true;
          });
    } catch (PolicyException e) {
      // What refused is in the log; at the gate nobody is named.
      if (query.isGate()) {
        return false;
      }
      throw e;
    }
  }

  private Query query(UploadDigest request) {
    Transcript transcript = request.transcript();
    HexFormat hex = HexFormat.of();
    return new Query(
        hex.formatHex(request.session().id()),
        hex.formatHex(transcript.id()),
        transcript.where().step(),
        Gate.of(plan).orElse(null));
  }

  @Override
  public synchronized ShareSeeds uploadSeeds(UploadDigest request, byte[] privateInputHash) {
    State now = state();
    return guard.watched(
        now.session,
        plan,
        request.transcript(),
        0,
        () -> seedsOnce(now, request, privateInputHash));
  }

  private ShareSeeds seedsOnce(State now, UploadDigest request, byte[] privateInputHash) {
    requireSession(request.session());
    requireKeys(now, "upload", request.transcript(), request.keys());
    Transcript transcript = request.transcript();
    UploadStep step = plan.step(transcript.where().step(), UploadStep.class);
    byte[] privateHash = sha256(privateInputHash);
    Ledger.Entry before =
        now.ledger.replay(UploadRequest.NAME, transcript.where(), transcript.id());
    if (before == null) {
      now.check(plan).require(step, request);
      if (step.protocol() == ProtocolKind.SUMS) {
        guard.cohorts().requireAdmitted(query(request));
      }
      guard.requireGoesOn(now.session, step);
      now.ledger.requireFree(step, transcript.where(), Ledger.none());
      enter(
          now,
          step,
          new Ledger.Entry(
              UploadRequest.NAME,
              transcript.where(),
              transcript.id(),
              privateHash,
              Ledger.none(),
              Ledger.none()),
          null);
    } else if (!MessageDigest.isEqual(before.answerHash, privateHash)) {
      throw new RefusedException(
          "cannot upload at "
              + transcript.where()
              + " again: the private data changed, expected the same rows, got others");
    }
    guard.answered(now.session, plan, transcript, 0, null);
    return ShareSeeds.of(now.secrets, transcript.id(), privateInputHash);
  }

  private void enter(State now, PlanStep step, Ledger.Entry entry, byte @Nullable [] answer) {
    long millis = System.currentTimeMillis();
    byte[] record = LedgerRecords.answer(entry, millis);
    if (store != null) {
      store.append(record, "the answer did not leave");
    }
    now.ledger.enter(step, entry, answer);
    now.ledger.advance(record, millis);
  }

  private void requireKeys(State now, String verb, Transcript transcript, byte[] keys) {
    byte[] accepted = now.ledger.keys();
    if (accepted == null || !MessageDigest.isEqual(accepted, keys)) {
      throw new RefusedException(
          "cannot "
              + verb
              + " at "
              + transcript.where()
              + " for "
              + provider
              + ": the session's keys "
              + (accepted == null ? "have not come" : "are others")
              + ", expected those that all providers accepted, got "
              + HexFormat.of().formatHex(keys));
    }
  }

  private void requireSession(Session other) {
    if (!MessageDigest.isEqual(other.id(), state().session.id())) {
      throw new RefusedException(
          "cannot answer for "
              + provider
              + ": the request is of another session, expected its own, got another");
    }
  }

  @Override
  public synchronized void acknowledge(String step, int attempt, int round) {
    if (state().ledger.acknowledge(step, attempt, round) && store != null) {
      store.append(
          LedgerRecords.acknowledgement(step, attempt, round), "the round is not acknowledged");
    }
  }

  @Override
  public synchronized boolean answered(String protocol, Place where) {
    return !closed && state != null && state.ledger.at(protocol, where) != null;
  }

  @Override
  public synchronized int nextRound(String step) {
    return state().ledger.nextRound(step);
  }

  @Override
  public synchronized PartyStatus status() {
    requireOpen();
    if (store != null && state != null) {
      store.requireKept(state.session.id());
    }
    return guard.status(plan, state == null ? null : state.ledger);
  }

  @Override
  public synchronized LedgerHead ledgerHead() {
    return state().ledger.head();
  }

  /** Entries in the ledger. */
  public synchronized int ledgerSize() {
    return state().ledger.size();
  }

  /** Bytes of answers that wait for their acknowledgement. */
  public synchronized long ledgerBytes() {
    return state().ledger.openBytes();
  }

  /** Frees the share; idempotent. A store stays as it is. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    key.destroy();
    if (state != null) {
      state.secrets.close();
      state.querierKey.close();
      state.context.close();
    }
    if (store != null) {
      store.close();
    }
  }

  private static byte[] sha256(byte[] bytes) {
    return WireWriter.sha256Digest().digest(bytes);
  }

  /** Its name only. */
  @Override
  public String toString() {
    return "Party[" + provider + "]";
  }
}

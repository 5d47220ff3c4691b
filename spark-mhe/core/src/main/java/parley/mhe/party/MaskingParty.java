package parley.mhe.party;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.mhe.masking.Advertisement;
import parley.mhe.masking.MaskCohort;
import parley.mhe.masking.MaskSecrets;
import parley.mhe.masking.MaskSession;
import parley.mhe.masking.MaskedInput;
import parley.mhe.masking.MaskedSum;
import parley.mhe.masking.MaskedVector;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.masking.ShareBundle;
import parley.mhe.masking.UnmaskAnswer;
import parley.mhe.party.ledger.MaskLedger;
import parley.mhe.party.ledger.MaskLedger.Question;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.Seed;

/**
 * A data provider's part of sums under masks: it accepts one plan, and answers each question of it
 * once. Asked again, it gives the same bytes; asked for something else in the same place, or for a
 * second unmasking of a round, it throws {@link RefusedException}. Thread-safe; never serialised.
 *
 * <p>All its secrets come from one key that it draws and never tells. It has no store: a process
 * that is lost ends its session, and answers nothing twice.
 */
public final class MaskingParty implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final MaskingPlan plan;
  private final byte[] nonce;
  private final Seed key;
  private final MaskSecrets secrets;
  private final MaskingGuard guard;
  private final MaskLedger ledger = new MaskLedger();
  private final Map<Place, MaskCohort> cohorts = new HashMap<>();
  private final Map<Place, SortedMap<String, ShareBundle>> received = new HashMap<>();
  private final Map<Place, MaskedSum> sums = new HashMap<>();
  private @Nullable MaskSession session;
  private boolean closed;

  private MaskingParty(MaskingPlan plan, byte[] nonce, Seed key, MaskingGuard guard) {
    this.plan = plan;
    this.nonce = nonce;
    this.key = key;
    this.secrets = new MaskSecrets(guard.provider(), key);
    this.guard = guard;
  }

  /**
   * Accepts a plan, and draws the nonce and the key from the operating system.
   *
   * @param provider this provider's name in the plan
   * @throws RefusedException when the plan does not name it
   * @throws parley.mhe.party.policy.PolicyException when a policy does not allow the plan
   */
  public static MaskingParty join(
      MaskingPlan plan, String provider, List<ProviderPolicy> policies) {
    if (!plan.providers().contains(provider)) {
      throw new RefusedException(
          "cannot join: the plan does not name the provider, expected one of "
              + plan.providers()
              + ", got "
              + provider);
    }
    MaskingGuard guard = new MaskingGuard(provider, policies);
    guard.requirePlan(plan);
    byte[] nonce = new byte[MaskSession.NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return new MaskingParty(plan, nonce, Seed.fresh(), guard);
  }

  /** The plan it accepted. */
  public MaskingPlan plan() {
    return plan;
  }

  /** Its name. */
  public String provider() {
    return secrets.provider();
  }

  /** The nonce it drew, a copy. */
  public byte[] nonce() {
    return nonce.clone();
  }

  /**
   * Begins the session; the same call again changes nothing.
   *
   * @return its id
   * @throws RefusedException when its own nonce is not among them, or it began with others
   */
  public synchronized byte[] begin(SortedMap<String, byte[]> nonces) {
    requireOpen();
    MaskSession begun = MaskSession.open(plan, nonces);
    byte[] own = nonces.get(provider());
    if (own == null || !MessageDigest.isEqual(own, nonce)) {
      throw new RefusedException(
          "cannot begin masked sums: the nonce of "
              + provider()
              + " is another, expected its own, got another");
    }
    if (session == null) {
      guard.began(begun);
      session = begun;
    } else if (!MessageDigest.isEqual(session.id(), begun.id())) {
      throw new RefusedException(
          "cannot begin masked sums: they began with other nonces, expected the same, got others");
    }
    return begun.id();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("cannot use the party " + provider() + ": it is closed");
    }
  }

  private MaskSession session() {
    requireOpen();
    if (session == null) {
      throw new IllegalStateException(
          "cannot answer for " + provider() + ": the session has not begun");
    }
    return session;
  }

  /** Does it, and writes a refusal down. */
  private <T> T watched(Place where, Supplier<T> action) {
    MaskSession now = session();
    return guard.watched(now, where, action);
  }

  private Place begun(Place where) {
    plan.step(where.step());
    ledger.requireCurrent(where);
    return plan.keysOf(where);
  }

  /**
   * Phase 0: its public keys for the attempt at a place.
   *
   * @throws RefusedException when a later attempt began, or the round was unmasked
   */
  public synchronized Advertisement advertise(Place where) {
    return watched(where, () -> MaskCohort.advertise(session(), begun(where), secrets));
  }

  /**
   * Phase 1: takes the keys of all, once, and gives what it sends to those that it masks with.
   *
   * @throws RefusedException when its own keys are not among them, or others came before
   */
  public synchronized List<ShareBundle> share(Place where, Collection<Advertisement> keys) {
    return watched(
        where,
        () -> {
          Place keysAt = begun(where);
          MaskCohort cohort = MaskCohort.of(session(), keysAt, keys);
          requireOwn(MaskCohort.advertise(session(), keysAt, secrets), keys);
          ledger.once(Question.KEYS, keysAt, cohort.hash());
          forgetBefore(keysAt);
          cohorts.put(keysAt, cohort);
          return cohort.share(secrets);
        });
  }

  private void requireOwn(Advertisement own, Collection<Advertisement> keys) {
    for (Advertisement one : keys) {
      if (one.provider().equals(provider())
          && MessageDigest.isEqual(one.toBytes(), own.toBytes())) {
        return;
      }
    }
    throw new RefusedException(
        "cannot mask: the keys of "
            + provider()
            + " are not among those of the cohort, expected its own, got others");
  }

  /** Of a step one round is current; what belongs to earlier ones is not asked for again. */
  private void forgetBefore(Place keysAt) {
    cohorts.keySet().removeIf(at -> at.step().equals(keysAt.step()) && at.round() < keysAt.round());
    received
        .keySet()
        .removeIf(at -> at.step().equals(keysAt.step()) && at.round() < keysAt.round());
    sums.keySet().removeIf(at -> at.step().equals(keysAt.step()) && at.round() < keysAt.round());
  }

  /**
   * Takes what others sealed for it, once.
   *
   * @throws RefusedException when others came before, or they are not for it
   */
  public synchronized void receive(Place where, Collection<ShareBundle> bundles) {
    watched(
        where,
        () -> {
          Place keysAt = begun(where);
          cohort(keysAt);
          TreeMap<String, ShareBundle> all = new TreeMap<>();
          for (ShareBundle bundle : bundles) {
            if (!bundle.to().equals(provider()) || all.put(bundle.from(), bundle) != null) {
              throw new RefusedException(
                  "cannot mask: what "
                      + bundle.from()
                      + " sealed is for another or came twice, expected "
                      + provider()
                      + ", got "
                      + bundle.to());
            }
          }
          WireWriter list = new WireWriter();
          all.values().forEach(bundle -> list.add(bundle.toBytes()));
          ledger.once(Question.SHARES, keysAt, list.sha256());
          received.put(keysAt, all);
          return all;
        });
  }

  private MaskCohort cohort(Place keysAt) {
    MaskCohort cohort = cohorts.get(keysAt);
    if (cohort == null) {
      throw new RefusedException(
          "cannot answer at " + keysAt + ": the keys have not come, expected them first");
    }
    return cohort;
  }

  private SortedMap<String, ShareBundle> received(Place keysAt) {
    SortedMap<String, ShareBundle> bundles = received.get(keysAt);
    if (bundles == null) {
      throw new RefusedException(
          "cannot answer at " + keysAt + ": the shares have not come, expected them first");
    }
    return bundles;
  }

  /**
   * Phase 2: its integers under its masks; the same again for the same integers.
   *
   * @param asked who is in the attempt
   * @throws RefusedException when others were asked there, its integers changed, or the round was
   *     unmasked
   */
  public synchronized MaskedInput input(
      Place where, Collection<String> asked, MaskedVector integers) {
    return watched(
        where,
        () -> {
          Place keysAt = begun(where);
          MaskedSum sum = MaskedSum.of(cohort(keysAt), where, asked);
          byte[] id =
              new WireWriter().add(sum.id()).add(integers.bits()).add(integers.toBytes()).sha256();
          ledger.once(Question.INPUT, where, id);
          sums.put(where, sum);
          return sum.genShare(secrets, received(keysAt), integers);
        });
  }

  private MaskedSum sum(Place where) {
    MaskedSum sum = sums.get(where);
    if (sum == null) {
      throw new RefusedException(
          "cannot answer at " + where + ": no integers left for it, expected them first");
    }
    return sum;
  }

  /**
   * Phase 3: vouches for who is in the sum, once.
   *
   * @throws RefusedException when it vouched for others
   */
  public synchronized SortedMap<String, byte[]> vouch(Place where, SortedSet<String> included) {
    return watched(
        where,
        () -> {
          MaskedSum sum = sum(where);
          begun(where);
          ledger.once(Question.VOUCH, where, sum.unmaskId(included));
          return sum.vouch(secrets, received(plan.keysOf(where)), included);
        });
  }

  /**
   * Phase 4: tells what unmasks the sum over these, once a round.
   *
   * @param included whose integers are in the sum
   * @param codes what others vouch with for it, by their names; empty where the plan has none
   * @throws RefusedException when the round was unmasked for others or in another attempt
   * @throws parley.mhe.protocol.ProtocolException when they are too few
   */
  public synchronized UnmaskAnswer unmask(
      Place where, SortedSet<String> included, Map<String, byte[]> codes) {
    return watched(
        where,
        () -> {
          MaskedSum sum = sum(where);
          begun(where);
          SortedMap<String, ShareBundle> bundles = received(plan.keysOf(where));
          if (plan.consistency()) {
            sum.requireVouchedFor(secrets, bundles, included, codes);
          }
          UnmaskAnswer answer = sum.unmask(secrets, bundles, included);
          byte[] id = sum.unmaskId(included);
          if (!ledger.unmasked(where, id)) {
            ledger.unmask(where, id);
          }
          guard.unmasked(session(), sum, id);
          return answer;
        });
  }

  /** Forgets the key; idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    key.destroy();
    cohorts.clear();
    received.clear();
    sums.clear();
  }

  /** Its name only. */
  @Override
  public String toString() {
    return "MaskingParty[" + provider() + "]";
  }
}

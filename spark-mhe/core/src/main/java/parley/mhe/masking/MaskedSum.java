package parley.mhe.masking;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * One attempt at one sum: {@code genShare} at every provider, {@code aggregateShares} on the way,
 * {@code unmask} at those who stayed, {@code finalise} at the server. Providers and server build it
 * alike; it keeps nothing of what was answered, which is the party's to do: on its own it protects
 * from no one who asks twice. Immutable, thread-safe.
 *
 * <p>Provider u sends y_u = x_u + PRG(b_u) + the masks between u and those after it - the masks
 * between u and those before it, modulo 2^b; phases 2 and 4 of ePrint 2017/281.
 */
public final class MaskedSum {
  private final MaskCohort cohort;
  private final Place where;
  private final MaskingStep step;
  private final SortedSet<String> asked;
  private final byte[] id;

  private MaskedSum(MaskCohort cohort, Place where, Collection<String> asked) {
    MaskingPlan plan = cohort.session().plan();
    this.cohort = cohort;
    this.where = where;
    this.step = plan.step(where.step());
    this.asked = new TreeSet<>(asked);
    this.asked.forEach(cohort::point);
    requireEnough(this.asked, "are asked");
    if (where.round() >= step.rounds() || where.attempt() >= plan.attempts()) {
      throw refuse(
          "the plan has no such round",
          "fewer than " + step.rounds() + " rounds and " + plan.attempts() + " attempts",
          "round " + where.round() + ", attempt " + where.attempt());
    }
    WireWriter list = new WireWriter().add("parley/mask-round/1").add(cohort.hash());
    where.writeTo(list);
    list.add(step.bits()).add(step.length()).add(this.asked.size());
    this.asked.forEach(list::add);
    this.id = list.sha256();
  }

  /**
   * The attempt at a place.
   *
   * @param asked whose shares came; they are asked for their integers
   * @throws ProtocolException when they are too few, not of the cohort, or the plan has no such
   *     place
   */
  public static MaskedSum of(MaskCohort cohort, Place where, Collection<String> asked) {
    return new MaskedSum(cohort, where, asked);
  }

  /** SHA-256 of all that its masks depend on, a copy. */
  public byte[] id() {
    return id.clone();
  }

  /**
   * SHA-256 of the attempt and of those whose integers are in the sum: what a party unmasks once,
   * and what its log has.
   */
  public byte[] unmaskId(SortedSet<String> included) {
    WireWriter list = new WireWriter().add("parley/unmask/1").add(id).add(included.size());
    included.forEach(list::add);
    return list.sha256();
  }

  /** Where it stands. */
  public Place where() {
    return where;
  }

  /** Who is asked. */
  public SortedSet<String> asked() {
    return new TreeSet<>(asked);
  }

  /** The plan's step. */
  public MaskingStep step() {
    return step;
  }

  /** The cohort. */
  public MaskCohort cohort() {
    return cohort;
  }

  private void requireEnough(SortedSet<String> providers, String verb) {
    MaskingPlan plan = cohort.session().plan();
    int least =
        plan.dropouts() > 0 && plan.degree() >= plan.providers().size() - 1
            ? Math.max(plan.minProviders(), plan.threshold())
            : plan.minProviders();
    if (providers.size() < least) {
      throw refuse("too few providers " + verb, "at least " + least, "" + providers.size());
    }
  }

  private SortedSet<String> partners(String provider) {
    SortedSet<String> out = cohort.neighbours(provider);
    out.retainAll(asked);
    return out;
  }

  Seed selfSeed(MaskSecrets secrets) {
    return secrets.selfSeed(cohort.session(), cohort.sharing() ? cohort.hash() : id);
  }

  byte[] selfKey(Seed selfSeed, String provider) {
    return cohort.maskKey(
        selfSeed,
        new WireWriter().add("parley/mask/1").add("self").add(id).add(provider).toBytes());
  }

  /** The mask between two providers, from the secret that they share. */
  private byte[] pairKey(byte[] secret, String first, String second, byte[] ciphertext) {
    byte[] info =
        new WireWriter()
            .add("parley/mask/1")
            .add("pair")
            .add(id)
            .add(first)
            .add(second)
            .add(cohort.keys(first).maskKey())
            .add(cohort.keys(second).maskKey())
            .add(ciphertext)
            .toBytes();
    return Hkdf.key(secret, cohort.session().id(), info);
  }

  byte[] pairKey(MaskKeys keys, String owner, String other, Map<String, ShareBundle> received) {
    if (owner.compareTo(other) < 0) {
      MaskKeys.Sent sent = cohort.maskSecret(keys, owner, other);
      return pairKey(sent.secret(), owner, other, sent.ciphertext());
    }
    byte[] ciphertext = bundle(received, other, owner).maskCiphertext();
    byte[] secret = keys.receive(cohort.keys(other).maskKey(), ciphertext);
    return pairKey(secret, other, owner, ciphertext);
  }

  /**
   * Phase 2: a provider's integers under its masks.
   *
   * @param received what the others sent to it, by sender
   * @param integers this provider's, which stay as they are
   * @throws ProtocolException when it is not asked, something is missing or of another shape
   */
  public MaskedInput genShare(
      MaskSecrets secrets, Map<String, ShareBundle> received, MaskedVector integers) {
    String provider = secrets.provider();
    if (!asked.contains(provider)) {
      throw refuse(provider + " is not asked", asked.toString(), "another");
    }
    integers.requireShape(step.bits(), step.length());
    MaskedVector masked = integers.copy();
    masked.addStream(selfKey(selfSeed(secrets), provider), 1);
    MaskKeys keys = cohort.maskKeys(secrets.maskSeed(cohort.session(), cohort.keysAt()));
    for (String other : partners(provider)) {
      byte[] key = pairKey(keys, provider, other, received);
      masked.addStream(key, sign(provider, other));
    }
    return new MaskedInput(id(), new TreeSet<>(List.of(provider)), masked);
  }

  private static int sign(String provider, String other) {
    return provider.compareTo(other) < 0 ? 1 : -1;
  }

  /** The sum of some masked inputs of this attempt, in any order; the first is changed. */
  public MaskedInput aggregateShares(List<MaskedInput> inputs) {
    MaskedInput sum = inputs.get(0);
    requireMine(sum.round());
    for (MaskedInput next : inputs.subList(1, inputs.size())) {
      sum = sum.add(next);
    }
    return sum;
  }

  private void requireMine(byte[] round) {
    if (!MessageDigest.isEqual(round, id)) {
      throw refuse("it is of another round", "this one's id", "another");
    }
  }

  /**
   * Refuses to unmask a sum over too few, or over others than those who were asked.
   *
   * @param included whose integers are in the sum
   */
  public void requireUnmaskable(SortedSet<String> included) {
    if (!asked.containsAll(included)) {
      throw refuse(
          "the sum has providers who were not asked", asked.toString(), included.toString());
    }
    if (!cohort.sharing() && !asked.equals(included)) {
      throw refuse(
          "the plan survives no drop-out", "all of " + asked, included + "; begin a new attempt");
    }
    requireEnough(included, "are in the sum");
  }

  /**
   * Phase 3: for each that it masks with, a code that only the two can make, of who is in the sum.
   *
   * @param received what the others sent to it, by sender
   */
  public SortedMap<String, byte[]> vouch(
      MaskSecrets secrets, Map<String, ShareBundle> received, SortedSet<String> included) {
    requireUnmaskable(included);
    MaskKeys channel = cohort.channelKeys(secrets);
    String provider = secrets.provider();
    TreeMap<String, byte[]> out = new TreeMap<>();
    for (String other : partners(provider)) {
      if (included.contains(other)) {
        ShareBundle bundle = bundle(received, other, provider);
        byte[] key = cohort.vouchKey(channel, provider, provider, other, bundle);
        out.put(other, code(key, included));
      }
    }
    return out;
  }

  private byte[] code(byte[] key, SortedSet<String> included) {
    WireWriter message = new WireWriter().add(id).add(included.size());
    included.forEach(message::add);
    return Hkdf.hmac(key, message.toBytes());
  }

  /**
   * Refuses a set that too few vouch for, the provider itself included.
   *
   * @param codes what others vouch with for this provider, by their names
   */
  public void requireVouchedFor(
      MaskSecrets secrets,
      Map<String, ShareBundle> received,
      SortedSet<String> included,
      Map<String, byte[]> codes) {
    MaskKeys channel = cohort.channelKeys(secrets);
    String provider = secrets.provider();
    int agreeing = 1;
    for (String other : partners(provider)) {
      byte[] code = codes.get(other);
      if (code == null || !included.contains(other)) {
        continue;
      }
      ShareBundle bundle = bundle(received, other, provider);
      byte[] key = cohort.vouchKey(channel, provider, other, provider, bundle);
      if (MessageDigest.isEqual(code, code(key, included))) {
        agreeing++;
      }
    }
    int threshold = cohort.session().plan().threshold();
    if (agreeing < threshold) {
      throw refuse(
          "too few providers say that the sum has the same ones",
          "at least " + threshold,
          String.valueOf(agreeing));
    }
  }

  /**
   * Phase 4: what a provider tells. The party asks for it once a round.
   *
   * @param received what the others sent to it, by sender
   * @param included whose integers are in the sum, itself among them
   * @throws ProtocolException when they are too few, or a share does not open
   */
  public UnmaskAnswer unmask(
      MaskSecrets secrets, Map<String, ShareBundle> received, SortedSet<String> included) {
    requireUnmaskable(included);
    String provider = secrets.provider();
    if (!included.contains(provider)) {
      throw refuse(provider + " is not in the sum", included.toString(), "another");
    }
    TreeMap<String, byte[]> self = new TreeMap<>();
    TreeMap<String, byte[]> masks = new TreeMap<>();
    if (!cohort.sharing()) {
      self.put(provider, selfSeed(secrets).export(SecretAccess.forKeyStore()));
      return new UnmaskAnswer(provider, id(), self, masks);
    }
    self.put(
        provider,
        Objects.requireNonNull(cohort.shares(secrets).get(cohort.point(provider))).self());
    MaskKeys channel = cohort.channelKeys(secrets);
    for (String other : partners(provider)) {
      MaskCohort.Shares shares = opened(channel, bundle(received, other, provider));
      if (included.contains(other)) {
        self.put(other, shares.self());
      } else {
        masks.put(other, shares.mask());
      }
    }
    return new UnmaskAnswer(provider, id(), self, masks);
  }

  private ShareBundle bundle(Map<String, ShareBundle> received, String from, String to) {
    ShareBundle bundle = received.get(from);
    if (bundle == null || !bundle.from().equals(from) || !bundle.to().equals(to)) {
      throw refuse("the shares of " + from + " for " + to + " are missing", "them", "none");
    }
    return bundle;
  }

  private MaskCohort.Shares opened(MaskKeys channel, ShareBundle bundle) {
    MaskCohort.Shares shares = cohort.open(channel, bundle);
    if (shares == null) {
      throw refuse(
          "the shares of " + bundle.from() + " for " + bundle.to() + " do not open",
          "those that it sealed",
          "others");
    }
    return shares;
  }

  /**
   * The sum.
   *
   * @param sum masked, of those who stayed
   * @param sent all that providers sent one another, as the server passed it on
   * @param answers of those who stayed; all of them without drop-outs, else enough
   * @return exactly the sum of their integers, modulo 2^b
   * @throws ProtocolException when too few answered, or their shares do not fit
   */
  public long[] finalise(
      MaskedInput sum, Collection<ShareBundle> sent, Collection<UnmaskAnswer> answers) {
    requireMine(sum.round());
    requireUnmaskable(sum.providers());
    sum.sum().requireShape(step.bits(), step.length());
    TreeMap<String, UnmaskAnswer> byName = new TreeMap<>();
    for (UnmaskAnswer answer : answers) {
      requireMine(answer.round());
      if (!sum.providers().contains(answer.provider())
          || byName.put(answer.provider(), answer) != null) {
        throw refuse(
            "an answer of " + answer.provider() + " too many", "one of each in the sum", "another");
      }
    }
    MaskedVector out = sum.sum().copy();
    for (String provider : sum.providers()) {
      Seed self = cohort.sharing() ? joined(byName, provider, true) : told(byName, provider);
      out.addStream(selfKey(self, provider), -1);
    }
    TreeSet<String> dropped = new TreeSet<>(asked);
    dropped.removeAll(sum.providers());
    for (String provider : dropped) {
      takeOut(out, provider, sum.providers(), sent, byName);
    }
    return out.toLongs();
  }

  private Seed told(Map<String, UnmaskAnswer> answers, String provider) {
    UnmaskAnswer answer = answers.get(provider);
    byte[] seed = answer == null ? null : answer.self().get(provider);
    if (seed == null) {
      throw refuse(provider + " did not unmask", "all in the sum", "fewer");
    }
    return Seed.of(seed);
  }

  private Seed joined(Map<String, UnmaskAnswer> answers, String owner, boolean self) {
    TreeMap<Integer, byte[]> shares = new TreeMap<>();
    answers.forEach(
        (holder, answer) -> {
          byte[] share = (self ? answer.self() : answer.masks()).get(owner);
          if (share != null) {
            shares.put(cohort.point(holder), share);
          }
        });
    int threshold = cohort.session().plan().threshold();
    Seed secret = ShamirShares.combine(threshold, shares);
    List<Integer> points = new ArrayList<>(shares.keySet());
    int from = points.get(points.size() - threshold);
    if (!secret.equals(ShamirShares.combine(threshold, shares.tailMap(from)))) {
      throw refuse("shares of " + owner + "'s secret do not fit", "those it gave", "others");
    }
    return secret;
  }

  /** Takes out the masks between one who dropped out and those who stayed. */
  private void takeOut(
      MaskedVector out,
      String provider,
      SortedSet<String> stayed,
      Collection<ShareBundle> sent,
      Map<String, UnmaskAnswer> answers) {
    TreeSet<String> partners = new TreeSet<>(partners(provider));
    partners.retainAll(stayed);
    if (partners.isEmpty()) {
      return;
    }
    MaskKeys keys = cohort.maskKeys(joined(answers, provider, false));
    if (!MessageDigest.isEqual(keys.publicKey(), cohort.keys(provider).maskKey())) {
      throw refuse("shares of " + provider + "'s masks do not fit", "those it gave", "others");
    }
    TreeMap<String, ShareBundle> toIt = new TreeMap<>();
    for (ShareBundle bundle : sent) {
      if (bundle.to().equals(provider)) {
        toIt.put(bundle.from(), bundle);
      }
    }
    for (String other : partners) {
      out.addStream(pairKey(keys, provider, other, toIt), sign(provider, other));
    }
  }

  private ProtocolException refuse(String what, String expected, String got) {
    return new ProtocolException(
        "cannot add up under masks at "
            + where
            + ": "
            + what
            + ", expected "
            + expected
            + ", got "
            + got);
  }

  /** Its place only. */
  @Override
  public String toString() {
    return "MaskedSum[" + where + "]";
  }
}

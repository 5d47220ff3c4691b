package parley.mhe.runtime.masking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.error.ParleyException;
import parley.mhe.masking.Advertisement;
import parley.mhe.masking.MaskCohort;
import parley.mhe.masking.MaskSession;
import parley.mhe.masking.MaskedInput;
import parley.mhe.masking.MaskedSum;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.masking.MaskingStep;
import parley.mhe.masking.ShareBundle;
import parley.mhe.masking.UnmaskAnswer;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartySource;
import parley.mhe.protocol.Place;
import parley.mhe.runtime.carrier.SparkJobs;
import parley.mhe.runtime.placement.Placement;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.vault.VaultHome;

/**
 * The driver's side of sums under masks: it asks for phase after phase, adds up, and unmasks. It
 * holds no secret, and sees no provider's integers unless all others tell theirs. Parties live in
 * the driver's process, so that it is a simulation, in which nothing is protected from its owner.
 * Used by one thread at a time.
 */
public final class MaskedFederation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MaskedFederation.class);
  private static final int MOST_THREADS = 64;

  private final String federation;
  private final MaskingPlan plan;
  private final SparkJobs jobs;
  private final MaskSession session;
  private final List<MaskedRound> rounds = new ArrayList<>();
  private final Map<String, Long> bytes = new ConcurrentHashMap<>();
  private @Nullable Keys sessionKeys;
  private boolean closed;

  /** Whose keys came, and what they sent one another. */
  private record Keys(MaskCohort cohort, SortedSet<String> shared, List<ShareBundle> sent) {}

  private MaskedFederation(
      String federation, MaskingPlan plan, SparkJobs jobs, SortedMap<String, byte[]> nonces) {
    this.federation = federation;
    this.plan = plan;
    this.jobs = jobs;
    this.session = MaskSession.open(plan, nonces);
  }

  /**
   * Begins a session: every provider makes its program from its rows, joins, and, where none may
   * drop out, agrees on keys with the others.
   *
   * @param rows partition i holds the rows of the plan's provider i
   * @throws ParleyException when the master is not local, a provider refuses, or does not answer in
   *     time
   */
  public static <T> MaskedFederation open(
      JavaSparkContext spark,
      MaskingPlan plan,
      JavaRDD<T> rows,
      MaskProgramFactory<T> programs,
      FederationOptions options) {
    requirePossible(spark, plan, rows, options.home());
    String policy = ((PartyHome) options.home()).policy().map(Object::toString).orElse(null);
    String federation = UUID.randomUUID().toString();
    SparkJobs jobs =
        new SparkJobs(spark, "parley-" + federation, options.timeout(), Optional::empty);
    try {
      MaskInstaller<T> installer =
          new MaskInstaller<>(federation, plan.toBytes(), programs, policy);
      SortedMap<String, byte[]> nonces =
          jobs.install(
              "join",
              rows.mapPartitionsWithIndex(installer::install, false)::collect,
              plan.providers());
      MaskedFederation made = new MaskedFederation(federation, plan, jobs, nonces);
      options.listener().onSession(made.session.id());
      made.answersOfAll("begin", plan.providers(), one -> one.party().begin(nonces));
      return made;
    } catch (RuntimeException e) {
      jobs.close();
      MaskEndpoint.remove(federation);
      throw e;
    }
  }

  private static void requirePossible(
      JavaSparkContext spark, MaskingPlan plan, JavaRDD<?> rows, PartySource home) {
    if (!spark.isLocal()) {
      throw new ParleyException(
          "cannot add up under masks: parties of masked sums live in the driver's process alone,"
              + " expected a local master, got "
              + spark.master()
              + "; take the protection encrypted");
    }
    if (!(VaultHome.preferredTo(home) instanceof PartyHome place) || place.outlivesProcess()) {
      throw new ParleyException(
          "cannot add up under masks: parties of masked sums keep nothing on disk and live in no"
              + " vault, expected parties in memory, got another home");
    }
    if (rows.getNumPartitions() != plan.providers().size()) {
      throw new ParleyException(
          "cannot add up under masks: expected a partition for each of "
              + plan.providers().size()
              + " providers, got "
              + rows.getNumPartitions());
    }
  }

  /** The plan that the providers accepted. */
  public MaskingPlan plan() {
    return plan;
  }

  /** The sums so far. */
  public List<MaskedRound> rounds() {
    return List.copyOf(rounds);
  }

  /**
   * A sum over the providers, exact modulo 2^b.
   *
   * @param arguments public, for the programs
   * @throws ParleyException when a provider refuses, or more are lost than the plan survives
   */
  public long[] sum(String step, int round, byte[] arguments) {
    MaskingStep planned = plan.step(step);
    String title = "round " + (round + 1) + " of " + planned.rounds() + ": " + step;
    for (int attempt = 0; ; attempt++) {
      try {
        return attempt(title, new Place(step, attempt, round, 0), arguments);
      } catch (Abandoned e) {
        if (attempt + 1 >= plan.attempts()) {
          throw e;
        }
        LOG.warn("{}: attempt {} is abandoned: {}", title, attempt, e.getMessage());
      }
    }
  }

  /** Too few are left, and nothing was unmasked. */
  private static final class Abandoned extends ParleyException {
    private static final long serialVersionUID = 1L;

    Abandoned(String message) {
      super(message);
    }
  }

  private long[] attempt(String title, Place where, byte[] arguments) {
    long start = System.nanoTime();
    bytes.clear();
    Keys keys = keys(title, where);
    requireEnough(title, keys.shared());
    SortedSet<String> asked = keys.shared();
    MaskedSum request = MaskedSum.of(keys.cohort(), where, asked);
    SortedMap<String, MaskedInput> inputs =
        answers(title, asked, one -> one.input(where, asked, arguments));
    TreeSet<String> included = new TreeSet<>(inputs.keySet());
    requireEnough(title, included);
    MaskedInput sum = request.aggregateShares(new ArrayList<>(inputs.values()));
    inputs
        .keySet()
        .forEach(
            name -> count(name, (long) sum.sum().length() * plan.step(where.step()).bits() / 8));
    Map<String, SortedMap<String, byte[]>> codes =
        plan.consistency() ? vouched(title, where, included) : Map.of();
    SortedMap<String, UnmaskAnswer> answers =
        answers(
            title,
            included,
            one ->
                one.party()
                    .unmask(
                        where,
                        included,
                        codes.getOrDefault(one.party().provider(), new TreeMap<>())));
    answers.forEach((name, answer) -> count(name, answer.toBytes().length));
    long[] opened = request.finalise(sum, keys.sent(), answers.values());
    TreeSet<String> dropped = new TreeSet<>(plan.providers());
    dropped.removeAll(included);
    rounds.add(
        new MaskedRound(
            where.step(),
            where.round(),
            where.attempt(),
            (System.nanoTime() - start) * 1e-9,
            bytes.values().stream().mapToLong(Long::longValue).max().orElse(0),
            HexFormat.of().formatHex(request.unmaskId(included)),
            List.copyOf(dropped)));
    return opened;
  }

  private Map<String, SortedMap<String, byte[]>> vouched(
      String title, Place where, SortedSet<String> included) {
    Map<String, SortedMap<String, byte[]>> to = new HashMap<>();
    answers(title, included, one -> one.party().vouch(where, included))
        .forEach(
            (from, codes) ->
                codes.forEach(
                    (name, code) ->
                        to.computeIfAbsent(name, n -> new TreeMap<>()).put(from, code)));
    return to;
  }

  private void requireEnough(String title, Collection<String> left) {
    int least = Math.max(plan.minProviders(), plan.providers().size() - plan.dropouts());
    if (left.size() < least) {
      throw new Abandoned(
          "cannot finish "
              + title
              + ": too few providers are left and nothing was opened, expected at least "
              + least
              + ", got "
              + left);
    }
  }

  /** Those of the session, or of this attempt. */
  private Keys keys(String title, Place where) {
    Keys known = sessionKeys;
    if (known != null) {
      return known;
    }
    SortedMap<String, Advertisement> keys =
        answers(title, plan.providers(), one -> one.party().advertise(where));
    requireEnough(title, keys.keySet());
    MaskCohort cohort = MaskCohort.of(session, plan.keysOf(where), keys.values());
    SortedMap<String, List<ShareBundle>> sent =
        answers(title, keys.keySet(), one -> one.party().share(where, keys.values()));
    requireEnough(title, sent.keySet());
    Map<String, List<ShareBundle>> to = new HashMap<>();
    List<ShareBundle> all = new ArrayList<>();
    sent.forEach(
        (name, bundles) -> {
          all.addAll(bundles);
          bundles.forEach(
              bundle -> to.computeIfAbsent(bundle.to(), n -> new ArrayList<>()).add(bundle));
        });
    SortedMap<String, String> received =
        answers(
            title,
            sent.keySet(),
            one -> {
              one.party().receive(where, to.getOrDefault(one.party().provider(), List.of()));
              return one.party().provider();
            });
    Keys made = new Keys(cohort, new TreeSet<>(received.keySet()), all);
    if (plan.dropouts() == 0) {
      sessionKeys = made;
    } else {
      keys.forEach((name, key) -> count(name, key.toBytes().length));
      all.forEach(bundle -> count(bundle.from(), bundle.toBytes().length));
    }
    return made;
  }

  private void count(String provider, long sent) {
    bytes.merge(provider, sent, Long::sum);
  }

  private <A> void answersOfAll(
      String title, Collection<String> whom, Function<MaskEndpoint, A> question) {
    if (answers(title, whom, question).size() < whom.size()) {
      throw new ParleyException(
          "cannot finish " + title + ": answers are missing, expected all of " + whom);
    }
  }

  /**
   * The answers of those who gave one. Who fails, or is too late, is lost where the plan survives
   * that; else the reason is thrown.
   */
  private <A> SortedMap<String, A> answers(
      String title, Collection<String> whom, Function<MaskEndpoint, A> question) {
    Map<String, A> answers = new ConcurrentHashMap<>();
    List<Callable<Void>> calls = new ArrayList<>();
    for (List<String> slice : Placement.slices(List.copyOf(whom), MOST_THREADS)) {
      calls.add(
          () -> {
            for (String provider : slice) {
              answer(title, provider, question).ifPresent(a -> answers.put(provider, a));
            }
            return null;
          });
    }
    SparkJobs.Round round =
        jobs.round(
            title, () -> whom.stream().filter(name -> !answers.containsKey(name)).toList() + "");
    try {
      round.runInThreads(calls);
    } catch (ParleyException e) {
      if (plan.dropouts() == 0) {
        throw e;
      }
      LOG.warn("{}: {}", title, e.getMessage());
    }
    // What comes later is not looked at.
    return new TreeMap<>(answers);
  }

  private <A> Optional<A> answer(
      String title, String provider, Function<MaskEndpoint, A> question) {
    try {
      return Optional.of(question.apply(MaskEndpoint.get(federation, provider)));
    } catch (ParleyException e) {
      if (plan.dropouts() == 0) {
        throw new ParleyException(provider + ": " + e.getMessage(), e);
      }
      LOG.warn("{}: {} is lost: {}", title, provider, e.getMessage());
      return Optional.empty();
    }
  }

  /** Ends the parties; idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      jobs.close();
      MaskEndpoint.remove(federation);
    }
  }
}

package parley.fl.protection.encrypted.train;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.protection.Roster;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.kind.Choice;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.ReportedRounds;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.MaskedStep;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.carrier.NetworkProtection;
import parley.mhe.runtime.placement.ProviderLocation;
import parley.mhe.runtime.session.RoundListener;
import parley.mhe.runtime.session.RoundRecord;

/**
 * Writes an encrypted training's report while it runs, and tells the user's listener of each round.
 * For one thread.
 */
final class TrainingJournal implements RoundListener {
  private static final Set<String> BEFORE_TRAINING = Set.of("standardize", "prepare");
  private static final Set<String> TRAINING = Set.of("train", "model");

  private final TrainingSettings settings;
  private final Choice choice;
  private final TrainingProgress progress;
  private final FitReport.Builder report;
  private final Openings openings;
  private final Map<String, Integer> refreshed = new HashMap<>();

  TrainingJournal(
      SparkSession spark,
      ProviderDataset data,
      TrainingSettings settings,
      Choice choice,
      Map<String, String> openings,
      TrainingProgress progress) {
    this.progress = progress;
    this.settings = settings;
    this.choice = choice;
    this.openings = new Openings(openings);
    boolean simulated = spark.sparkContext().isLocal();
    this.report =
        FitReport.builder(
                "Federated " + settings.family().name(),
                settings.protection().kind().parameterName())
            .simulated(simulated)
            .sealed(!settings.protection().revealWeights())
            .providers(data.providers())
            .features(data.features())
            .weights(choice.weights())
            .precisionBits(choice.precisionBits());
    if (simulated) {
      report.warning(
          "simulation: all providers lived in one process, so that nothing was protected from its"
              + " owner");
    }
    if (!simulated && data.moved()) {
      report.warning(
          "Spark moved the rows to their providers by the provider column: other executors held"
              + " them before; partitions of their own (partitionProviders) keep rows where they"
              + " are");
    }
    NetworkProtection.warning(spark.sparkContext().getConf()).ifPresent(report::warning);
    Roster.warning(data.providers()).ifPresent(report::warning);
    SavedState found = progress.found();
    if (found != null) {
      report.warning(
          "resumed at iteration "
              + found.iteration()
              + " as attempt "
              + found.attempt()
              + ": the driver was lost or its model not written, and what it had asked since its"
              + " checkpoint was asked anew; openings since then count twice, and the providers'"
              + " logs have rounds that are not in this report");
      found.rounds().forEach(round -> report.round(counted(round)));
    }
  }

  @Override
  public void onSession(byte[] id) {
    settings.listener().began(HexFormat.of().formatHex(id));
  }

  @Override
  public void onRound(RoundRecord round) {
    progress.add(round);
    FitRound told = counted(round);
    report.round(told);
    settings.listener().roundDone(told, settings.descent().maxIter());
  }

  private FitRound counted(RoundRecord round) {
    openings.add(round);
    if (round.opened() == Opens.NOTHING) {
      refreshed.merge(round.step(), 1, Integer::sum);
    }
    return FitRound.of(round, iteration(round));
  }

  private int iteration(RoundRecord round) {
    if (round.step().startsWith("train/")) {
      return round.round();
    }
    return round.step().startsWith("model/") ? settings.descent().maxIter() - 1 : -1;
  }

  /** PREPARE is over. */
  void prepared(OpenSession session, EncryptedTraining training, long start) {
    CkksContext context = session.context();
    report.session(ReportedRounds.session(session));
    report.seconds("prepare", secondsSince(start));
    report.encryption(
        new FitReport.Encryption(
            choice.parameters().ringDimension(),
            context.logQP(),
            context.securityBits(),
            choice.parameters().scaleBits(),
            choice.parameters().limbs()));
    training.describeAgreement(report);
    for (String reason : choice.reasons()) {
      int colon = reason.indexOf(':');
      report.parameter(
          "layout",
          colon < 0 ? reason : reason.substring(0, colon),
          colon < 0 ? "" : reason.substring(colon + 1).strip());
    }
    report.parameter(
        "row places",
        choice.rowPlaces(),
        "the largest provider's rows, rounded up to 16; public, as they lay out the blocks");
    Federation federation = session.federation();
    if (!federation.simulated()) {
      report.parameter("executors", executors(federation), "one home a provider");
    }
    settings
        .site()
        .vault()
        .ifPresent(
            place ->
                report.parameter(
                    "key shares", "in vaults", "processes that run no code of the driver's"));
    openings.describe(report, federation.plan(), BEFORE_TRAINING);
    describeRoles(session.querier().isApart(), opensToAll(federation.plan()), training.answers());
    settings.listener().prepared(report.build());
  }

  private static String executors(Federation federation) {
    return federation.locations().stream()
        .collect(
            Collectors.groupingBy(
                at -> at.executor() + " on " + at.host(),
                TreeMap::new,
                Collectors.mapping(ProviderLocation::provider, Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining("; "));
  }

  private static boolean opensToAll(PartyPlan plan) {
    return plan.steps().stream().anyMatch(step -> step.opens() == Opens.TO_ALL);
  }

  private void describeRoles(boolean apart, boolean toAll, String answers) {
    String opened = toAll ? ", and what is opened to all" : "";
    report
        .security("no one", "the secret key: each provider holds a share of it")
        .security("each provider", "its own rows, ciphertexts" + opened)
        .security(
            "driver",
            "ciphertexts, and how many rows each provider holds, rounded up to 16"
                + opened
                + (apart
                    ? "; the querier is apart: its secret key was never in this process"
                    : "; and, as the querier runs it, all that the querier sees"))
        .security(
            "up to N-1 colluding providers with driver and querier",
            "what is opened, of which theirs can be taken away")
        .security(
            "querier", (settings.protection().revealWeights() ? "the weights" : answers) + opened);
  }

  /** The training is over. */
  FitReport done(OpenSession session, EncryptedTraining training, long trainStart) {
    PartyPlan plan = session.federation().plan();
    report
        .session(ReportedRounds.session(session))
        .seconds("train", secondsSince(trainStart))
        .iterations(settings.descent().maxIter())
        .refreshes(refreshes(plan));
    training.describeIterations(report);
    openings.describe(report, plan, TRAINING);
    FitReport built = report.build();
    settings.listener().done(built);
    return built;
  }

  /** Ciphertexts that all refreshes so far gave. */
  private int refreshes(PartyPlan plan) {
    return plan.steps().stream()
        .filter(MaskedStep.class::isInstance)
        .map(MaskedStep.class::cast)
        .mapToInt(step -> step.outputs() * refreshed.getOrDefault(step.name(), 0))
        .sum();
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

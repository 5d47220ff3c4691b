package parley.fl.protection.encrypted.train;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.activation.Schedule;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.Standardization;
import parley.fl.plan.Layout;
import parley.fl.protection.FitWords;
import parley.fl.protection.PlanWords;
import parley.fl.protection.Roster;
import parley.fl.protection.encrypted.checkpoint.Checkpoint;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.ReportedRounds;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.fl.report.PolynomialFit;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.ProtocolKind;
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

  private final ProviderDataset data;
  private final TrainingSettings settings;
  private final Layout layout;
  private final List<String> reasons;
  private final TrainingProgress progress;
  private final FitReport.Builder report;
  private final Openings openings;
  private final AtomicInteger refreshes = new AtomicInteger();

  TrainingJournal(
      SparkSession spark,
      ProviderDataset data,
      TrainingSettings settings,
      Layout layout,
      List<String> reasons,
      TrainingProgress progress) {
    this.progress = progress;
    this.data = data;
    this.settings = settings;
    this.layout = layout;
    this.reasons = List.copyOf(reasons);
    this.openings = new Openings(settings, data.features());
    boolean simulated = spark.sparkContext().isLocal();
    this.report =
        FitReport.builder(
                "Federated " + settings.family().name(),
                settings.protection().kind().parameterName())
            .simulated(simulated)
            .sealed(!settings.protection().revealWeights())
            .providers(data.providers())
            .features(data.features())
            .weights(layout.weights())
            .precisionBits(layout.precisionBits());
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
    Checkpoint found = progress.found();
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
    if (round.protocol() == ProtocolKind.SUM_REFRESH) {
      refreshes.addAndGet(
          round.step().equals(TrainingSteps.LOOK_REFRESH) ? powers() : layout.stateSize());
    }
    return FitRound.of(round, iteration(round));
  }

  /** Numbers that a look opens. */
  private int powers() {
    return settings.family().adaptive().isPresent() ? 2 : 1;
  }

  private int iteration(RoundRecord round) {
    if (round.step().startsWith("train/")) {
      return round.round();
    }
    return round.step().startsWith("model/") ? settings.descent().maxIter() - 1 : -1;
  }

  /** PREPARE is over. */
  void prepared(OpenSession session, IterationPlan plan, Standardization scaling, long start) {
    CkksContext context = session.context();
    report.session(ReportedRounds.session(session));
    report.seconds("prepare", secondsSince(start));
    report.encryption(
        new FitReport.Encryption(
            layout.parameters().ringDimension(),
            context.logQP(),
            context.securityBits(),
            layout.parameters().scaleBits(),
            layout.topLimbs()));
    PlanWords.describe(report, settings, plan);
    for (String reason : reasons) {
      int colon = reason.indexOf(':');
      report.parameter(
          "layout",
          colon < 0 ? reason : reason.substring(0, colon),
          colon < 0 ? "" : reason.substring(colon + 1).strip());
    }
    report.parameter(
        "row places",
        layout.capacity(),
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
    PlanWords.constantFeatures(scaling, data.featureNames()).ifPresent(report::warning);
    openings.describe(report, session.federation().plan(), BEFORE_TRAINING);
    describeRoles(session.querier().isApart());
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

  private void describeRoles(boolean apart) {
    boolean sums = !settings.standardization().byRanges();
    boolean looks = settings.family().adaptive().isPresent() || settings.descent().watchEvery() > 0;
    String opened = sums || looks ? ", and what is opened to all" : "";
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
            "querier",
            (settings.protection().revealWeights()
                    ? "the weights"
                    : "the margins of the rows it asks for (those of "
                        + layout.weights()
                        + " independent rows tell the model)")
                + opened);
  }

  /** The training is over. */
  FitReport done(
      OpenSession session,
      IterationPlan plan,
      @Nullable Schedule schedule,
      ConvergenceWatch watch,
      long trainStart) {
    report
        .session(ReportedRounds.session(session))
        .seconds("train", secondsSince(trainStart))
        .iterations(plan.iterations())
        .refreshes(refreshes.get());
    int looks = schedule == null ? watch.readings().size() : schedule.looks().size();
    if (schedule == null) {
      report.watch(watch.readings());
      watch.warnings().forEach(report::warning);
      if (looks == 0) {
        report.warning("convergence was not watched");
      }
    } else {
      FitWords.looked(report, schedule);
      report.fit(PolynomialFit.of(schedule.figures()));
    }
    openings.describe(report, session.federation().plan(), TRAINING);
    FitReport built = report.build();
    settings.listener().done(built);
    return built;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

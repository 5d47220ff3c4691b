package parley.fl.protection.encrypted.linear;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.activation.Schedule;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.LinearWeights;
import parley.fl.plan.Layout;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.PlanChoice;
import parley.fl.plan.Planner;
import parley.fl.plan.TrainingPlan;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.agree.OpenedSums;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.kind.Choice;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.linear.loop.LinearLoop;
import parley.fl.protection.encrypted.linear.packing.LayoutArguments;
import parley.fl.protection.encrypted.linear.predict.MarginPrediction;
import parley.fl.protection.encrypted.linear.step.LoopNumbers;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.fl.protection.linear.FitWords;
import parley.fl.protection.linear.PlanWords;
import parley.fl.protection.linear.Statistics;
import parley.fl.report.FitReport;
import parley.fl.report.PolynomialFit;
import parley.fl.settings.LinearSettings;
import parley.fl.sum.encrypted.FederationSums;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.session.SavedSession;

/** A descent on one margin. For one thread; used once. */
final class LinearTraining implements EncryptedTraining {
  private final ProviderDataset data;
  private final LinearSettings settings;
  private @Nullable Layout layout;
  private @Nullable Started started;

  /**
   * What is known once the providers have agreed: what the iterations follow, and their watches.
   */
  private record Started(
      Statistics statistics, @Nullable Schedule schedule, ConvergenceWatch watch) {
    IterationPlan plan() {
      return statistics.plan();
    }
  }

  LinearTraining(ProviderDataset data, LinearSettings settings) {
    this.data = data;
    this.settings = settings;
  }

  private Layout layout() {
    return Objects.requireNonNull(layout, "not chosen yet");
  }

  private Started started() {
    return Objects.requireNonNull(started, "not agreed yet");
  }

  @Override
  public void checkRows() {
    if (settings.standardization().byRanges()) {
      data.checkRanges(settings.standardization().featureRanges());
    } else if (settings.standardization().collective()) {
      List<String> names = data.featureNames();
      int providers = data.providers().size();
      LabelScaling labels = settings.family().labelScaling();
      data.check(rows -> OpenedSums.problem(rows, labels, names, providers));
    }
  }

  @Override
  public Choice choose() {
    requirePlanFits();
    TrainingPlan plan = settings.protection().plan().map(TrainingPlan::of).orElse(null);
    if (plan != null) {
      return take(
          plan.layout(), List.of("layout: of the plan " + HexFormat.of().formatHex(plan.digest())));
    }
    PlanChoice choice =
        new Planner(MachineCosts.measured(), TrainingCosts.STEPS)
            .choose(LinearRequest.of(data, settings));
    return take(choice.layout(), choice.reasons());
  }

  @Override
  public Choice chosen(PartyPlan agreed) {
    requirePlanFits();
    return take(
        LayoutArguments.read(agreed.parameters(), agreed.arguments()),
        List.of("layout: as before the restart"));
  }

  private void requirePlanFits() {
    settings
        .protection()
        .plan()
        .map(TrainingPlan::of)
        .ifPresent(plan -> plan.requireFits(LinearRequest.of(data, settings)));
  }

  private Choice take(Layout taken, List<String> reasons) {
    layout = taken;
    return new Choice(
        taken.parameters(), taken.weights(), taken.capacity(), taken.precisionBits(), reasons);
  }

  @Override
  public Map<String, String> openings() {
    return LinearOpenings.words(settings, data.features());
  }

  @Override
  public String answers() {
    return "the margins of the rows it asks for (those of "
        + layout().weights()
        + " independent rows tell the model)";
  }

  @Override
  public PartyPlan plan(CkksContext context) {
    return LinearPlan.of(
        context,
        LinearTerms.of(layout(), settings),
        data.providers(),
        settings.protection().allowTwoProviders());
  }

  @Override
  public void agree(OpenSession session, TrainingProgress progress) {
    LinearCheckpoint found = LinearCheckpoint.found(progress);
    Statistics statistics =
        found == null
            ? Statistics.agree(new FederationSums(session.federation(), null), data, settings)
            : Statistics.of(
                found.scaling(), found.labels(), found.curvature(), settings, data.features());
    IterationPlan plan = statistics.plan();
    ConvergenceWatch watch = settings.newWatch();
    if (found != null) {
      found.readings().forEach(watch::remember);
    }
    List<Schedule.Look> looks = found == null ? List.of() : found.looks();
    Schedule schedule =
        plan.fit().map(terms -> terms.schedule(plan.iterations(), looks)).orElse(null);
    started = new Started(statistics, schedule, watch);
  }

  @Override
  public void describeAgreement(FitReport.Builder report) {
    Statistics agreed = started().statistics();
    PlanWords.describe(report, settings, agreed.plan());
    if (settings.protection().revealWeights()) {
      // They are flooded as they are opened, divided by the half-width.
      double opened = OpenedSlots.FLOODED_BITS - Math.log(agreed.plan().halfWidth()) / Math.log(2);
      report.precisionBits(Math.min(layout().precisionBits(), opened));
    }
    PlanWords.constantFeatures(agreed.standardization(), data.featureNames())
        .ifPresent(report::warning);
  }

  @Override
  public List<Ciphertext> iterate(OpenSession session, TrainingProgress progress) {
    Started now = started();
    Statistics agreed = now.statistics();
    TrainingArguments arguments =
        TrainingArguments.of(
            agreed.standardization(),
            agreed.labels(),
            now.plan(),
            settings.family().marginCircuit());
    LoopNumbers numbers = new LoopNumbers(now.plan(), arguments, now.schedule(), now.watch());
    LinearCheckpoint found = LinearCheckpoint.found(progress);
    try (LinearLoop loop =
        new LinearLoop(session.federation(), layout(), arguments, numbers, agreed.rows())) {
      return loop.run(
          found == null ? null : found.loop(session.federation().context()),
          state ->
              progress.reached(
                  session,
                  state.iteration(),
                  (attempt, rounds) ->
                      LinearCheckpoint.of(
                          attempt,
                          state,
                          agreed,
                          rounds,
                          now.watch().readings(),
                          now.schedule() == null ? List.of() : now.schedule().looks())));
    }
  }

  @Override
  public SealedModel seal(SavedSession session, List<Ciphertext> model) {
    IterationPlan plan = started().plan();
    return new SealedModel(
        plan.features(),
        plan.intercept(),
        started().statistics().standardization(),
        model.stream().map(Ciphertext::toBytes).toList(),
        session.toBytes(),
        MarginPrediction.attributes(plan.halfWidth(), started().statistics().labels()));
  }

  @Override
  public Revealed reveal(OpenSession session, List<Ciphertext> model) {
    WeightRelease release = new WeightRelease(layout(), started().plan(), started().statistics());
    if (session.querier().isApart()) {
      SealedAnswers sealed = release.seal(session, model, data.featureNames());
      return report -> TrainingResult.answered(sealed, report);
    }
    LinearWeights weights = release.reveal(session.federation(), model, session.querier().keys());
    return report -> TrainingResult.known(weights, report);
  }

  @Override
  public void describeIterations(FitReport.Builder report) {
    Schedule schedule = started().schedule();
    ConvergenceWatch watch = started().watch();
    if (schedule != null) {
      FitWords.looked(report, schedule);
      report.fit(PolynomialFit.of(schedule.figures()));
      return;
    }
    report.watch(watch.readings());
    watch.warnings().forEach(report::warning);
    if (watch.readings().isEmpty() && settings.canLeave()) {
      report.warning("convergence was not watched");
    }
  }
}

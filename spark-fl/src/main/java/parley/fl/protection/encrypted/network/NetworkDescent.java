package parley.fl.protection.encrypted.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.fl.data.ProviderDataset;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.ErrorWatch;
import parley.fl.network.NetworkInput;
import parley.fl.network.NetworkTerms;
import parley.fl.network.TrainedNetwork;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.kind.Choice;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.network.loop.LoopState;
import parley.fl.protection.encrypted.network.loop.NetworkLoop;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.step.BatchTold;
import parley.fl.protection.encrypted.network.step.IterationNumbers;
import parley.fl.protection.encrypted.network.step.RowFactors;
import parley.fl.protection.encrypted.network.step.SplitSums;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.network.NetworkChecks;
import parley.fl.protection.network.NetworkStatistics;
import parley.fl.protection.network.NetworkWords;
import parley.fl.report.FitReport;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.NetworkFigures;
import parley.fl.settings.TrainingSettings;
import parley.fl.sum.encrypted.FederationSums;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.layout.Sizes;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.session.SavedSession;

/** A network's training under encryption. For one thread; used once. */
final class NetworkDescent implements EncryptedTraining {
  private final ProviderDataset data;
  private final TrainingSettings settings;
  private final NetworkFamily family;
  private int classes;
  private @Nullable NetworkAgreed agreed;
  private @Nullable Started started;

  /** What is known once the providers have agreed. */
  private record Started(
      NetworkStatistics statistics, BatchTold told, IterationNumbers numbers, ErrorWatch watch) {}

  NetworkDescent(ProviderDataset data, TrainingSettings settings, NetworkFamily family) {
    this.data = data;
    this.settings = settings;
    this.family = family;
  }

  private NetworkAgreed agreed() {
    return Objects.requireNonNull(agreed, "not chosen yet");
  }

  private Started started() {
    return Objects.requireNonNull(started, "not agreed yet");
  }

  @Override
  public void checkRows() {
    NetworkChoice.requireTrainable(settings, family);
    if (data.weighted()) {
      data.check(NetworkDescent::tooHeavy);
    }
    classes = NetworkChecks.check(data, family, settings.standardization());
  }

  private static Optional<String> tooHeavy(ProviderRows rows) {
    for (int r = 0; r < rows.rows(); r++) {
      if (!(rows.weight(r) <= RowFactors.MOST_ROW_WEIGHT)) {
        return Optional.of(RowFactors.tooHeavy(rows.provider()));
      }
    }
    return Optional.empty();
  }

  @Override
  public Choice choose() {
    NetworkChoice choice = NetworkChoice.of(RowPlaces.of(data), data.weighted(), settings, family);
    agreed = choice.agreed();
    return choice.choice();
  }

  @Override
  public Choice chosen(PartyPlan before) {
    if (settings.protection().plan().isPresent()) {
      NetworkChoice.of(RowPlaces.of(data), data.weighted(), settings, family);
    }
    int n = before.parameters().ringDimension();
    NetworkAgreed found = NetworkAgreed.read(family, n, before.arguments());
    agreed = found;
    return NetworkChoice.choice(
        before.parameters(),
        found,
        RowPlaces.of(data),
        settings,
        List.of("layout: as before the restart"));
  }

  @Override
  public Map<String, String> openings() {
    return NetworkPlan.openings(agreed(), data.providers().size());
  }

  @Override
  public String answers() {
    NetworkLayout layout = agreed().layout();
    return "the outputs of the network for the rows it asks for (those of some "
        + Sizes.over(layout.weights(), family.terms().shape().outputs())
        + " rows and more tell it)";
  }

  @Override
  public PartyPlan plan(CkksContext context) {
    return NetworkPlan.of(
        context, agreed(), data.providers(), settings.protection().allowTwoProviders());
  }

  @Override
  public void agree(OpenSession session, TrainingProgress progress) {
    NetworkCheckpoint found = NetworkCheckpoint.found(progress);
    NetworkStatistics statistics = found == null ? opened(session) : before(found);
    NetworkTerms terms = family.terms();
    int batch = terms.batch(statistics.allRows());
    BatchTold told =
        new BatchTold(statistics.input().scaling(), statistics.labels(), statistics.rows(), batch);
    NetworkLevels levels =
        NetworkLevels.of(session.context().primes(), data.providers().size(), terms.sigmoid());
    RowFactors factors = agreed().factors();
    IterationNumbers numbers =
        new IterationNumbers(
            agreed().layout(),
            levels,
            terms,
            terms.steps(statistics.lambdaX()),
            batch,
            factors,
            factors.unit(statistics.allRows(), statistics.weightSum()));
    numbers.requireRoom();
    ErrorWatch watch =
        new ErrorWatch(terms.watch() ? terms.rule().firstError() : Double.POSITIVE_INFINITY);
    if (found != null) {
      found.looks().forEach(look -> watch.look(look.iteration(), look.meanSquare()));
    }
    started = new Started(statistics, told, numbers, watch);
  }

  private NetworkStatistics opened(OpenSession session) {
    return NetworkStatistics.agree(
        new SplitSums(new FederationSums(session.federation(), null)),
        data.providers(),
        NetworkChecks.names(data, family),
        family,
        settings.standardization());
  }

  private NetworkStatistics before(NetworkCheckpoint found) {
    BatchTold told = BatchTold.fromBytes(found.told());
    return new NetworkStatistics(
        new NetworkInput(family.inputMap().orElse(null), told.standardization()),
        told.labels(),
        told.rows(),
        found.weightSum(),
        found.lambdaX());
  }

  @Override
  public void describeAgreement(FitReport.Builder report) {
    NetworkWords.describe(
        report,
        family,
        settings.standardization(),
        started().statistics(),
        started().numbers().steps(),
        NetworkChecks.names(data, family));
    if (classes > 0) {
      report.opened("which classes have rows", Audience.ALL, classes);
    }
  }

  @Override
  public List<Ciphertext> iterate(OpenSession session, TrainingProgress progress) {
    Started now = started();
    NetworkCheckpoint found = NetworkCheckpoint.found(progress);
    LoopState from = found == null ? null : found.loop(session.federation().context());
    try (NetworkLoop loop =
        new NetworkLoop(session.federation(), now.numbers(), now.told(), now.watch())) {
      return loop.run(
          from,
          state ->
              progress.reached(
                  session,
                  state.step().iteration(),
                  (attempt, rounds) ->
                      NetworkCheckpoint.of(
                          attempt,
                          state,
                          now.told(),
                          now.statistics().weightSum(),
                          now.statistics().lambdaX(),
                          now.watch().looks(),
                          rounds)));
    }
  }

  @Override
  public SealedModel seal(SavedSession session, List<Ciphertext> model) {
    Map<String, String> attributes = new TreeMap<>(started().statistics().labels().attributes());
    attributes.putAll(SealedModel.outputs(family.terms().shape().outputs()));
    return new SealedModel(
        data.features(),
        true,
        started().statistics().input().scaling(),
        model.stream().map(Ciphertext::toBytes).toList(),
        session.toBytes(),
        attributes);
  }

  @Override
  public Revealed reveal(OpenSession session, List<Ciphertext> model) {
    NetworkStatistics statistics = started().statistics();
    TrainedNetwork network =
        new TrainedNetwork(
            statistics.input(),
            NetworkRelease.reveal(session, agreed().layout(), family.terms(), model),
            statistics.labels());
    return report -> TrainingResult.known(network, report);
  }

  @Override
  public void describeIterations(FitReport.Builder report) {
    List<NetworkFigures.Look> looks =
        started().watch().looks().stream()
            .map(l -> new NetworkFigures.Look(l.iteration(), l.meanSquare(), l.kept()))
            .toList();
    int halvings = (int) looks.stream().filter(look -> !look.kept()).count();
    report.network(new NetworkFigures(family.terms().shape().sizes(), null, looks, halvings, null));
    NetworkWords.takenBack(report, halvings);
  }
}

package parley.fl.family.constant;

import java.util.List;
import java.util.Map;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.LinearWeights;
import parley.fl.optim.Standardization;
import parley.fl.plan.PlanRequest;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.kind.Choice;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.fl.report.FitReport;
import parley.fl.settings.TrainingSettings;
import parley.fl.sum.encrypted.FederationSums;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.session.SavedSession;

/** One round: the labels' mean. */
final class ConstantTraining implements EncryptedTraining {
  private final ProviderDataset data;
  private final TrainingSettings settings;
  private double count;

  ConstantTraining(ProviderDataset data, TrainingSettings settings) {
    this.data = data;
    this.settings = settings;
  }

  @Override
  public void checkRows() {}

  @Override
  public Choice choose() {
    int places = PlanRequest.PLACES * data.largestBlocks(PlanRequest.PLACES);
    return new Choice(ConstantPlan.PARAMETERS, 1, places, 20, List.of("ring: a small one"));
  }

  @Override
  public Choice chosen(PartyPlan agreed) {
    return choose();
  }

  @Override
  public Map<String, String> openings() {
    return Map.of(
        ConstantPlan.ROWS.openStep(), ConstantPlan.ROWS.words(), ConstantPlan.REVEAL, "the mean");
  }

  @Override
  public String answers() {
    return "the mean, once for each row it asks for";
  }

  @Override
  public PartyPlan plan(CkksContext context) {
    return ConstantPlan.of(
        context,
        data.providers(),
        settings.protection().allowTwoProviders(),
        settings.protection().revealWeights());
  }

  @Override
  public void agree(OpenSession session, TrainingProgress progress) {
    count =
        progress.found() instanceof ConstantState found
            ? found.count()
            : new FederationSums(session.federation(), null)
                .open(ConstantPlan.ROWS, new byte[0])
                .toDoubles()[0];
  }

  @Override
  public void describeAgreement(FitReport.Builder report) {
    report.parameter("rows", (long) count, "counted by all providers");
  }

  @Override
  public List<Ciphertext> iterate(OpenSession session, TrainingProgress progress) {
    progress.reached(session, 0, (attempt, rounds) -> new ConstantState(attempt, count, rounds));
    byte[] args = new WireWriter().add(count).toBytes();
    return session.federation().map(ConstantPlan.LABELS, 0, List.of(), args);
  }

  @Override
  public SealedModel seal(SavedSession session, List<Ciphertext> model) {
    return new SealedModel(
        data.features(),
        true,
        Standardization.none(data.features(), Double.POSITIVE_INFINITY),
        model.stream().map(Ciphertext::toBytes).toList(),
        session.toBytes(),
        Map.of());
  }

  @Override
  public Revealed reveal(OpenSession session, List<Ciphertext> model) {
    try (Ciphertext switched =
        session.federation().keySwitch(ConstantPlan.REVEAL, 0, model.get(0))) {
      double mean = OpenedSlots.round(session.querier().keys().decrypt(switched)[0]);
      LinearWeights weights = new LinearWeights(new double[data.features()], mean);
      return report -> TrainingResult.known(weights, report);
    }
  }

  @Override
  public void describeIterations(FitReport.Builder report) {
    report.warning("a constant tells nothing of the features");
  }
}

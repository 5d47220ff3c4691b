package parley.fl.protection.encrypted.linear;

import java.util.List;
import java.util.SortedMap;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Family;
import parley.fl.family.LinearFamily;
import parley.fl.family.circuit.MarginCircuit;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.kind.CircuitKind;
import parley.fl.protection.encrypted.kind.EncryptedPrediction;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.kind.Queries;
import parley.fl.protection.encrypted.kind.SealedQueries;
import parley.fl.protection.encrypted.linear.loop.LinearProgram;
import parley.fl.protection.encrypted.linear.predict.MarginPrediction;
import parley.fl.protection.encrypted.linear.predict.RowQueries;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.settings.LinearSettings;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.provider.LocalProgram;

/** Circuits of one margin, as a service. Stateless and thread-safe; loads without Spark. */
public final class LinearKind implements CircuitKind {
  @Override
  public String name() {
    return MarginCircuit.KIND;
  }

  @Override
  public PartyPlan plan(
      Family family,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders) {
    LinearTerms terms = LinearTerms.read(linear(family), context.parameters(), arguments);
    return LinearPlan.of(context, terms, providers, allowTwoProviders);
  }

  @Override
  public LocalProgram program(
      Family family, String provider, PartyPlan plan, CkksContext context, ProviderRows rows) {
    LinearTerms terms = LinearTerms.read(linear(family), plan.parameters(), plan.arguments());
    return new LinearProgram(
        context,
        terms.layout(),
        terms.family(),
        plan.providers().indexOf(provider),
        terms.mostRows(),
        LinearPlan.largestRowNorm(terms),
        rows);
  }

  /**
   * Whoever makes a circuit of one margin is a family of one margin.
   *
   * @throws IllegalArgumentException for any other
   */
  private static LinearFamily linear(Family family) {
    if (family instanceof LinearFamily linear) {
      return linear;
    }
    throw new IllegalArgumentException(
        "cannot train "
            + family.name()
            + ": its circuit is of the kind "
            + MarginCircuit.KIND
            + ", expected a linear family, got another");
  }

  @Override
  public EncryptedTraining training(ProviderDataset data, TrainingSettings settings) {
    return new LinearTraining(data, LinearSettings.of(settings));
  }

  @Override
  public SavedState readState(byte[] bytes) {
    return LinearCheckpoint.fromBytes(bytes);
  }

  @Override
  public Queries queries(
      CkksContext context,
      PartyPlan plan,
      SealedModel model,
      PublicKey collectiveKey,
      double[][] rows) {
    return new RowQueries(context, plan, model, collectiveKey, rows);
  }

  @Override
  public Queries sealedQueries(CkksContext context, PartyPlan plan, SealedRows rows) {
    return new SealedQueries(context, RowQueries.sealedForm(plan), rows);
  }

  @Override
  public EncryptedPrediction prediction(OpenSession session, SealedModel model) {
    return new MarginPrediction(session, model);
  }
}

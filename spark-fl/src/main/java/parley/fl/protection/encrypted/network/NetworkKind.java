package parley.fl.protection.encrypted.network;

import java.util.List;
import java.util.SortedMap;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Families;
import parley.fl.family.Family;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkInput;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.kind.CircuitKind;
import parley.fl.protection.encrypted.kind.EncryptedPrediction;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.kind.PlannedTraining;
import parley.fl.protection.encrypted.kind.Queries;
import parley.fl.protection.encrypted.kind.SealedQueries;
import parley.fl.protection.encrypted.network.loop.NetworkProgram;
import parley.fl.protection.encrypted.network.predict.NetworkPrediction;
import parley.fl.protection.encrypted.network.predict.NetworkQueries;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.provider.LocalProgram;

/** Networks of dense layers, as a service. Stateless and thread-safe; loads without Spark. */
public final class NetworkKind implements CircuitKind {
  @Override
  public String name() {
    return NetworkFamily.CIRCUIT;
  }

  @Override
  public PartyPlan plan(
      Family family,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders) {
    int n = context.parameters().ringDimension();
    NetworkAgreed agreed = NetworkAgreed.read(network(family), n, arguments);
    return NetworkPlan.of(context, agreed, providers, allowTwoProviders);
  }

  @Override
  public LocalProgram program(
      Family family, String provider, PartyPlan plan, CkksContext context, ProviderRows rows) {
    int n = plan.parameters().ringDimension();
    NetworkAgreed agreed = NetworkAgreed.read(network(family), n, plan.arguments());
    int index = plan.providers().indexOf(provider);
    return new NetworkProgram(
        context,
        agreed.layout(),
        agreed.family(),
        agreed.featureClip(),
        agreed.factors(),
        index,
        rows);
  }

  /**
   * Whoever makes a circuit of this kind is a network.
   *
   * @throws IllegalArgumentException for any other
   */
  private static NetworkFamily network(Family family) {
    if (family instanceof NetworkFamily network) {
      return network;
    }
    throw new IllegalArgumentException(
        "cannot train "
            + family.name()
            + ": its circuit is of the kind "
            + NetworkFamily.CIRCUIT
            + ", expected a network, got another family");
  }

  @Override
  public EncryptedTraining training(ProviderDataset data, TrainingSettings settings) {
    return new NetworkDescent(data, settings, network(settings.family()));
  }

  @Override
  public PlannedTraining planned(TrainingSettings settings, List<String> providers, int rowsEach) {
    return new NetworkOutline(settings, network(settings.family()), providers, rowsEach);
  }

  @Override
  public SavedState readState(byte[] bytes) {
    return NetworkCheckpoint.fromBytes(bytes);
  }

  @Override
  public Queries queries(
      CkksContext context,
      PartyPlan plan,
      SealedModel model,
      PublicKey collectiveKey,
      double[][] rows) {
    NetworkAgreed agreed = sealed(plan);
    NetworkInput input =
        new NetworkInput(agreed.family().inputMap().orElse(null), model.standardization());
    return new NetworkQueries(context, agreed.prediction(), input, collectiveKey, rows);
  }

  @Override
  public Queries sealedQueries(CkksContext context, PartyPlan plan, SealedRows rows) {
    return new SealedQueries(context, NetworkQueries.sealedForm(sealed(plan).prediction()), rows);
  }

  @Override
  public EncryptedPrediction prediction(OpenSession session, SealedModel model) {
    NetworkAgreed agreed = sealed(session.federation().plan());
    return new NetworkPrediction(
        session, model, agreed.prediction(), agreed.family().terms().activation());
  }

  /** What the providers of a sealed network agreed on. */
  private static NetworkAgreed sealed(PartyPlan plan) {
    NetworkFamily family = network(Families.read(plan.algorithm(), plan.arguments()));
    int n = plan.parameters().ringDimension();
    return NetworkAgreed.read(family, n, plan.arguments());
  }
}

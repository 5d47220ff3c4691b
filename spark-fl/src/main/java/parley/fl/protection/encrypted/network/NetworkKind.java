package parley.fl.protection.encrypted.network;

import java.util.List;
import java.util.SortedMap;
import parley.error.ParleyException;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Family;
import parley.fl.family.network.NetworkFamily;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.kind.CircuitKind;
import parley.fl.protection.encrypted.kind.EncryptedPrediction;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.kind.PlannedTraining;
import parley.fl.protection.encrypted.kind.Queries;
import parley.fl.protection.encrypted.network.loop.NetworkProgram;
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
    return new NetworkProgram(context, agreed.layout(), agreed.family(), index, rows);
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
    throw noPredictions();
  }

  @Override
  public Queries sealedQueries(CkksContext context, PartyPlan plan, String model, SealedRows rows) {
    throw noPredictions();
  }

  @Override
  public EncryptedPrediction prediction(OpenSession session, SealedModel model) {
    throw noPredictions();
  }

  private static ParleyException noPredictions() {
    return new ParleyException(
        "cannot predict with a sealed network: its plan has no step for it, expected a network"
            + " whose weights are revealed (revealWeights)");
  }
}

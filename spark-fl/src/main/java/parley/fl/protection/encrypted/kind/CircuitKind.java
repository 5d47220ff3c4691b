package parley.fl.protection.encrypted.kind;

import java.util.List;
import java.util.SortedMap;
import parley.error.ParleyException;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Family;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.provider.LocalProgram;

/**
 * All that one kind of circuit needs to be trained and predicted with under encryption: at a party
 * its plan, at a provider its program, at the driver its trainings and predictions, where the
 * querier is its questions. Found by {@link java.util.ServiceLoader} by the name of the kind.
 *
 * <p>Implementations have a public constructor without parameters, are stateless and thread-safe,
 * and load where there is no Spark: a vault asks for plans.
 */
public interface CircuitKind {
  /** The kind of the circuits, see {@link parley.fl.family.circuit.Circuit#kind}. */
  String name();

  /**
   * The plan that a party makes again: it follows from these alone, with the same bytes on every
   * machine.
   *
   * @param family that the plan names, with a circuit of this kind; its id is the plan's algorithm
   * @param context of the plan's parameters
   * @param arguments all that was agreed on, the family's among them
   * @param providers their names, sorted
   * @param allowTwoProviders whether two are enough
   * @throws parley.error.ParleyException when an argument is missing, unknown or out of range
   */
  PartyPlan plan(
      Family family,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders);

  /**
   * What runs at a provider that has accepted a plan.
   *
   * @param family that the plan names
   * @param provider its name
   * @param rows its own, in clear, on the input scale
   * @throws parley.error.ParleyException when they are not what the plan has places for
   */
  LocalProgram program(
      Family family, String provider, PartyPlan plan, CkksContext context, ProviderRows rows);

  /**
   * One training; nothing is computed yet.
   *
   * @throws IllegalArgumentException for a family of another kind
   */
  EncryptedTraining training(ProviderDataset data, TrainingSettings settings);

  /**
   * What a training would be, for people who plan one.
   *
   * @param providers their names, sorted
   * @param rowsEach rows of the provider with most
   * @throws parley.error.ParleyException when this kind does not tell, or no parameters carry it
   */
  default PlannedTraining planned(TrainingSettings settings, List<String> providers, int rowsEach) {
    throw new ParleyException(
        "cannot plan "
            + settings.family().name()
            + ": circuits of the kind "
            + name()
            + " say no cost beforehand, expected a network");
  }

  /**
   * Reads {@link SavedState#toBytes} of one of its trainings.
   *
   * @throws parley.error.ParleyException when it is cut off or something else
   */
  SavedState readState(byte[] bytes);

  /**
   * Rows in clear as questions to a sealed model, encrypted a block at a time.
   *
   * @param plan what the providers of the model accepted
   * @param collectiveKey of the model's session; like the context it stays the caller's
   * @param rows features on the input scale, a row each
   */
  Queries queries(
      CkksContext context,
      PartyPlan plan,
      SealedModel model,
      PublicKey collectiveKey,
      double[][] rows);

  /**
   * Questions that were encrypted where the querier is.
   *
   * @param rows sealed for the model that is asked
   * @throws parley.error.InvalidDataException when they lie otherwise
   */
  Queries sealedQueries(CkksContext context, PartyPlan plan, SealedRows rows);

  /** One prediction over an open session of a sealed model's; nothing is computed yet. */
  EncryptedPrediction prediction(OpenSession session, SealedModel model);
}

package parley.fl.family.constant;

import java.util.List;
import java.util.SortedMap;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Family;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.kind.CircuitKind;
import parley.fl.protection.encrypted.kind.EncryptedPrediction;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.kind.Queries;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.random.Seed;
import parley.mhe.runtime.provider.LocalProgram;

/** Circuits of one number for all rows, as a service. */
public final class ConstantKind implements CircuitKind {
  static final String NAME = "one number";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PartyPlan plan(
      Family family,
      CkksContext context,
      SortedMap<String, String> arguments,
      List<String> providers,
      boolean allowTwoProviders) {
    return ConstantPlan.of(context, providers, allowTwoProviders, ConstantPlan.reveals(arguments));
  }

  @Override
  public LocalProgram program(
      Family family, String provider, PartyPlan plan, CkksContext context, ProviderRows rows) {
    return new ConstantProgram(context, rows);
  }

  @Override
  public EncryptedTraining training(ProviderDataset data, TrainingSettings settings) {
    return new ConstantTraining(data, settings);
  }

  @Override
  public SavedState readState(byte[] bytes) {
    return ConstantState.read(bytes);
  }

  /** As many encryptions of zero as there are blocks: the features say nothing. */
  @Override
  public Queries queries(
      CkksContext context,
      PartyPlan plan,
      SealedModel model,
      PublicKey collectiveKey,
      double[][] rows) {
    return new Queries() {
      @Override
      public int rows() {
        return rows.length;
      }

      @Override
      public int rowsPerBlock() {
        return ConstantPlan.ROWS_PER_OPENING;
      }

      @Override
      public List<Ciphertext> block(int block) {
        return List.of(
            collectiveKey.encryptZero(ConstantPlan.LIMBS - 1, ConstantPlan.SCALE, Seed.fresh()));
      }
    };
  }

  @Override
  public Queries sealedQueries(CkksContext context, PartyPlan plan, SealedRows rows) {
    throw new UnsupportedOperationException("rows in clear alone");
  }

  @Override
  public EncryptedPrediction prediction(OpenSession session, SealedModel model) {
    return new ConstantPrediction(session, model);
  }
}

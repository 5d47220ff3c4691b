package parley.fl.protection.encrypted.train;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.security.MessageDigest;
import java.util.Iterator;
import org.apache.spark.sql.SparkSession;
import parley.error.ParleyException;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Families;
import parley.fl.family.Family;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.encrypted.kind.CircuitKinds;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.SavedSession;

/**
 * Opens the federation of a training's providers, with their programs. Stateless and thread-safe.
 */
final class TrainingSession {
  private TrainingSession() {}

  static Federation open(
      SparkSession spark,
      PartyPlan plan,
      ProviderDataset data,
      PublicKey querier,
      FederationOptions options) {
    return Federation.open(spark, plan, data.rows(), new Programs(), querier, options);
  }

  /**
   * Goes on with the session of a training whose driver was lost.
   *
   * @param plan that the settings, providers and rows give now
   * @throws ParleyException when it is another than the session's
   */
  static Federation resume(
      SparkSession spark,
      PartyPlan plan,
      ProviderDataset data,
      PublicKey querier,
      FederationOptions options,
      SavedSession saved,
      int attempt) {
    if (!MessageDigest.isEqual(plan.hash(), saved.plan().hash())) {
      throw new ParleyException(
          "cannot resume from the checkpoint: it is of another training, expected the same"
              + " providers, features and settings ("
              + saved.plan().arguments()
              + " over "
              + saved.plan().providers()
              + "), got others; delete the checkpoint to train anew");
    }
    return Federation.resume(spark, saved, data.rows(), new Programs(), querier, options, attempt);
  }

  /** Makes each provider's program, by the kind of the plan's circuit; holds nothing. */
  @DefaultSerializer(JavaSerializer.class)
  private static final class Programs implements ProgramFactory<ProviderRows> {
    private static final long serialVersionUID = 1L;

    @Override
    public LocalProgram create(
        String provider, PartyPlan plan, CkksContext context, Iterator<ProviderRows> rows) {
      Family family = Families.read(plan.algorithm(), plan.arguments());
      return CircuitKinds.of(family).program(family, provider, plan, context, rows.next());
    }
  }
}

package parley.fl.protection.encrypted.session;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.security.MessageDigest;
import java.util.Iterator;
import org.apache.spark.sql.SparkSession;
import parley.error.ParleyException;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.ProviderRows;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.loop.LinearProgram;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.SavedSession;

/**
 * Proposes the plan of a training to its providers, and opens their federation. Stateless and
 * thread-safe.
 */
public final class TrainingSession {
  private TrainingSession() {}

  public static Federation open(
      SparkSession spark,
      CkksContext context,
      Layout layout,
      ProviderDataset data,
      TrainingSettings settings,
      PublicKey querier,
      FederationOptions options) {
    PartyPlan plan = plan(context, layout, data, settings);
    return Federation.open(spark, plan, data.rows(), new Programs(), querier, options);
  }

  /**
   * Goes on with the session of a training whose driver was lost.
   *
   * @throws ParleyException when the settings, providers or rows would give another plan
   */
  public static Federation resume(
      SparkSession spark,
      CkksContext context,
      Layout layout,
      ProviderDataset data,
      TrainingSettings settings,
      PublicKey querier,
      FederationOptions options,
      SavedSession saved,
      int attempt) {
    PartyPlan plan = plan(context, layout, data, settings);
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

  private static PartyPlan plan(
      CkksContext context, Layout layout, ProviderDataset data, TrainingSettings settings) {
    return LinearPlan.of(
        context,
        LinearTerms.of(layout, settings),
        data.providers(),
        settings.protection().allowTwoProviders());
  }

  /** How often margins are looked at; before the last iteration they are not. */
  public static int looks(TrainingSettings settings) {
    return LinearPlan.looks(
        settings.family(), settings.descent().maxIter(), settings.descent().watchEvery());
  }

  /** Makes each provider's program; holds nothing. */
  @DefaultSerializer(JavaSerializer.class)
  private static final class Programs implements ProgramFactory<ProviderRows> {
    private static final long serialVersionUID = 1L;

    @Override
    public LocalProgram create(
        String provider, PartyPlan plan, CkksContext context, Iterator<ProviderRows> rows) {
      LinearTerms terms = LinearTerms.read(plan.algorithm(), plan.parameters(), plan.arguments());
      return new LinearProgram(
          context,
          terms.layout(),
          terms.family(),
          plan.providers().indexOf(provider),
          terms.mostRows(),
          rows.next());
    }
  }
}

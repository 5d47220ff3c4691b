package parley.fl.protection.encrypted.session;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import parley.error.ParleyException;
import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Families;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.Layout;
import parley.fl.plan.PlanRequest;
import parley.fl.protection.TrainingSettings;
import parley.fl.protection.agree.AgreedSums;
import parley.fl.protection.encrypted.loop.LogisticProgram;
import parley.fl.protection.encrypted.packing.LayoutArguments;
import parley.fl.protection.encrypted.step.TrainingSteps;
import parley.fl.sum.SumSpec;
import parley.fl.sum.encrypted.SumSteps;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.SavedSession;

/**
 * Writes the plan that providers of a training accept, and opens their federation. Stateless and
 * thread-safe.
 */
public final class TrainingSession {
  private static final String ROW_BOUND = "rowBound";

  /** Argument with the digest of the {@link parley.fl.plan.TrainingPlan} that was followed. */
  static final String TRAINING_PLAN = "trainingPlan";

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
    // How often anything is opened sets the sums' scale, and does not depend on it.
    long openings = plan(context, layout, data, settings, 1).openings();
    return plan(context, layout, data, settings, openings);
  }

  private static PartyPlan plan(
      CkksContext context,
      Layout layout,
      ProviderDataset data,
      TrainingSettings settings,
      long openings) {
    PartyPlan.Builder plan = PartyPlan.builder(settings.family().id(), context);
    plan.providers(data.providers()).allowTwoProviders(settings.allowTwoProviders());
    LayoutArguments.write(layout).forEach(plan::argument);
    plan.argument("algorithm", settings.algorithm().parameterName())
        .argument("iterations", Integer.toString(settings.maxIter()))
        .argument("standardization", settings.standardization().parameterName());
    settings.family().arguments().forEach(plan::argument);
    if (settings.standardization() == StandardizationMode.RANGES) {
      plan.argument(ROW_BOUND, Long.toString(settings.rowBound().orElseThrow()));
    }
    settings
        .plan()
        .ifPresent(p -> plan.argument(TRAINING_PLAN, HexFormat.of().formatHex(p.digest())));
    TrainingSteps.addKeys(plan, context, layout);
    if (settings.standardization() == StandardizationMode.COLLECTIVE) {
      addSum(plan, AgreedSums.moments(data.features()), layout, openings);
    }
    if (settings.standardization() != StandardizationMode.RANGES) {
      addSum(plan, AgreedSums.curvature(settings, data.features()), layout, openings);
    }
    Optional<AdaptiveActivation> adaptive = settings.family().adaptive();
    PolynomialCircuit.Scales activation = settings.family().circuit().orElseThrow().scales();
    TrainingSteps.training(
            context.primes(),
            layout,
            activation,
            settings.maxIter(),
            looks(settings),
            adaptive.isPresent())
        .forEach(plan::step);
    if (settings.revealWeights()) {
      TrainingSteps.addReveal(plan, layout);
    } else {
      TrainingSteps.addPredictions(
          plan, context, layout, rowNorm(layout, settings), rowsPerOpening(layout, settings));
    }
    return plan.build();
  }

  /** They take all limbs, since they are wide and few. */
  private static void addSum(PartyPlan.Builder plan, SumSpec spec, Layout layout, long openings) {
    int n = layout.parameters().ringDimension();
    SumSteps.add(plan, spec, n, layout.providers(), layout.topLimbs(), openings);
  }

  /** How often margins are looked at; before the last iteration they are not. */
  public static int looks(TrainingSettings settings) {
    ConvergenceWatch watch = settings.newWatch();
    return settings
        .family()
        .adaptive()
        .map(adaptive -> adaptive.looks(settings.maxIter()))
        .orElseGet(
            () -> (int) IntStream.range(0, settings.maxIter() - 1).filter(watch::due).count());
  }

  private static int rowsPerOpening(Layout layout, TrainingSettings settings) {
    return Math.min(layout.rowsPerBlock(), settings.rowsPerOpening().orElse(layout.rowsPerBlock()));
  }

  private static double rowNorm(Layout layout, TrainingSettings settings) {
    double largest =
        settings.standardization() == StandardizationMode.RANGES
            ? 1
            : Math.min(settings.featureClip(), PlanRequest.MOST_DEVIATIONS);
    boolean indicators = settings.standardization() == StandardizationMode.COLLECTIVE;
    long places = indicators ? (long) layout.capacity() * layout.providers() : 0;
    return PlanRequest.rowNorm(largest, layout.weights(), places);
  }

  /** Makes each provider's program; holds nothing. */
  @DefaultSerializer(JavaSerializer.class)
  private static final class Programs implements ProgramFactory<ProviderRows> {
    private static final long serialVersionUID = 1L;

    @Override
    public LocalProgram create(
        String provider, PartyPlan plan, CkksContext context, Iterator<ProviderRows> rows) {
      Map<String, String> arguments = plan.arguments();
      Layout layout = LayoutArguments.read(plan.parameters(), arguments);
      double bound = Double.parseDouble(arguments.getOrDefault(ROW_BOUND, "Infinity"));
      return new LogisticProgram(
          context,
          layout,
          Families.linear(plan.algorithm(), arguments),
          plan.providers().indexOf(provider),
          bound,
          rows.next());
    }
  }
}

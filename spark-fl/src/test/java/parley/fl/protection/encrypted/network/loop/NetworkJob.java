package parley.fl.protection.encrypted.network.loop;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.BatchShares;
import parley.fl.network.BatchSums;
import parley.fl.network.ErrorWatch;
import parley.fl.network.NetworkRows;
import parley.fl.network.NetworkTerms;
import parley.fl.network.NetworkTraining;
import parley.fl.network.NetworkWeights;
import parley.fl.network.RowOrder;
import parley.fl.optim.LabelScale;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;
import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkRing;
import parley.fl.protection.encrypted.network.packing.PackedWeights;
import parley.fl.protection.encrypted.network.step.BatchTold;
import parley.fl.protection.encrypted.network.step.IterationNumbers;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.protection.encrypted.network.step.RowFactors;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.protocol.NoiseBounds;
import parley.mhe.random.Seed;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.session.FederationOptions;

/**
 * Rows of providers, in the names' order, and how a network is trained on them.
 *
 * @param batch rows of a batch
 * @param places of the layout
 * @param featuresPerPolynomial of the layout
 */
public record NetworkJob(
    NetworkTerms terms, List<ProviderRows> rows, int batch, int places, int featuresPerPolynomial) {
  private static NetworkJob running;

  /** With a feature a polynomial. */
  public NetworkJob(NetworkTerms terms, List<ProviderRows> rows, int batch, int places) {
    this(terms, rows, batch, places, 1);
  }

  /** Parameters of a ring for networks. */
  public static CkksParameters parameters(int logRingDimension, boolean insecure) {
    return NetworkRing.TRAINING.parameters(logRingDimension, insecure);
  }

  /** A provider's rows, of rows of features. */
  public static ProviderRows rows(String provider, double[][] rows, double[] labels) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][r] = rows[r][j];
      }
    }
    return new ProviderRows(provider, columns, labels, new double[0]);
  }

  private BatchTold told() {
    int[] counts = rows.stream().mapToInt(ProviderRows::rows).toArray();
    int features = terms.shape().features();
    return new BatchTold(
        Standardization.none(features, Double.POSITIVE_INFINITY), LabelScale.NONE, counts, batch);
  }

  private RowFactors factors() {
    return RowFactors.of(List.of(), rows.get(0).weighted());
  }

  private double weightSum() {
    return rows.stream().mapToDouble(ProviderRows::weightSum).sum();
  }

  private NetworkLayout layout(CkksParameters parameters) {
    return new NetworkLayout(
        parameters.ringDimension(), terms.shape().sizes(), places, featuresPerPolynomial);
  }

  /** The same weights by plain arithmetic. */
  public NetworkWeights inClear() {
    NetworkTraining training = new NetworkTraining(terms, terms.steps(1));
    BatchShares shares = told().shares();
    List<NetworkRows> ordered = new ArrayList<>();
    for (ProviderRows some : rows) {
      ProviderRows of = RowOrder.of(some, terms.seed());
      double[][] columns =
          IntStream.range(0, of.features()).mapToObj(of::column).toArray(double[][]::new);
      double[] labels = IntStream.range(0, of.rows()).mapToDouble(of::label).toArray();
      double mean = weightSum() / rows.stream().mapToInt(ProviderRows::rows).sum();
      double[] factors =
          IntStream.range(0, of.rows()).mapToDouble(r -> of.weight(r) / mean).toArray();
      ordered.add(NetworkRows.of(columns, labels, factors));
    }
    while (!training.done()) {
      int t = training.iteration();
      training.step(
          IntStream.range(0, rows.size())
              .mapToObj(
                  i ->
                      ordered
                          .get(i)
                          .sums(
                              training.lookahead(),
                              terms.activation(),
                              terms.outputs(),
                              shares.first(i, t),
                              shares.rows(i)))
              .reduce(BatchSums::plus)
              .orElseThrow());
    }
    return training.weights();
  }

  /** All iterations under encryption; the weights as the querier opens them. */
  public NetworkWeights encrypted(SparkSession spark, CkksParameters parameters) {
    return encrypted(spark, parameters, state -> {});
  }

  /** The same; the listener hears of each state. */
  NetworkWeights encrypted(
      SparkSession spark, CkksParameters parameters, LoopState.Listener listener) {
    NetworkLayout layout = layout(parameters);
    try (CkksContext context = CkksContext.open(parameters);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      NetworkLevels levels = NetworkLevels.of(context.primes(), rows.size(), terms.sigmoid());
      int all = rows.stream().mapToInt(ProviderRows::rows).sum();
      IterationNumbers numbers =
          new IterationNumbers(
              layout,
              levels,
              terms,
              terms.steps(1),
              batch,
              factors(),
              factors().unit(all, weightSum()));
      ErrorWatch watch = new ErrorWatch(terms.watch() ? terms.rule().firstError() : 0);
      try (Federation federation = federation(spark, layout, levels, context, querier);
          NetworkLoop loop = new NetworkLoop(federation, numbers, told(), watch)) {
        List<Ciphertext> model = loop.run(null, listener);
        List<Ciphertext> switched = new ArrayList<>();
        for (int layer = 0; layer < layout.layers(); layer++) {
          switched.addAll(
              federation.keySwitch(
                  NetworkSteps.reveal(layout, layer),
                  0,
                  model.subList(layout.firstPack(layer), layout.firstPack(layer + 1))));
        }
        model.forEach(Ciphertext::close);
        return opened(layout, querier, switched);
      }
    }
  }

  private Federation federation(
      SparkSession spark,
      NetworkLayout layout,
      NetworkLevels levels,
      CkksContext context,
      KeyPair querier) {
    PartyPlan.Builder plan =
        PartyPlan.builder("test", context)
            .providers(rows.stream().map(ProviderRows::provider).toList())
            .publicKey()
            .relinearisationKey()
            .rotationKeys(NetworkCircuit.galoisElements(context, layout));
    MiddleLevels middle = MiddleLevels.of(levels, context.primes());
    NetworkSteps.addTraining(
        plan, layout, levels, middle, terms, rows.size(), factors().any(), false);
    // Without flooding, which would hide how exact the rounds are.
    for (int layer = 0; layer < layout.layers(); layer++) {
      plan.step(
          reveal(
              levels,
              NetworkSteps.reveal(layout, layer),
              NetworkSteps.weights(layout, layer, true),
              layout.layer(layer).packs()));
    }
    running = this;
    return Federation.open(
        spark,
        plan.build(),
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, rows.size()),
        NetworkJob::program,
        querier.publicKey(),
        FederationOptions.defaults());
  }

  private OpeningStep reveal(NetworkLevels levels, String name, String source, int objects) {
    return OpeningStep.builder(name, ProtocolKind.KEY_SWITCH)
        .input(levels.modelLimbs(), 100)
        .ciphertextDeviation(NoiseBounds.sumRefresh(rows.size()))
        .maxAbs(NetworkLevels.BOUND)
        .source(StepSource.of(source))
        .objects(objects)
        .build();
  }

  /** Programs are made in this process, from the job that runs. */
  private static LocalProgram program(
      String provider, PartyPlan plan, CkksContext ring, Iterator<ProviderRows> own) {
    NetworkJob job = running;
    return new NetworkProgram(
        ring,
        job.layout(plan.parameters()),
        NetworkFamily.of(job.terms()),
        Double.POSITIVE_INFINITY,
        job.factors(),
        plan.providers().indexOf(provider),
        own.next());
  }

  private NetworkWeights opened(NetworkLayout layout, KeyPair querier, List<Ciphertext> switched) {
    BigInteger[][] coefficients = new BigInteger[switched.size()][];
    for (int i = 0; i < coefficients.length; i++) {
      try (Ciphertext one = switched.get(i);
          Polynomial phase = querier.phase(one)) {
        coefficients[i] = phase.coefficients();
      }
    }
    double[] weights = new PackedWeights(layout).weights(coefficients, NetworkLevels.MODEL_SCALE);
    return NetworkWeights.of(terms.shape(), weights);
  }

  /** log2 of the largest difference, relative to the largest weight. */
  public static double error(NetworkWeights got, NetworkWeights expected) {
    double worst = 0;
    double largest = 0;
    double[] wanted = expected.toArray();
    double[] found = got.toArray();
    for (int i = 0; i < wanted.length; i++) {
      worst = Math.max(worst, Math.abs(found[i] - wanted[i]));
      largest = Math.max(largest, Math.abs(wanted[i]));
    }
    return Math.log(worst / largest) / Math.log(2);
  }
}

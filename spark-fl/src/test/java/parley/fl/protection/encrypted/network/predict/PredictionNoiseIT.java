package parley.fl.protection.encrypted.network.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.fl.network.NetworkInput;
import parley.fl.network.QuadraticActivation;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;
import parley.fl.protection.encrypted.network.loop.NetworkCircuit;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkRing;
import parley.fl.protection.encrypted.network.packing.PackedWeights;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.SessionQuerier;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.Axis;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartyStatus;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.Seed;
import parley.mhe.runtime.ConvertCall;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.SavedSession;
import parley.mhe.runtime.session.SessionKeys;
import parley.testing.LocalSpark;

/**
 * The noise of answers, of a network as large as the formula reckons with: slopes of 7.5, norms of
 * 2 towards a neuron behind a hidden layer and of 8 towards an output.
 */
class PredictionNoiseIT {
  private static final CkksParameters INSECURE_SMALL = NetworkRing.PREDICTION.parameters(12, true);
  private static final List<String> PROVIDERS = List.of("a", "b", "c");
  private static final int FEATURES = 5;
  private static final int NEURONS = 8;
  private static final int OUTPUTS = 3;
  private static final int ROWS = 128;
  private static final String MODEL = NetworkSteps.MODEL_HIDDEN;
  private static final String OPEN = "test/open";

  /** What two answers' difference is multiplied with, so that what hides noise does not hide it. */
  private static final BigInteger MAGNIFIED = BigInteger.ONE.shiftLeft(100);

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static final class NoRows implements LocalProgram {
    @Override
    public List<@Nullable Ciphertext> step(
        SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] privateInputHash() {
      return new byte[32];
    }
  }

  private static LocalProgram program(
      String provider, PartyPlan plan, CkksContext context, Iterator<String> own) {
    return new NoRows();
  }

  private static NetworkLayout layout(int hidden) {
    List<Integer> sizes = new ArrayList<>(List.of(FEATURES));
    for (int layer = 0; layer < hidden; layer++) {
      sizes.add(NEURONS);
    }
    sizes.add(OUTPUTS);
    return new NetworkLayout(INSECURE_SMALL.ringDimension(), sizes, ROWS);
  }

  /** Inputs to outputs, the intercepts last; but for these outputs have no mean over the inputs. */
  private static double[][] weights(Random random, int inputs, int outputs, double norm, double b) {
    double[][] weights = new double[inputs + 1][outputs];
    for (int k = 0; k < outputs; k++) {
      double[] towards = random.doubles(inputs, -1, 1).toArray();
      double mean = Arrays.stream(towards).average().orElseThrow();
      double length = 0;
      for (int j = 0; j < inputs; j++) {
        length = Math.hypot(length, towards[j] - mean);
      }
      for (int j = 0; j < inputs; j++) {
        weights[j][k] = norm / length * (towards[j] - mean);
      }
      weights[inputs][k] = b;
    }
    return weights;
  }

  private static OpenSession open(
      PredictionLayout layout, QuerierKey querier, FederationOptions options) {
    return OpenSession.open(
        INSECURE_SMALL,
        SessionQuerier.here(querier),
        (context, publicKey, credential) ->
            Federation.open(
                spark,
                plan(context, layout),
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(PROVIDERS, PROVIDERS.size()),
                PredictionNoiseIT::program,
                publicKey,
                options));
  }

  private static OpenSession again(
      SavedSession saved, QuerierKey querier, FederationOptions options) {
    return OpenSession.open(
        INSECURE_SMALL,
        SessionQuerier.here(querier),
        (context, publicKey, credential) ->
            Federation.continueSession(spark, saved, publicKey, options));
  }

  /** The packed weights at the scale of training, as encrypted by whoever has the public key. */
  private static List<Ciphertext> packed(Federation federation, NetworkLayout layout) {
    CkksContext context = federation.context();
    int limbs = NetworkLevels.LOCAL_LIMBS;
    Random random = new Random(11);
    List<Plaintext> packs = new ArrayList<>();
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      var columns = layout.columns(layer);
      double[][] weights =
          weights(random, columns.inputs(), columns.neurons(), layer == 0 ? 3e-4 : 2, 7);
      for (int pack = 0; pack < columns.packs(); pack++) {
        packs.add(PackedWeights.columns(context, columns, weights, pack, 1, limbs));
      }
    }
    double[][] last = weights(random, NEURONS, OUTPUTS, 8, 0);
    packs.add(
        new PackedWeights(layout).patterns(context, last, 1, NetworkLevels.HIDDEN_SCALE, limbs));
    try {
      return packs.stream().map(p -> federation.publicKey().encrypt(p, Seed.fresh())).toList();
    } finally {
      packs.forEach(Plaintext::close);
    }
  }

  /** Refreshes the model: what goes in comes out, with other noise. */
  private static ConversionMap identity(int packs) {
    int n = INSECURE_SMALL.ringDimension();
    return ConversionMap.of(
        n,
        ConversionMap.Side.COEFFICIENTS,
        packs,
        ConversionMap.Side.COEFFICIENTS,
        packs,
        Factor.of(1, NetworkLevels.HIDDEN_SCALE, NetworkLevels.MODEL_SCALE),
        List.of(new Moves(0, 0, List.of(new Axis(packs * n, 1, 1)))));
  }

  private static PartyPlan plan(CkksContext context, PredictionLayout layout) {
    PredictionLevels levels = PredictionLevels.of(context, layout, PROVIDERS.size());
    PartyPlan.Builder plan =
        PartyPlan.builder("test", context)
            .providers(PROVIDERS)
            .publicKey()
            .relinearisationKey()
            .rotationKeys(NetworkCircuit.galoisElements(context, layout.network()));
    plan.step(
        ConvertingStep.builder(MODEL)
            .rounds(2)
            .map(identity(layout.network().layers()))
            .limbs(NetworkLevels.LOCAL_LIMBS, PredictionLevels.LIMBS)
            .logScales(60, 100)
            .maskBits(128 + 64)
            .maxAbs(NetworkLevels.BOUND / 4)
            // The driver's own; a plan has to name some step.
            .source(StepSource.computedFrom(MODEL))
            .build());
    PredictionSteps.add(plan, layout, levels, PROVIDERS.size());
    plan.step(
        OpeningStep.builder(OPEN, ProtocolKind.KEY_SWITCH)
            .input(levels.answers().limbsOut(), Math.getExponent(levels.answers().scaleOut()))
            .ciphertextDeviation(levels.deviation())
            .maxAbs(NetworkLevels.BOUND)
            .source(StepSource.computedFrom(PredictionSteps.OUTPUTS))
            .build());
    return plan.build();
  }

  /** The answers to one question, of a model. */
  private static Ciphertext answers(
      OpenSession session, PredictionLayout layout, List<byte[]> sealed, int round) {
    double[][] rows = new double[ROWS][];
    Random random = new Random(5);
    Arrays.setAll(rows, r -> random.doubles(FEATURES, -3, 3).toArray());
    Standardization none = Standardization.none(FEATURES, 3);
    SealedModel model =
        new SealedModel(FEATURES, true, none, sealed, new byte[0], LabelScale.NONE.attributes());
    NetworkQueries queries =
        new NetworkQueries(
            session.context(),
            layout,
            new NetworkInput(null, none),
            session.federation().publicKey(),
            rows);
    List<Ciphertext> query = queries.block(0);
    try (NetworkPrediction prediction =
        new NetworkPrediction(session, model, layout, QuadraticActivation.CENTRED)) {
      return prediction.answer(query, ROWS, round);
    } finally {
      NetworkCircuit.closeAll(query);
    }
  }

  /** The model with noise of its own. */
  private static List<byte[]> refreshed(OpenSession session, List<Ciphertext> packed, int round) {
    ConvertCall call = new ConvertCall(identity(packed.size()), NetworkLevels.MODEL_SCALE);
    List<Ciphertext> sealed = session.federation().convert(MODEL, round, packed, call).outputs();
    try {
      return sealed.stream().map(Ciphertext::toBytes).toList();
    } finally {
      NetworkCircuit.closeAll(sealed);
    }
  }

  private static BigInteger[] opened(
      OpenSession session, String step, int round, Ciphertext answers) {
    try (Ciphertext switched =
            session.federation().keySwitch(step, round, List.of(answers)).get(0);
        Polynomial phase = session.querier().keys().phase(switched)) {
      return Arrays.copyOf(phase.coefficients(), ROWS * OUTPUTS);
    }
  }

  private static double deviation(BigInteger[] numbers) {
    return Math.sqrt(
        Arrays.stream(numbers).mapToDouble(i -> Math.pow(i.doubleValue(), 2)).average().orElse(0));
  }

  /**
   * The step's bound, by which the noise is hidden, over what it is between two equal questions.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void answer_twice_differsByNoiseBelowTheBound(int hidden) {
    PredictionLayout layout = new PredictionLayout(layout(hidden), ROWS);
    try (OpenSession session = open(layout, QuerierKey.generate(), FederationOptions.defaults())) {
      PredictionLevels levels = PredictionLevels.of(session.context(), layout, PROVIDERS.size());
      try (Scope ignored = Scope.open()) {
        Evaluator evaluator = new Evaluator(session.context());
        List<Ciphertext> packed = packed(session.federation(), layout.network());
        List<byte[]> model = refreshed(session, packed, 0);
        List<byte[]> again = refreshed(session, packed, 1);
        Ciphertext first = answers(session, layout, model, 0);
        Ciphertext second = answers(session, layout, again, 1);
        Ciphertext difference =
            evaluator.multiplyInteger(evaluator.subtract(first, second), MAGNIFIED, 1);
        double scale = levels.answers().scaleOut();

        assertThat(deviation(opened(session, PredictionSteps.ANSWERS, 1, second)) / scale)
            .as("answers")
            .isBetween(.01, 30.);
        double noise = deviation(opened(session, OPEN, 0, difference)) / MAGNIFIED.doubleValue();
        assertThat(levels.deviation() / (noise / Math.sqrt(2)))
            .as("bound over noise")
            .isBetween(2., 16.);
        NetworkCircuit.closeAll(packed);
        first.close();
        second.close();
      }
    }
  }

  /** The driver is lost before it says that it has the answers; the parties have their stores. */
  @Test
  void keySwitch_ofALostDriversAnswers_givesTheSameBytesAndOpensNothingAnew(@TempDir Path stores) {
    PredictionLayout layout = new PredictionLayout(layout(1), ROWS);
    QuerierKey querier = QuerierKey.generate();
    FederationOptions options =
        FederationOptions.builder()
            .home(PartyHome.keyStore(stores, PassphraseSource.none()))
            .build();
    byte[] saved;
    byte[] asked;
    byte[] lost;
    try (OpenSession session = open(layout, querier, options);
        Scope ignored = Scope.open()) {
      List<Ciphertext> packed = packed(session.federation(), layout.network());
      try (Ciphertext answers = answers(session, layout, refreshed(session, packed, 0), 0);
          Ciphertext switched =
              session.federation().keySwitch(PredictionSteps.ANSWERS, 0, answers)) {
        asked = answers.toBytes();
        lost = switched.toBytes();
      }
      NetworkCircuit.closeAll(packed);
      saved = session.federation().save().toBytes();
    }

    try (OpenSession session = again(SavedSession.fromBytes(saved), querier, options);
        Ciphertext answers = Ciphertext.fromBytes(session.context(), asked)) {
      Federation federation = session.federation();
      try (Ciphertext switched = federation.keySwitch(PredictionSteps.ANSWERS, 0, answers)) {
        assertThat(switched.toBytes()).isEqualTo(lost);
      }
      assertThat(federation.statuses().values())
          .hasSize(PROVIDERS.size())
          .extracting(PartyStatus::rowsUsed)
          .containsOnly((long) ROWS);
      assertThat(federation.nextRound(PredictionSteps.ANSWERS)).isEqualTo(1);
      assertThatThrownBy(() -> federation.keySwitch(PredictionSteps.ANSWERS, 1, answers))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("it was opened before");
    }
  }
}

package parley.fl.protection.encrypted.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.ErrorWatch;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;
import parley.fl.optim.StandardizationMode;
import parley.fl.protection.encrypted.network.loop.NetworkJob;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.predict.PredictionSteps;
import parley.fl.protection.encrypted.network.step.BatchTold;
import parley.fl.protection.encrypted.network.step.IterationNumbers.Step;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.KnownAlgorithms;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.StepSource;

/** A network's plan, made again by each party from the arguments that the driver sends. */
class NetworkPlanTest {
  private static CkksContext context;

  @BeforeAll
  static void open() {
    context = CkksContext.open(NetworkJob.parameters(14, false));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  private static List<String> names(int providers) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < providers; i++) {
      names.add(String.format("p%02d", i));
    }
    return names;
  }

  private static NetworkAgreed agreed(int iterations, boolean reveal) {
    return agreed(iterations, reveal, List.of(64));
  }

  private static NetworkAgreed agreed(int iterations, boolean reveal, List<Integer> hidden) {
    NetworkShape shape = NetworkShape.classifier(100, hidden, 10);
    NetworkTerms terms = NetworkTerms.builder(shape).iterations(iterations).build();
    return new NetworkAgreed(
        new NetworkLayout(1 << 14, shape.sizes(), 1024, 4),
        NetworkFamily.of(terms),
        StandardizationMode.COLLECTIVE,
        3,
        false,
        reveal,
        reveal ? 0 : 64,
        "");
  }

  private static PartyPlan plan(SortedMap<String, String> arguments, int providers) {
    return new NetworkKind()
        .plan(agreed(30, true).family(), context, arguments, names(providers), false);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 20, 21, 96})
  void plan_ofAnyNumberOfProviders_isTakenByParties(int providers) {
    PartyPlan plan = NetworkPlan.of(context, agreed(30, true), names(providers), false);

    assertThatCode(() -> KnownAlgorithms.ofThisProcess().require(plan)).doesNotThrowAnyException();
    assertThatCode(() -> plan.requireRoom(context)).doesNotThrowAnyException();
    assertThat(PartyPlan.fromBytes(plan.toBytes()).hash()).isEqualTo(plan.hash());
    assertThat(plan(agreed(30, true).arguments(), providers).hash()).isEqualTo(plan.hash());
  }

  @ParameterizedTest
  @CsvSource({"3, 64 64", "96, 64 64", "3, 64 32 16 8 8 8 8 8 8"})
  void plan_ofMoreHiddenLayers_isTakenByParties(int providers, String hidden) {
    List<Integer> sizes = Stream.of(hidden.split(" ")).map(Integer::valueOf).toList();
    PartyPlan plan = NetworkPlan.of(context, agreed(30, true, sizes), names(providers), false);

    assertThatCode(() -> KnownAlgorithms.ofThisProcess().require(plan)).doesNotThrowAnyException();
    assertThatCode(() -> plan.requireRoom(context)).doesNotThrowAnyException();
    assertThat(plan.steps())
        .extracting(PlanStep::name)
        .filteredOn(name -> name.startsWith("train/gradient"))
        .hasSize(sizes.size());
  }

  /** The start weights, and those for the way back, are then the driver's encryptions. */
  @Test
  void plan_oneIterationOfMoreHiddenLayers_transposesNothing() {
    PartyPlan plan = NetworkPlan.of(context, agreed(1, true, List.of(64, 32)), names(3), false);

    assertThat(plan.steps())
        .extracting(PlanStep::name)
        .contains("train/forward-2", "train/backward-2", "model/hidden-2")
        .doesNotContain("train/transposed-2", "train/hidden-2");
    assertThat(plan.step("train/forward-2").source()).isEqualTo(StepSource.NONE);
    assertThat(plan.step("train/backward-2").source()).isEqualTo(StepSource.NONE);
  }

  @Test
  void plan_oneIteration_hasNoCarriedStep() {
    PartyPlan plan = NetworkPlan.of(context, agreed(1, true), names(3), false);

    assertThat(plan.steps())
        .extracting(PlanStep::name)
        .contains(NetworkSteps.FORWARD, NetworkSteps.MODEL_HIDDEN, NetworkSteps.MODEL_OUTPUT)
        .doesNotContain(NetworkSteps.HIDDEN, NetworkSteps.OUTPUT, PredictionSteps.ANSWERS);
  }

  @ParameterizedTest
  @CsvSource({
    "places, 512",
    "featuresPerPolynomial, 2",
    "iterations, 31",
    "layers, 100-32-10",
    "reveal, false",
    "standardization, none",
    "rowWeights, true"
  })
  void require_argumentThatWasAltered_refused(String name, String value) {
    PartyPlan good = NetworkPlan.of(context, agreed(30, true), names(3), false);
    PartyPlan.Builder altered = PartyPlan.builder(good.algorithm(), context).providers(names(3));
    TreeMap<String, String> arguments = new TreeMap<>(good.arguments());
    arguments.put(name, value);
    arguments.forEach(altered::argument);
    good.steps().forEach(altered::step);

    assertThatThrownBy(() -> KnownAlgorithms.ofThisProcess().require(altered.build()))
        .isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "places, many, 'For input string: \"many\"'",
    "reveal, yes, 'For reveal: \"yes\"'",
    "reveal, True, 'For reveal: \"True\"'",
    "reveal, '', 'For reveal: \"\"'",
    "rowWeights, yes, 'For rowWeights: \"yes\"'"
  })
  void plan_argumentThatIsNoValue_refused(String name, String value, String reason) {
    TreeMap<String, String> arguments = new TreeMap<>(agreed(30, true).arguments());
    arguments.put(name, value);

    assertThatThrownBy(() -> plan(arguments, 3))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith(
            "cannot read what a network's providers agree on: "
                + reason
                + ", expected the arguments of this version, got {");
  }

  private static byte[] checkpoint() {
    BatchTold told =
        new BatchTold(
            Standardization.of(new double[] {1, 2}, new double[] {3, 4}, List.of(1), 3),
            LabelScale.NONE,
            new int[] {7, 5},
            12);
    NetworkCheckpoint.Saved start =
        new NetworkCheckpoint.Saved(
            List.of(new byte[] {1, 2}, new byte[] {4}), List.of(), List.of(), null);
    NetworkCheckpoint.Saved later =
        new NetworkCheckpoint.Saved(
            List.of(new byte[] {3}),
            List.of(new byte[] {7}),
            List.of(new byte[] {5}, new byte[] {6}),
            new Step(3, 0, false));
    return new NetworkCheckpoint(
            1,
            new Step(4, 1, true),
            told.toBytes(),
            12,
            2.5,
            later,
            start,
            List.of(new ErrorWatch.Look(2, .25, false)),
            List.of())
        .toBytes();
  }

  @Test
  void fromBytes_checkpointThatWasWritten_isTheSame() {
    NetworkCheckpoint read = NetworkCheckpoint.fromBytes(checkpoint());

    assertThat(read.toBytes()).isEqualTo(checkpoint());
    assertThat(read.nextAttempt().attempt()).isEqualTo(2);
    assertThat(read.iteration()).isEqualTo(4);
  }

  @Test
  void fromBytes_anyMutation_readOrRefusedAsOurs() {
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] changed = checkpoint();
      for (int k = random.nextInt(3); k >= 0; k--) {
        changed[random.nextInt(changed.length)] =
            random.nextBoolean() ? (byte) random.nextInt() : (byte) (random.nextInt(3) - 1);
      }
      try {
        NetworkCheckpoint.fromBytes(changed);
      } catch (ParleyException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }
}

package parley.fl.protection.encrypted.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.loop.NetworkJob;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkRing;
import parley.fl.protection.encrypted.network.predict.ColumnRows;
import parley.fl.protection.encrypted.network.predict.PredictionLayout;
import parley.fl.protection.encrypted.network.predict.PredictionLevels;
import parley.fl.protection.encrypted.network.predict.PredictionSteps;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.KnownAlgorithms;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.protocol.Flood;

/** What a sealed network's plan lets the querier ask for. */
class PredictionPlanTest {
  private static CkksContext context;

  @BeforeAll
  static void open() {
    context = CkksContext.open(NetworkRing.PREDICTION.parameters(14, false));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  private static List<String> names(int providers) {
    return IntStream.range(0, providers).mapToObj(i -> String.format("p%02d", i)).toList();
  }

  private static NetworkAgreed agreed(NetworkLayout layout, int rowsPerOpening) {
    List<Integer> hidden = layout.sizes().subList(1, layout.sizes().size() - 1);
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(100, hidden, 10)).iterations(30).build();
    return new NetworkAgreed(
        layout,
        NetworkFamily.of(terms),
        StandardizationMode.COLLECTIVE,
        3,
        false,
        false,
        rowsPerOpening,
        "");
  }

  private static NetworkAgreed agreed(int rowsPerOpening) {
    return agreed(new NetworkLayout(1 << 14, List.of(100, 64, 10), 1024), rowsPerOpening);
  }

  /** The more providers, the more noise, and the coarser are the answers. */
  @ParameterizedTest
  @CsvSource({
    // providers: log2 of the scales of refreshed activations and of answers, bits of an answer
    "3, 85, 86, 18",
    "10, 83, 84, 15",
    "20, 82, 83, 13",
    "50, 81, 82, 11",
    "96, 80, 81, 9",
  })
  void plan_providers_scalesAndBitsAreThoseOfTheTable(
      int providers, int again, int answers, int bits) {
    NetworkAgreed agreed = agreed(256);
    PartyPlan plan = NetworkPlan.of(context, agreed, names(providers), false);
    PredictionLevels levels = PredictionLevels.of(context, agreed.prediction(), providers);

    assertThat(Math.getExponent(levels.hidden().get(0).onward().scaleOut())).isEqualTo(again);
    assertThat(Math.getExponent(levels.answers().scaleOut())).isEqualTo(answers);
    assertThat(PredictionSteps.bits(plan)).isEqualTo(bits);
    assertThatCode(() -> KnownAlgorithms.ofThisProcess().require(plan)).doesNotThrowAnyException();
    assertThatCode(() -> plan.requireRoom(context)).doesNotThrowAnyException();
    assertThat(PartyPlan.fromBytes(plan.toBytes()).hash()).isEqualTo(plan.hash());
  }

  private static NetworkAgreed agreed(Integer... hidden) {
    List<Integer> sizes = new ArrayList<>(List.of(100));
    sizes.addAll(List.of(hidden));
    sizes.add(10);
    return agreed(new NetworkLayout(1 << 14, sizes, 1024), 64);
  }

  /** Margins are not multiplied again. */
  @ParameterizedTest
  @CsvSource({"3, 20", "10, 20", "96, 20"})
  void plan_noHiddenLayer_bitsAreThoseOfTheTable(int providers, int bits) {
    NetworkAgreed agreed = agreed(new NetworkLayout(1 << 14, List.of(100, 10), 1024, 8), 128);

    PartyPlan plan = NetworkPlan.of(context, agreed, names(providers), false);

    assertThat(PredictionSteps.bits(plan)).isEqualTo(bits);
    assertThat(plan.steps().stream().map(PlanStep::name).filter(name -> name.startsWith("predict")))
        .containsExactly("predict/outputs", "predict/answers");
    assertThatCode(() -> KnownAlgorithms.ofThisProcess().require(plan)).doesNotThrowAnyException();
    assertThatCode(() -> plan.requireRoom(context)).doesNotThrowAnyException();
    assertThat(PartyPlan.fromBytes(plan.toBytes()).hash()).isEqualTo(plan.hash());
    assertThatThrownBy(
            () -> agreed(new NetworkLayout(1 << 14, List.of(100, 10), 1024, 8), 129).prediction())
        .hasMessageContaining("expected 1 to 128, got 129");
  }

  /** Each further layer costs three or four bits, the first of many providers less. */
  @ParameterizedTest
  @CsvSource({
    // hidden layers: providers, bits of an answer
    "64-64, 3, 15",
    "64-64, 10, 13",
    "64-64, 96, 9",
    "64-64-64, 3, 11",
    "64-64-64, 10, 9",
    "64-64-64, 20, 8",
    "16-128-32, 3, 10",
  })
  void plan_moreHiddenLayers_bitsAreThoseOfTheTable(String hidden, int providers, int bits) {
    Integer[] sizes = Stream.of(hidden.split("-")).map(Integer::valueOf).toArray(Integer[]::new);

    PartyPlan plan = NetworkPlan.of(context, agreed(sizes), names(providers), false);

    assertThat(PredictionSteps.bits(plan)).isEqualTo(bits);
    assertThatCode(() -> plan.requireRoom(context)).doesNotThrowAnyException();
    assertThat(PartyPlan.fromBytes(plan.toBytes()).hash()).isEqualTo(plan.hash());
  }

  /** Two refreshes a hidden layer, each of what the one before gave, and as many rounds of each. */
  @Test
  void plan_threeHiddenLayers_stepsFollowEachOther() {
    PartyPlan plan = NetworkPlan.of(context, agreed(64, 32, 16), names(3), false);

    List<PlanStep> steps =
        plan.steps().stream().filter(step -> step.name().startsWith("predict/")).toList();
    assertThat(steps)
        .extracting(PlanStep::name)
        .containsExactly(
            "predict/to-slots",
            "predict/columns-2",
            "predict/to-slots-2",
            "predict/columns-3",
            "predict/to-slots-3",
            "predict/again",
            "predict/outputs",
            "predict/answers");
    assertThat(steps).allMatch(step -> step.rounds() == PredictionSteps.ROUNDS);
    assertThat(steps.get(0).source().step()).isEqualTo(NetworkSteps.MODEL_HIDDEN);
    for (int i = 1; i < steps.size(); i++) {
      assertThat(steps.get(i).source().step()).isEqualTo(steps.get(i - 1).name());
    }
    // 64 rows of 64 inputs, and of 32, four columns a polynomial at 64 places, eight at 32.
    assertThat(plan.step("predict/columns-2", ConvertingStep.class).outputs()).isEqualTo(64 / 4);
    assertThat(plan.step("predict/columns-3", ConvertingStep.class).outputs()).isEqualTo(32 / 8);
  }

  /** What training left in the weights is flooded before anything is asked. */
  @Test
  void plan_sealed_floodsTheFinishedModel() {
    PartyPlan plan = NetworkPlan.of(context, agreed(256), names(3), false);

    SumRefreshStep hidden = plan.step(NetworkSteps.MODEL_HIDDEN, SumRefreshStep.class);
    SumRefreshStep output = plan.step(NetworkSteps.MODEL_OUTPUT, SumRefreshStep.class);
    // 18 bits, sqrt(3) parties, and 128 places that weights are divided by.
    assertThat(hidden.flood()).isEqualTo(Flood.ofCoefficients(18 + 1 + 7));
    // Sixteen coefficients of a pattern add up to a weight.
    assertThat(output.flood()).isEqualTo(new Flood(18 + 3 + 7));
    assertThat(plan.step(NetworkSteps.HIDDEN, SumRefreshStep.class).flood()).isNull();
    OpeningStep answers = plan.step(PredictionSteps.ANSWERS, OpeningStep.class);
    assertThat(answers.rowsPerOpening(plan)).isEqualTo(256);
    assertThat(answers.source().computed()).isFalse();
    assertThat(answers.source().step()).isEqualTo(PredictionSteps.OUTPUTS);
    assertThat(plan.has(NetworkSteps.REVEAL_HIDDEN)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"200, 64, 7", "10, 64-64-64-64, 5", "50, 64-64-64, 7"})
  void plan_tooManyProvidersOrLayers_refused(int providers, String hidden, int bits) {
    Integer[] sizes = Stream.of(hidden.split("-")).map(Integer::valueOf).toArray(Integer[]::new);

    assertThatThrownBy(() -> NetworkPlan.of(context, agreed(sizes), names(providers), false))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "cannot plan predictions of a network: what hides the noise of so many providers and"
                + " layers hides the answers too, expected at least 8 bits behind the point, got "
                + bits
                + " with "
                + providers
                + " providers and hidden layers of "
                + List.of(sizes)
                + "; fewer of either, or revealWeights, would do");
  }

  @ParameterizedTest
  @CsvSource({"0, 256", "257, 256"})
  void plan_rowsWithoutRoom_refused(int rows, int most) {
    assertThatThrownBy(() -> NetworkPlan.of(context, agreed(rows), names(3), false))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "cannot plan predictions of a network: an opening has no room for so many rows,"
                + " expected 1 to "
                + most
                + ", got "
                + rows);
  }

  /** The widest layer has the fewest rows in a block, its inputs counted. */
  @ParameterizedTest
  @CsvSource({"64-64, 256", "64-128, 128", "128-16, 128", "16-128-16, 128", "16-16, 1024"})
  void mostRows_hiddenLayers_areThoseOfTheWidest(String hidden, int most) {
    Integer[] sizes = Stream.of(hidden.split("-")).map(Integer::valueOf).toArray(Integer[]::new);
    List<Integer> all = new ArrayList<>(List.of(100));
    all.addAll(List.of(sizes));
    all.add(10);

    assertThat(PredictionLayout.mostRows(new NetworkLayout(1 << 14, all, 1024))).isEqualTo(most);
  }

  @Test
  void plan_sealedInTheShorterRing_refused() {
    try (CkksContext shorter = CkksContext.open(NetworkJob.parameters(14, false))) {
      assertThatThrownBy(() -> NetworkPlan.of(shorter, agreed(256), names(3), false))
          .isInstanceOf(PlanException.class)
          .hasMessage(
              "cannot plan predictions of a network: the ring is another, expected 8 limbs, got 6");
    }
  }

  /** Every column is in one place of one polynomial, however many share one. */
  @ParameterizedTest
  @CsvSource({
    // features a polynomial of the training, rows: polynomials, places
    "1, 256, 101, 1",
    "1, 16, 7, 16",
    "1, 10, 7, 16",
    "4, 64, 26, 4",
    "4, 16, 7, 16",
    "4, 1, 1, 256",
  })
  void layout_rows_columnsArePlacedOnce(int features, int rows, int polynomials, int places) {
    ColumnRows layout =
        new PredictionLayout(new NetworkLayout(1 << 14, List.of(100, 64, 10), 1024, features), rows)
            .columns(0);

    assertThat(layout.polynomials()).isEqualTo(polynomials);
    assertThat(layout.coefficients().featuresPerPolynomial()).isEqualTo(places);
    int[] columns =
        IntStream.range(0, polynomials)
            .flatMap(g -> IntStream.range(0, places).map(f -> layout.column(g, f)))
            .filter(column -> column < 101)
            .sorted()
            .toArray();
    assertThat(columns).containsExactly(IntStream.range(0, 101).toArray());
  }
}

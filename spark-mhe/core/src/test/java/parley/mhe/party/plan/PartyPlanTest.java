package parley.mhe.party.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;
import parley.mhe.party.TestParties;
import parley.mhe.protocol.ProductShape;

/** What a plan says, and which plans are refused. */
class PartyPlanTest {
  private static final UploadStep MAP =
      UploadStep.builder("end/map", ProtocolKind.UPLOAD).output(2, 45).build();

  private static CkksContext context;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @BeforeEach
  void allowInsecure() {
    System.setProperty("parley.insecure", "true");
  }

  @AfterEach
  void forbidInsecure() {
    System.clearProperty("parley.insecure");
  }

  private static PartyPlan.Builder empty(String... providers) {
    return PartyPlan.builder("test", context).providers(Arrays.asList(providers)).publicKey();
  }

  @Test
  void build_tooFewProviders_refused() {
    assertThatThrownBy(() -> empty("a").build())
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected at least 3 providers, got 1");
    assertThatThrownBy(() -> empty("a").allowTwoProviders(true).build())
        .isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> empty("a", "b").build())
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("two allowed explicitly");
    assertThat(empty("b", "a").allowTwoProviders(true).build().providers())
        .containsExactly("a", "b");
  }

  @Test
  void provider_nameThatIsNoFileName_refused() {
    for (String name : new String[] {"", "../x", ".hidden", "a/b", "a\\b", "a".repeat(101)}) {
      assertThatThrownBy(() -> empty("a", "b", "c", name))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot name a provider");
    }
    assertThat(empty("Hôpital 1", "b", "c").build().providers()).contains("Hôpital 1");
  }

  @Test
  void build_insecureParametersOutsideOfTest_refused() {
    byte[] plan = empty("a", "b", "c").build().toBytes();
    System.clearProperty("parley.insecure");
    assertThatThrownBy(() -> empty("a", "b", "c").build())
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected at least 128 bits");
    assertThatThrownBy(() -> PartyPlan.fromBytes(plan)).isInstanceOf(ParleyException.class);
  }

  @Test
  void requireRoom_openingThatWouldWrap_refusedByName() {
    empty("a", "b", "c").step(MAP).step(opening(1)).build().requireRoom(context);
    PartyPlan plan = empty("a", "b", "c").step(MAP).step(opening(0x1p80)).build();

    assertThatThrownBy(() -> plan.requireRoom(context))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot plan the step end/open: cannot open a ciphertext: too few")
        .hasMessageContaining("expected more than 126 bits, got ");
  }

  /** Of three parties, limbs of 60, 45, .. bits; the way to slots and back leaves 238 bits. */
  @Test
  void requireRoom_conversionWithoutRoom_refusedByName() {
    requireRoom(converting(4, 1, 0));
    assertThatThrownBy(() -> requireRoom(converting(4, 1, 193)))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot plan the step end/convert: cannot refresh: too few limbs for masks of 193 bits"
                + " and 3 parties, expected 5 limbs, got 4 (195 bits)");
    requireRoom(converting(5, 1, 223));
    assertThatThrownBy(() -> requireRoom(converting(5, 1, 224)))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot plan the step end/convert: cannot convert: masks are too wide for 256 bits,"
                + " expected at most 223 bits with 3 parties, got 224");
  }

  /** A product's way is of its own: of 223 bits and three parties four more are left. */
  @Test
  void requireRoom_productWithoutRoom_refusedByName() {
    PartyPlan.Builder good = empty("a", "b", "c").step(MAP).step(converting(5, 1, 223));
    good.step(product(16)).build().requireRoom(context);
    PartyPlan.Builder bad = empty("a", "b", "c").step(MAP).step(converting(5, 1, 223));

    assertThatThrownBy(() -> bad.step(product(32)).build().requireRoom(context))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot plan the step end/product: cannot convert: masks are too wide for 256 bits,"
                + " expected at most 222 bits with 3 parties, got 223");
  }

  private static ProductStep product(int multiplier) {
    ConversionMap way =
        ConversionMap.toCoefficients(
            new SlotLayout(1024, 100, 4),
            CoefficientLayout.of(1024, 100, 4),
            Factor.of(multiplier, 1, 1));
    return ProductStep.builder("end/product")
        .masked("end/convert")
        .shape(new ProductShape(way, 256, false, 4))
        .numbers(5, 45, 90)
        .build();
  }

  private static void requireRoom(ConvertingStep step) {
    empty("a", "b", "c").step(MAP).step(step).build().requireRoom(context);
  }

  private static ConvertingStep converting(int limbs, int multiplier, int maskBits) {
    SlotLayout slots = new SlotLayout(1024, 100, 4);
    return ConvertingStep.builder("end/convert")
        .map(ConversionMap.sumNeurons(slots, 1, Factor.of(multiplier, 1, 1)))
        .limbs(limbs, 5)
        .logScales(45, 45)
        .maxAbs(1)
        .maskBits(maskBits)
        .source(StepSource.computedFrom("end/map"))
        .build();
  }

  private static PlanStep opening(double maxAbs) {
    return OpeningStep.builder("end/open", ProtocolKind.KEY_SWITCH)
        .input(2, 45)
        .source(StepSource.computedFrom("end/map"))
        .ciphertextDeviation(10)
        .maxAbs(maxAbs)
        .build();
  }

  @Test
  void bytes_readBack_samePlan() {
    PartyPlan plan = TestParties.plan(context).argument("degree", "5").build();
    PartyPlan read = PartyPlan.fromBytes(plan.toBytes());
    assertThat(read.hash()).isEqualTo(plan.hash());
    assertThat(read.steps()).isEqualTo(plan.steps());
    assertThat(read.arguments()).containsEntry("degree", "5");
    assertThat(read.automorphisms()).containsExactly(5, 25);
    assertThat(TestParties.plan(context).argument("degree", "9").build().hash())
        .isNotEqualTo(plan.hash());
  }

  @Test
  void fromBytes_anotherVersion_refusedByName() {
    byte[] plan = TestParties.plan(context).build().toBytes();
    int digit = 4 + "parley/plan/".length();
    assertThat(plan[digit]).isEqualTo((byte) '4');
    for (char version : new char[] {'1', '2', '3', '5', 'x'}) {
      plan[digit] = (byte) version;
      assertThatThrownBy(() -> PartyPlan.fromBytes(plan))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("it is of another version, expected 4, got ")
          .hasMessageContaining(version == 'x' ? "got other bytes; a" : "got " + version + "; a")
          .hasMessageContaining("is used with the version that made it, or made anew");
    }
  }

  @Test
  void step_flooding_isPartOfThePlan() {
    SumRefreshStep.Builder refresh =
        SumRefreshStep.builder("last/refresh")
            .limbs(4, 5)
            .logScales(45, 100)
            .source(StepSource.of("train/map"))
            .maxAbs(1);
    PartyPlan plan = TestParties.plan(context).step(refresh.floodBits(20).build()).build();
    assertThat(
            PartyPlan.fromBytes(plan.toBytes())
                .step("last/refresh", SumRefreshStep.class)
                .floodBits())
        .isEqualTo(20);
    assertThat(TestParties.plan(context).step(refresh.floodBits(21).build()).build().hash())
        .isNotEqualTo(plan.hash());
    assertThatThrownBy(() -> refresh.floodBits(65).build())
        .hasMessageContaining("flooding does not fit, expected 8 to 64 bits, got 65");
    assertThatThrownBy(
            () ->
                OpeningStep.builder("a/b", ProtocolKind.DECRYPTION)
                    .ciphertextDeviation(1)
                    .floodBits(20)
                    .build())
        .hasMessageContaining("expected none but in a sum refresh or a key switch, got 20");
  }

  /** A key switch's smudging is at least its flooding, at the scale's next power of two. */
  @Test
  void smudging_flooded_isTheLargerOfBoth() {
    OpeningStep.Builder open =
        OpeningStep.builder("last/open", ProtocolKind.KEY_SWITCH)
            .input(3, 99.5)
            .source(StepSource.computedFrom("train/refresh"))
            .maxAbs(1)
            .ciphertextDeviation(8);
    PartyPlan plan = TestParties.plan(context).build();
    assertThat(open.build().smudging(plan).deviation()).isLessThan(0x1p50);
    assertThat(open.floodBits(20).build().smudging(plan).deviation()).isEqualTo(0x1p77);
    assertThat(open.floodBits(60).build().smudging(plan).deviation())
        .isEqualTo(open.floodBits(0).build().smudging(plan).deviation());
  }

  @Test
  void fromBytes_truncated_refused() {
    byte[] plan = TestParties.plan(context).build().toBytes();
    for (int length = 0; length < plan.length; length += 7) {
      byte[] cut = Arrays.copyOf(plan, length);
      assertThatThrownBy(() -> PartyPlan.fromBytes(cut)).isInstanceOf(ParleyException.class);
    }
  }

  @Test
  void step_phaseResumedOrNamedTwice_refused() {
    PartyPlan.Builder plan = TestParties.plan(context);
    PlanStep late = UploadStep.builder("train/late", ProtocolKind.UPLOAD).output(1, 45).build();
    assertThatThrownBy(() -> plan.step(late)).hasMessageContaining("its phase is over");
    PlanStep twice = UploadStep.builder("model/open", ProtocolKind.UPLOAD).output(1, 45).build();
    assertThatThrownBy(() -> plan.step(twice)).hasMessageContaining("one step of that name");
  }

  @Test
  void build_sourceThatGivesNothingOrAnotherShape_refused() {
    for (OpeningStep bad :
        List.of(
            open(StepSource.of("keys/public"), 4, 45),
            open(StepSource.of("train/missing"), 4, 45),
            open(StepSource.of("end/open"), 4, 45),
            open(StepSource.of("train/map"), 3, 45),
            open(StepSource.of("train/map"), 4, 45.1))) {
      PartyPlan.Builder plan = TestParties.plan(context).step(bad);
      assertThatThrownBy(plan::build)
          .as("%s", bad.source())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot plan the step end/open: the source does not fit");
    }
    TestParties.plan(context).step(open(StepSource.of("train/map"), 4, 45)).build();
    TestParties.plan(context).step(open(StepSource.computedFrom("train/map"), 3, 90)).build();
  }

  private static OpeningStep open(StepSource source, int limbs, double logScale) {
    return OpeningStep.builder("end/open", ProtocolKind.KEY_SWITCH)
        .input(limbs, logScale)
        .ciphertextDeviation(1000)
        .maxAbs(1)
        .source(source)
        .build();
  }

  @Test
  void build_refreshWithoutSourceOrCarryOfAnotherShape_refused() {
    SumRefreshStep.Builder refresh =
        SumRefreshStep.builder("end/refresh").limbs(4, 5).logScales(45, 45).maxAbs(1);
    assertThatThrownBy(TestParties.plan(context).step(refresh.build())::build)
        .hasMessageContaining("expected a step whose output is refreshed, got none");
    refresh.source(StepSource.of("train/map")).carries("train/refresh");
    TestParties.plan(context).step(refresh.build()).build();
    for (SumRefreshStep bad :
        List.of(
            refresh.counts(2, 1).build(),
            refresh.counts(1, 1).stride(4).build(),
            refresh.stride(0).carries("train/map").build(),
            refresh.carries("train/missing").build())) {
      assertThatThrownBy(TestParties.plan(context).step(bad)::build)
          .hasMessageContaining("the carried step does not fit");
    }
  }

  @Test
  void step_otherKindThanAsked_refused() {
    PartyPlan plan = TestParties.plan(context).build();
    assertThatThrownBy(() -> plan.step("train/map", OpeningStep.class))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it is of another kind, expected OpeningStep, got upload");
  }

  @Test
  void openings_allOpeningSteps_counted() {
    assertThat(TestParties.plan(context).build().openings()).isEqualTo(3);
  }
}

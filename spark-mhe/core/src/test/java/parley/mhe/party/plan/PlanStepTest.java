package parley.mhe.party.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;
import parley.mhe.protocol.ProductShape;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/** What steps hold, and which contradict themselves. */
class PlanStepTest {
  static final List<PlanStep> ALL = TestSteps.ALL;

  @ParameterizedTest
  @FieldSource("ALL")
  void readFrom_whatWasWritten_sameStep(PlanStep step) {
    WireWriter out = new WireWriter();
    PlanStep.write(step, out);
    WireReader in = new WireReader(out.toBytes(), "step");

    assertThat(PlanStep.readFrom(in)).isEqualTo(step);
    in.end();
  }

  /** What is written and compared is all that a step holds. */
  @ParameterizedTest
  @FieldSource("ALL")
  void fields_ofEachKind_areItsComponents(PlanStep step) {
    int components = step.getClass().getRecordComponents().length;
    int fixed = step instanceof MaskedStep || step instanceof ProductStep ? 1 : 2;

    // The places, where it is open the protocol, and a source of two fields.
    assertThat(step.fields()).hasSize(components - fixed + 1);
    assertThat(step.fields()).extracting(PlanField::name).doesNotHaveDuplicates();
  }

  static Stream<Arguments> contradictions() {
    UploadStep.Builder upload = UploadStep.builder("a/b", ProtocolKind.UPLOAD).output(1, 45);
    RefreshStep.Builder refresh = RefreshStep.builder("a/b").maxAbs(1);
    return Stream.of(
        row("the name", UploadStep.builder("ab", ProtocolKind.UPLOAD)::build),
        row("rounds x objects", UploadStep.builder("a/b", ProtocolKind.UPLOAD).rounds(0)::build),
        row(
            "rounds x objects",
            UploadStep.builder("a/b", ProtocolKind.UPLOAD).objects(1 << 21)::build),
        row("attempts", UploadStep.builder("a/b", ProtocolKind.UPLOAD).attempts(5)::build),
        row("the protocol", UploadStep.builder("a/b", ProtocolKind.REFRESH)::build),
        row("the protocol", OpeningStep.builder("a/b", ProtocolKind.UPLOAD)::build),
        row("the number of inputs", () -> upload.inputs(0, 3, 45).build()),
        row("the number of inputs", () -> upload.inputs(2, 0, 45).build()),
        row("the number of values", UploadStep.builder("a/b", ProtocolKind.SUMS)::build),
        row("the bound on integers", UploadStep.builder("a/b", ProtocolKind.SUMS).values(1)::build),
        row("the stride", () -> sumUpload().stride(3).build()),
        row("the stride", UploadStep.builder("a/b", ProtocolKind.UPLOAD).stride(4)::build),
        row("limbs", UploadStep.builder("a/b", ProtocolKind.UPLOAD).output(-1, 45)::build),
        row("a scale", UploadStep.builder("a/b", ProtocolKind.UPLOAD).output(1, Double.NaN)::build),
        row("the bound on what is masked", RefreshStep.builder("a/b")::build),
        row("the bound on the value", RefreshStep.builder("a/b").maxAbs(Double.NaN)::build),
        row("mask bits", () -> refresh.maskBits(-1).build()),
        row("the automorphism", RefreshStep.builder("a/b").maxAbs(1).galoisElement(4)::build),
        row("inputs and outputs", SumRefreshStep.builder("a/b").counts(0, 1)::build),
        row("inputs and outputs", SumRefreshStep.builder("a/b").counts(1, 0)::build),
        row("the stride", SumRefreshStep.builder("a/b").stride(6)::build),
        row("the factors' bound", SumRefreshStep.builder("a/b").maxAbs(1).factorBound(0)::build),
        row("flooding", SumRefreshStep.builder("a/b").maxAbs(1).floodBits(65)::build),
        row(
            "the source",
            ProductStep.builder("a/b")
                    .shape(new ProductShape(way(), 512, false, 2))
                    .numbers(1, 45, 45)
                    .source(StepSource.of("a/a"))
                ::build),
        row("the maps", ConvertingStep.builder("a/b").maxAbs(1)::build),
        row("a map", () -> converting(300).map(map(100)).build()),
        row("the bound on what is masked", () -> converting(300).maxAbs(0).build()),
        row("a scale", () -> converting(300).logScales(45, Double.NaN).build()),
        row(
            "the noise of what is opened",
            OpeningStep.builder("a/b", ProtocolKind.KEY_SWITCH)::build),
        row("the number of values", () -> keySwitch().values(1).build()),
        row("the number of openings", () -> keySwitch().openings(2).build()),
        row("rows a key switch", () -> keySwitch().rows(-1).build()),
        row(
            "rows a key switch",
            OpeningStep.builder("a/b", ProtocolKind.DECRYPTION).ciphertextDeviation(1).rows(2)
                ::build),
        row("flooding", () -> keySwitch().floodBits(7).build()),
        row("the source", () -> keySwitch().build()),
        row(
            "the automorphisms",
            () -> new KeyStep(new StepPlaces("a/b", 1, 2, 1), ProtocolKind.ROTATION, List.of(5))));
  }

  private static UploadStep.Builder sumUpload() {
    return UploadStep.builder("a/b", ProtocolKind.SUM_UPLOAD).values(1).output(1, 45);
  }

  private static OpeningStep.Builder keySwitch() {
    return OpeningStep.builder("a/b", ProtocolKind.KEY_SWITCH).ciphertextDeviation(1);
  }

  private static ConvertingStep.Builder converting(int rows) {
    return ConvertingStep.builder("a/b").maxAbs(1).map(map(rows));
  }

  private static ConversionMap way() {
    return ConversionMap.toCoefficients(
        new SlotLayout(1024, 5, 2), CoefficientLayout.of(1024, 5, 2), Factor.ONE);
  }

  private static ConversionMap map(int rows) {
    return ConversionMap.toSlots(
        CoefficientLayout.of(1024, rows, 2), new SlotLayout(1024, rows, 2), Factor.ONE);
  }

  private static Arguments row(String what, ThrowingCallable step) {
    return Arguments.of(what, step);
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void step_contradiction_refusedByName(String what, ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what + " does not fit, expected ");
  }

  /** What a wire form says is no map, or no product, is said of the step. */
  @Test
  void step_mapOrProductThatIsNone_refusedByTheStepsName() {
    ConvertingStep step = TestSteps.CONVERT;
    assertThatThrownBy(
            () ->
                new ConvertingStep(
                    step.places(), List.of("nothing"), 4, 5, 44, 45, 200, 7, true, step.source()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot plan the step train/convert: cannot read a conversion map");
    ProductStep product = TestSteps.PRODUCT;
    assertThatThrownBy(
            () ->
                new ProductStep(
                    product.places(),
                    product.masked(),
                    product.way(),
                    100,
                    true,
                    2,
                    4,
                    44,
                    90,
                    product.source()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot plan the step train/product: cannot ask for a masked");
  }

  @Test
  void maskRule_fewerThan80BitsAboveTheBound_refused() {
    RefreshStep thin = RefreshStep.builder("a/b").maskBits(100).logScale(45).maxAbs(1).build();

    assertThatThrownBy(thin::maskRule).isInstanceOf(ProtocolException.class);
  }
}

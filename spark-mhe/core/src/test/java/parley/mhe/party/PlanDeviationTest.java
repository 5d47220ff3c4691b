package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.Factor;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefreshStep;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Refresh;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshBuilder;
import parley.mhe.protocol.SumRefreshCarry;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.SumRefreshTerm;

/** Requests that differ from their step in one number of the map, or in how many there are. */
class PlanDeviationTest {
  private static final int STRIDE = 16;

  private TestParties world;
  private Scope scope;

  @BeforeEach
  void open() {
    world =
        TestParties.with(
            context ->
                TestParties.plan(context)
                    .step(
                        UploadStep.builder("more/sum-map", ProtocolKind.SUM_UPLOAD)
                            .inputs(2, 5, 45)
                            .output(4, 45)
                            .values(2)
                            .stride(STRIDE)
                            .build())
                    .step(
                        RefreshStep.builder("more/renew")
                            .limbs(4, 5)
                            .logScale(45)
                            .maxAbs(1)
                            .galoisElement(5)
                            .source(StepSource.of("train/map"))
                            .build())
                    .step(
                        SumRefreshStep.builder("more/refresh")
                            .objects(9)
                            .counts(2, 2)
                            .stride(STRIDE)
                            .limbs(4, 5)
                            .logScales(45, 47)
                            .maxAbs(1)
                            .factorBound(3)
                            .source(StepSource.of("train/map"))
                            .build())
                    .build(),
            Party::join);
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
    world.close();
  }

  private static SumRefreshOutput output(double multiplier) {
    return SumRefreshOutput.single(1, multiplier, 0x1p45, 5, 0x1p47);
  }

  private SumRefresh refresh(int inputs, int stride, List<SumRefreshOutput> outputs) {
    List<Polynomial> second = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      second.add(world.ciphertext(4, 0x1p45).c1());
    }
    SumRefreshBuilder builder =
        SumRefresh.builder(world.session, Place.of("more/refresh"))
            .inputs(second, 0x1p45)
            .stride(stride)
            .masks(world.plan.step("more/refresh", SumRefreshStep.class).maskRule());
    outputs.forEach(builder::output);
    return builder.build();
  }

  static Stream<Arguments> sumRefreshes() {
    List<SumRefreshOutput> two = List.of(output(1), output(1));
    return Stream.of(
        Arguments.of("the number of inputs", 3, STRIDE, two),
        Arguments.of("the stride", 2, 2 * STRIDE, two),
        Arguments.of("the stride", 2, STRIDE / 2, two),
        Arguments.of("the number of outputs", 2, STRIDE, two.subList(0, 1)),
        Arguments.of("the number of outputs", 2, STRIDE, List.of(output(1), output(1), output(1))),
        Arguments.of("a factor", 2, STRIDE, List.of(output(1), output(3.001))),
        Arguments.of("a factor", 2, STRIDE, List.of(output(-3.001), output(1))));
  }

  @ParameterizedTest
  @MethodSource("sumRefreshes")
  void answer_sumRefreshThatDeviates_refused(
      String what, int inputs, int stride, List<SumRefreshOutput> outputs) {
    SumRefresh request = refresh(inputs, stride, outputs);
    assertThatThrownBy(() -> world.first().answer(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot answer more/refresh: " + what + " deviates from the plan");
  }

  @Test
  void answer_sumRefreshAtItsBounds_answered() {
    SumRefresh request = refresh(2, STRIDE, List.of(output(3), output(-3)));
    assertThat(world.first().answer(request)).isNotEmpty();
  }

  /** A carry that the step does not plan, and one of another step than it plans. */
  @Test
  void answer_carryThatIsNotPlanned_refused() {
    Party party = world.first();
    SumRefresh other = world.refresh(0, world.ciphertext(4, 0x1p45));
    SumRefresh first = refresh(2, STRIDE, List.of(output(1), output(1)));
    party.answer(other);
    party.answer(first);
    SumRefreshOutput both =
        new SumRefreshOutput(
            5,
            0x1p47,
            List.of(SumRefreshTerm.of(0, 0, Factor.ONE), SumRefreshTerm.carried(0, 0, Factor.ONE)));
    SumRefresh unplanned =
        SumRefresh.builder(world.session, Place.of("more/refresh").withObject(1))
            .inputs(
                List.of(world.ciphertext(4, 0x1p45).c1(), world.ciphertext(4, 0x1p45).c1()), 0x1p45)
            .stride(STRIDE)
            .masks(world.plan.step("more/refresh", SumRefreshStep.class).maskRule())
            .output(both)
            .output(both)
            .carry(SumRefreshCarry.of(first))
            .build();
    assertThatThrownBy(() -> party.answer(unplanned))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the carried request deviates from the plan, expected none, got one");
  }

  @Test
  void answer_refreshWithAnotherAutomorphism_refused() {
    Ciphertext input = world.ciphertext(4, 0x1p45);
    for (int element : new int[] {1, 25, 5}) {
      Refresh request =
          Refresh.of(
              world.session,
              Place.of("more/renew"),
              input.c1(),
              0x1p45,
              5,
              element,
              world.plan.step("more/renew", RefreshStep.class).maskRule());
      if (element == 5) {
        assertThat(world.first().answer(request)).isNotEmpty();
      } else {
        assertThatThrownBy(() -> world.first().answer(request))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("the automorphism deviates from the plan, expected 5, got ");
      }
    }
  }

  static Stream<Arguments> uploads() {
    return Stream.of(
        Arguments.of("the number of inputs", 3, ProtocolKind.SUM_UPLOAD, 2, STRIDE),
        Arguments.of("the protocol", 2, ProtocolKind.UPLOAD, 2, 0),
        Arguments.of("the number of values", 2, ProtocolKind.SUM_UPLOAD, 3, STRIDE),
        Arguments.of("the stride", 2, ProtocolKind.SUM_UPLOAD, 2, 2 * STRIDE),
        Arguments.of(null, 2, ProtocolKind.SUM_UPLOAD, 2, STRIDE),
        Arguments.of(null, 0, ProtocolKind.SUM_UPLOAD, 2, STRIDE));
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void uploadSeeds_thatDeviates_refused(
      @Nullable String what, int inputs, ProtocolKind kind, int values, int stride) {
    KeysDigest keys = world.acceptKeys();
    List<Ciphertext> encrypted = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      encrypted.add(world.ciphertext(5, 0x1p45));
    }
    UploadRequest.Shape shape = new UploadRequest.Shape(kind, values, 4, 0x1p45, stride);
    Place where = Place.of("more/sum-map");
    try (UploadRequest request =
        UploadRequest.of(world.session, keys, where, shape, encrypted, new byte[0])) {
      if (what == null) {
        assertThat(world.first().uploadSeeds(request.digest(), new byte[] {1})).isNotNull();
      } else {
        assertThatThrownBy(() -> world.first().uploadSeeds(request.digest(), new byte[] {1}))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining(
                "cannot answer more/sum-map: " + what + " deviates from the plan");
      }
    }
  }
}

package parley.robust.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThreatModelTest {
  static Stream<Arguments> badInput() {
    return Stream.of(
        row(
            "radius 0",
            () -> ThreatModel.of(Norm.L2, 0, 3),
            "a positive perturbationEpsilon, got 0"),
        row("radius NaN", () -> ThreatModel.of(Norm.L2, Double.NaN, 3), "got NaN"),
        row("radius infinite", () -> ThreatModel.of(Norm.L2, 1 / 0.0, 3), "got Infinity"),
        row("bounds crossed", () -> threat().withClip(1, 0), "feature 0: expected clipLo at most"),
        row("bounds NaN", () -> threat().withClip(Double.NaN, 1), "got NaN and 1.0"),
        row(
            "bounds too few",
            () -> threat().withClip(new double[] {0, 0}, new double[] {1}),
            "expected 1 or 3 values in clipLo, got 2"),
        row("no feature", () -> threat().withAttackable(), "expected at least one attackable"),
        row("unknown feature", () -> threat().withAttackable(0, 3), "cannot attack feature 3"),
        row("unknown norm", () -> Norm.of("l3"), "expected a norm linf, l2, l1, got l3"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badInput")
  void badInput_isRefused(String name, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void firstOutside_namesTheFeature() {
    ThreatModel threat = threat().withClip(new double[] {0, 0, -5}, new double[] {1, 2, 5});
    assertThat(threat.firstOutside(new double[] {9, 1, 2, -5}, 1)).isEqualTo(-1);
    assertThat(threat.firstOutside(new double[] {0, 2.1, 0}, 0)).isEqualTo(1);
    assertThat(threat.firstOutside(new double[] {0, 0, Double.NaN}, 0)).isEqualTo(2);
  }

  private static ThreatModel threat() {
    return ThreatModel.of(Norm.LINF, 0.1, 3);
  }

  private static Arguments row(String name, ThrowingCallable call, String message) {
    return Arguments.of(name, call, message);
  }
}

package parley.fl.protection.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LabelScale;
import parley.fl.param.ToldTraining;
import parley.fl.protection.Roster;
import parley.fl.settings.LinearSettings;

class PlanFactoryTest {

  @Test
  void fromSums_defaults_takesTheRidgeOfOneRow() {
    IterationPlan plan =
        PlanFactory.fromSums(
            new ToldTraining(LogisticFamily.fitted()).linear(),
            LabelScale.NONE,
            3,
            100,
            200,
            50,
            800,
            new double[0]);
    assertThat(plan.regParam()).isEqualTo(1 / 200.0);
    assertThat(plan.stepSize()).isCloseTo(1 / (0.2 * 4 + 0.005), within(1e-12));
    assertThat(plan.interceptOffset()).isCloseTo(Math.log(50.0 / 150), within(1e-12));
    assertThat(plan.fit().orElseThrow().rows()).isEqualTo(100);
    assertThat(plan.columns()).isEqualTo(4);
    assertThat(plan.lambda(3)).isZero();
    assertThat(plan.gradientFactor(0)).isEqualTo(plan.stepSize() / 200);
    assertThat(plan.momentum(0)).isZero();
    assertThat(plan.momentum(2)).isEqualTo(0.5);
  }

  @Test
  void fromSums_fixedPolynomial_stepsByItsSlope() {
    LinearSettings fixed =
        new ToldTraining(LogisticFamily.of(SigmoidPolynomial.leastSquares(9, 14))).linear();
    IterationPlan plan =
        PlanFactory.fromSums(fixed, LabelScale.NONE, 3, 200, 200, 50, 800, new double[0]);
    assertThat(plan.stepSize()).isCloseTo(1 / (0.184491 * 4 + 0.005), within(1e-4));
    assertThat(plan.interceptOffset()).isZero();
    assertThat(plan.fit()).isEmpty();
  }

  @Test
  void fromRanges_needsNothingOpened() {
    ToldTraining settings =
        new ToldTraining(LogisticFamily.fitted())
            .setStandardization("ranges")
            .setFeatureRanges(new double[][] {{0, 1}, {0, 1}})
            .setRowBound(100);
    IterationPlan plan = PlanFactory.fromRanges(settings.linear(), 2);
    assertThat(plan.weightSum()).isEqualTo(100);
    assertThat(plan.stepSize()).isCloseTo(1 / (0.18449 * 3 + 0.01), within(1e-4));
    IterationPlan hessian =
        PlanFactory.fromRanges(settings.setAlgorithm("fixedHessian").linear(), 2);
    assertThat(hessian.stepSize() * hessian.preconditioner(0))
        .isCloseTo(plan.stepSize(), within(1e-12));
  }

  @Test
  void roster_ofFewProviders_isRefusedUnlessTwoAreAllowed() {
    assertThatThrownBy(() -> Roster.check(List.of("a"), true))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("got 1");
    assertThatThrownBy(() -> Roster.check(List.of("a", "b"), false))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("allowTwoProviders");
    assertThatCode(() -> Roster.check(List.of("a", "b"), true)).doesNotThrowAnyException();
    assertThat(Roster.warning(List.of("a", "b"))).isPresent();
    assertThat(Roster.warning(List.of("a", "b", "c"))).isEmpty();
  }
}

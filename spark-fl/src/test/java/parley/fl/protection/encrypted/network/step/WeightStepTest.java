package parley.fl.protection.encrypted.network.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;

class WeightStepTest {
  private static final double GRADIENT_SCALE = 0x1p69;
  private static final Refreshed REFRESHED = new Refreshed(5, 0x1p101, 5, 0x1p60, 60);

  private static BigInteger scaled(double value, double scale) {
    return new BigDecimal(value).multiply(new BigDecimal(scale)).toBigInteger();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, .8 / 1024, 1.3e-6, 40})
  void of_steps_integersGiveTheStep(double eta) {
    WeightStep step = WeightStep.of(REFRESHED, GRADIENT_SCALE, eta);
    double weight = .7;
    double gradient = -.3 / eta;

    BigInteger refreshed =
        scaled(weight, REFRESHED.scaleOut())
            .multiply(step.weightFactor())
            .subtract(scaled(gradient, GRADIENT_SCALE).shiftLeft(step.gradientShift()));

    assertThat(step.factor(1, 0x1p60).apply(refreshed).doubleValue() / 0x1p60)
        .isCloseTo(weight - eta * gradient, within(1e-9));
    assertThat(step.factor(-.5, 0x1p100).apply(refreshed).doubleValue() / 0x1p100)
        .isCloseTo(-.5 * (weight - eta * gradient), within(1e-9));
    double ofValues = step.factor(1, 0x1p60).toDouble() * REFRESHED.scaleIn() / 0x1p60;
    assertThat(2 * ofValues).isLessThanOrEqualTo(WeightStep.factorBound(REFRESHED));
    // What is refreshed is within its bound where the weights are.
    assertThat(refreshed.doubleValue() / REFRESHED.scaleIn()).isLessThan(1);
  }

  @Test
  void of_stepBelowTheRoomOfTheMasks_refused() {
    assertThatThrownBy(() -> WeightStep.of(REFRESHED, GRADIENT_SCALE, 0x1p-40))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "cannot take a step of a network: it is too short for its masks, expected at least"
                + " 2.3283064365386963E-10 a row, got 9.094947017729282E-13");
  }

  @Test
  void fromBytes_whatWasTold_isTheSame() {
    Standardization scaling =
        Standardization.of(new double[] {1, 2}, new double[] {3, 4}, List.of(1), 3);
    BatchTold told = new BatchTold(scaling, LabelScale.NONE, new int[] {7, 0, 5}, 6);

    BatchTold read = BatchTold.fromBytes(told.toBytes());

    assertThat(read.toBytes()).isEqualTo(told.toBytes());
    assertThat(read.rows()).containsExactly(7, 0, 5);
    assertThat(read.standardization().clip()).isEqualTo(3);
    assertThat(read.standardization().constantFeatures()).containsExactly(1);
    assertThat(read.labels()).isEqualTo(LabelScale.NONE);
    assertThat(read.place(0)).isZero();
    assertThat(read.place(2)).isEqualTo(read.shares().rows(0));
    assertThat(read.place(3)).isEqualTo(6);
    assertThatThrownBy(() -> BatchTold.fromBytes(new byte[] {0, 0, 0, 1, 'x'}))
        .isInstanceOf(ParleyException.class);
  }
}

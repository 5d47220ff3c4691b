package parley.robust.defence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.robust.data.RowBlock;
import parley.robust.model.Perceptron;
import parley.robust.threat.Norm;
import parley.robust.threat.ThreatModel;

/** A lane's sums: gradients against differences, and every row once an epoch. */
class LaneGradientTest {
  private static final int[] LAYERS = {4, 5, 3};
  private static final int ROWS = 23;

  @ParameterizedTest
  @EnumSource(TrainingMethod.class)
  void gradient_equalsDifferencesOfTheLoss(TrainingMethod method) {
    // Without steps of the inner attack the perturbed rows do not change with the weights.
    StepPlan plan = plan(method, 0);
    double[] weights = random(Perceptron.numWeights(LAYERS), 1);
    LaneGradient part = LaneGradient.of(plan, weights, rows(), 0, 2, 0, 1);
    assertThat(part.rows()).isEqualTo(ROWS);
    double h = 1e-6;
    for (int w = 0; w < weights.length; w++) {
      double[] up = weights.clone();
      double[] down = weights.clone();
      up[w] += h;
      down[w] -= h;
      double slope =
          (LaneGradient.of(plan, up, rows(), 0, 2, 0, 1).loss()
                  - LaneGradient.of(plan, down, rows(), 0, 2, 0, 1).loss())
              / (2 * h);
      assertThat(part.gradient()[w]).isCloseTo(slope, within(1e-6));
    }
  }

  @Test
  void innerAttacks_raiseTheLoss() {
    double[] weights = random(Perceptron.numWeights(LAYERS), 1);
    for (TrainingMethod method : TrainingMethod.values()) {
      if (method == TrainingMethod.NONE || method == TrainingMethod.EXACT) {
        continue;
      }
      double before = LaneGradient.of(plan(method, 0), weights, rows(), 0, 0, 0, 1).loss();
      double after = LaneGradient.of(plan(method, 10), weights, rows(), 0, 0, 0, 1).loss();
      assertThat(after).as(method.word()).isGreaterThan(before);
    }
  }

  @Test
  void steps_takeEveryRowOnceAnEpoch() {
    StepPlan plan = plan(TrainingMethod.NONE, 0);
    double[] weights = random(Perceptron.numWeights(LAYERS), 1);
    LaneGradient whole = LaneGradient.of(plan, weights, rows(), 0, 0, 0, 1);
    double[] sum = new double[weights.length];
    int count = 0;
    for (int step = 0; step < 5; step++) {
      LaneGradient part = LaneGradient.of(plan, weights, rows(), 0, 0, step, 5);
      count += part.rows();
      for (int w = 0; w < sum.length; w++) {
        sum[w] += part.gradient()[w];
      }
    }
    assertThat(count).isEqualTo(ROWS);
    assertThat(sum).containsExactly(whole.gradient(), within(1e-12));
    LaneGradient first = LaneGradient.of(plan, weights, rows(), 0, 0, 0, 5);
    assertThat(LaneGradient.of(plan, weights, rows(), 0, 1, 0, 5).gradient())
        .as("another epoch has another order")
        .isNotEqualTo(first.gradient());
  }

  private static StepPlan plan(TrainingMethod method, int iterations) {
    return new StepPlan(
        LAYERS, method, ThreatModel.of(Norm.LINF, 0.2, LAYERS[0]), 0.05, iterations, 3, 9);
  }

  private static RowBlock rows() {
    RowBlock rows = new RowBlock(ROWS, LAYERS[0]);
    rows.count = ROWS;
    System.arraycopy(random(ROWS * LAYERS[0], 2), 0, rows.rows, 0, ROWS * LAYERS[0]);
    Arrays.setAll(rows.labels, i -> i % 3);
    Arrays.setAll(rows.keys, i -> 1000 + i);
    return rows;
  }

  private static double[] random(int length, long seed) {
    return new Random(seed).doubles(length, -1, 1).toArray();
  }
}

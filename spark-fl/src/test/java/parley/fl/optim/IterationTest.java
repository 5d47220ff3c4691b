package parley.fl.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.activation.DivergenceException;
import parley.fl.activation.SigmoidPolynomial;

class IterationTest {
  private static final SigmoidPolynomial SIGMOID = SigmoidPolynomial.leastSquares(9, 14);

  @Test
  void gradient_againstDifferencesOfTheLoss_agrees() {
    ProviderRows rows = random(50, 3, 7);
    double[] v = {0.3, -0.2, 0.5, 0.1};
    double[] g = rows.gradient(v, SIGMOID).gradient();
    double h = 1e-5;
    for (int j = 0; j < v.length; j++) {
      double[] up = v.clone();
      double[] down = v.clone();
      up[j] += h;
      down[j] -= h;
      assertThat(g[j]).isCloseTo((loss(rows, up) - loss(rows, down)) / (2 * h), within(1e-6));
    }
  }

  @Test
  void gradient_ofSplitRows_addsUp() {
    ProviderRows a = random(20, 3, 1);
    ProviderRows b = random(30, 3, 2);
    double[] v = {0.1, 0.2, 0.3, 0.4};
    GradientSums sum = a.gradient(v, SIGMOID).plus(b.gradient(v, SIGMOID));
    assertThat(sum.squareSum())
        .isCloseTo(
            a.gradient(v, SIGMOID).squareSum() + b.gradient(v, SIGMOID).squareSum(), within(1e-9));
    assertThat(sum.gradient()[3])
        .isCloseTo(
            a.gradient(v, SIGMOID).gradient()[3] + b.gradient(v, SIGMOID).gradient()[3],
            within(1e-9));
  }

  @Test
  void step_twice_followsTheFormula() {
    IterationPlan plan =
        IterationPlan.builder(SIGMOID, 1, 4).regParam(0.5).lambdaMax(2).iterations(2).build();
    double eta = 1 / (Math.max(SIGMOID.slopeAtZero(), 0.8 * SIGMOID.largestSlope()) * 2 + 0.5);
    IterationState state = new IterationState(plan);
    state.step(new double[] {8, -4});
    double w1 = -eta * 2;
    double b1 = eta;
    assertThat(state.weights()).containsExactly(new double[] {w1, b1}, within(1e-12));
    assertThat(state.lookahead()).containsExactly(state.weights());
    state.step(new double[] {4, 4});
    double w2 = w1 - eta * (1 + 0.5 * w1);
    double b2 = b1 - eta;
    assertThat(state.weights()).containsExactly(new double[] {w2, b2}, within(1e-12));
    assertThat(state.lookahead())
        .containsExactly(new double[] {w2 + (w2 - w1) / 3, b2 + (b2 - b1) / 3}, within(1e-12));
  }

  @Test
  void step_ofAPolynomialSteeperThanAtZero_followsFourFifthsOfItsLargestSlope() {
    SigmoidPolynomial steep = SigmoidPolynomial.leastSquares(5, 14);
    double largest = 0;
    for (int k = -14_000; k < 14_000; k++) {
      double rise = steep.evaluate((k + 1) / 1000.0) - steep.evaluate(k / 1000.0);
      largest = Math.max(largest, rise * 1000);
    }
    assertThat(largest).isCloseTo(0.1723, within(1e-4));
    IterationPlan plan =
        IterationPlan.builder(steep, 1, 4).regParam(0.5).lambdaMax(2).iterations(2).build();
    assertThat(1 / plan.stepSize()).isCloseTo(0.8 * largest * 2 + 0.5, within(1e-3));
  }

  @ParameterizedTest
  @EnumSource
  void train_everyAlgorithm_reachesAZeroGradient(Algorithm algorithm) {
    List<ProviderRows> rows = List.of(random(200, 3, 3), random(300, 3, 4));
    IterationPlan plan = plan(rows, algorithm, 3000);
    double[] w = PlainTrainer.train(rows, plan, ConvergenceWatch.off()).weights();
    double[] g = rows.get(0).gradient(w, SIGMOID).plus(rows.get(1).gradient(w, SIGMOID)).gradient();
    for (int j = 0; j < w.length; j++) {
      double penalty = j < 3 ? plan.regParam() * w[j] : 0;
      assertThat(g[j] / plan.weightSum() + penalty).isCloseTo(0, within(1e-7));
    }
  }

  @Test
  void train_withoutIntercept_hasOneWeightAFeature() {
    List<ProviderRows> rows = List.of(random(50, 2, 5));
    IterationPlan plan =
        IterationPlan.builder(SIGMOID, 2, 50).intercept(false).lambdaMax(3).iterations(5).build();
    assertThat(PlainTrainer.train(rows, plan, ConvergenceWatch.off()).weights()).hasSize(2);
  }

  @Test
  void train_stepFarTooLong_isStoppedByTheWatch() {
    List<ProviderRows> rows = List.of(random(200, 3, 6));
    IterationPlan plan =
        IterationPlan.builder(SIGMOID, 3, 200).lambdaMax(1e-3).iterations(40).build();
    assertThatThrownBy(() -> PlainTrainer.train(rows, plan, ConvergenceWatch.every(1, SIGMOID)))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("it diverges at iteration");
  }

  @Test
  void watch_readings_boundTheShareOutside() {
    ConvergenceWatch watch = ConvergenceWatch.every(5, SIGMOID);
    assertThat(watch.due(0)).isFalse();
    assertThat(watch.due(4)).isFalse();
    assertThat(watch.due(5)).isTrue();
    watch.look(5, 19.6, OptionalDouble.empty());
    watch.look(10, 19.6, OptionalDouble.of(384.16));
    assertThat(watch.readings().get(0).outsideShare()).isCloseTo(0.1, within(1e-9));
    assertThat(watch.readings().get(1).outsideShare()).isCloseTo(0.01, within(1e-9));
    assertThat(watch.warnings()).singleElement().asString().contains("10.0 %", "iteration 5");
  }

  @Test
  void largestEigenvalue_ofKnownMatrix_isFoundWithinItsTolerance() {
    // Columns (2, 0), (0, 1): eigenvalues 4 and 1; with the ones column the trace is 7.
    ProviderRows rows =
        new ProviderRows("a", new double[][] {{2, 0}, {0, 1}}, new double[2], new double[0]);
    double found = LargestEigenvalue.of(rows, false);
    assertThat(found).isBetween(4.0, 4.0 * (1 + 1e-5));
    assertThat(LargestEigenvalue.of(rows, true)).isBetween(found, 7.0);
  }

  @Test
  void largestEigenvalue_ofProviders_addsUpToABoundOfThePooledOne() {
    ProviderRows a = random(40, 5, 8);
    ProviderRows b = random(60, 5, 9);
    double[][] columns = new double[5][];
    for (int j = 0; j < 5; j++) {
      columns[j] = new double[100];
      System.arraycopy(a.column(j), 0, columns[j], 0, 40);
      System.arraycopy(b.column(j), 0, columns[j], 40, 60);
    }
    ProviderRows pooled = new ProviderRows("all", columns, new double[100], new double[0]);
    assertThat(LargestEigenvalue.of(a, true) + LargestEigenvalue.of(b, true))
        .isGreaterThanOrEqualTo(LargestEigenvalue.of(pooled, true) * (1 - 1e-5));
  }

  private static IterationPlan plan(List<ProviderRows> rows, Algorithm algorithm, int iterations) {
    double weightSum = rows.stream().mapToDouble(ProviderRows::weightSum).sum();
    double[] hessian = new double[4];
    for (ProviderRows part : rows) {
      double[] own = part.hessianSums(true);
      for (int j = 0; j < own.length; j++) {
        hessian[j] += own[j];
      }
    }
    return IterationPlan.builder(SIGMOID, 3, weightSum)
        .algorithm(algorithm)
        .iterations(iterations)
        .lambdaMax(rows.stream().mapToDouble(r -> LargestEigenvalue.of(r, true)).sum() / weightSum)
        .hessianSums(hessian)
        .build();
  }

  /** The integral of the polynomial, so that its derivative is what is trained on. */
  private static double loss(ProviderRows rows, double[] v) {
    double[] z = rows.margins(v);
    double[] c = SIGMOID.coefficients();
    double loss = 0;
    for (int i = 0; i < z.length; i++) {
      double integral = 0;
      for (int k = c.length - 1; k >= 0; k--) {
        integral = (integral + c[k] / (k + 1)) * z[i];
      }
      loss += rows.weight(i) * (integral - rows.label(i) * z[i]);
    }
    return loss;
  }

  private static ProviderRows random(int rows, int features, long seed) {
    Random random = new Random(seed);
    double[][] columns = new double[features][rows];
    double[] labels = new double[rows];
    for (int i = 0; i < rows; i++) {
      double z = 0.3;
      for (int j = 0; j < features; j++) {
        columns[j][i] = random.nextGaussian();
        z += columns[j][i] * (j - 1);
      }
      labels[i] = random.nextDouble() < SigmoidPolynomial.exact(z) ? 1 : 0;
    }
    return new ProviderRows("p" + seed, columns, labels, new double[0]);
  }
}

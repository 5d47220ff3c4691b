package parley.fl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.fl.optim.ProviderRows;

/** Gradient sums against differences of the loss, and as sums. */
class NetworkGradientTest {
  private static final QuadraticActivation PHI = QuadraticActivation.CENTRED;
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @ValueSource(strings = {"3-4-2", "3-4-5-3", "3-2-3-2-2", "3-4-1"})
  void sums_anyShape_gradientIsTheLosssSlope(String sizes) {
    NetworkHead head = sizes.endsWith("-1") ? NetworkHead.VALUE : NetworkHead.CLASSES;
    NetworkShape shape = NetworkShape.read(sizes, head);
    NetworkWeights weights = StartWeights.normal(shape, 1, 7);
    double[][] columns = columns(3, 11);
    double[] labels =
        IntStream.range(0, 11)
            .mapToDouble(r -> r % shape.outputs() + (head == NetworkHead.VALUE ? 0.3 * r : 0))
            .toArray();
    double[] factors = IntStream.range(0, 11).mapToDouble(r -> 0.5 + r % 3).toArray();
    NetworkRows rows = NetworkRows.of(columns, labels, factors);

    double[] gradient = rows.sums(weights, PHI, u -> u, 0, 11).gradient();

    for (int i = 0; i < gradient.length; i++) {
      double[] more = weights.toArray();
      double[] less = weights.toArray();
      more[i] += STEP;
      less[i] -= STEP;
      double slope =
          (loss(shape, more, columns, labels, factors)
                  - loss(shape, less, columns, labels, factors))
              / (2 * STEP);
      assertThat(gradient[i])
          .as(sizes + ", weight " + i)
          .isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
    }
  }

  /** Half the squared errors, written out without the code under test. */
  private static double loss(
      NetworkShape shape, double[] w, double[][] columns, double[] labels, double[] factors) {
    double loss = 0;
    for (int r = 0; r < labels.length; r++) {
      int row = r;
      double[] a = Arrays.stream(columns).mapToDouble(c -> c[row]).toArray();
      for (int layer = 0; layer < shape.layers(); layer++) {
        double[] u = new double[shape.outputs(layer)];
        for (int k = 0; k < u.length; k++) {
          u[k] = w[shape.index(layer, a.length, k)];
          for (int j = 0; j < a.length; j++) {
            u[k] += a[j] * w[shape.index(layer, j, k)];
          }
        }
        boolean last = layer == shape.layers() - 1;
        a = last ? u : Arrays.stream(u).map(x -> (x * x + x - 1) / 2).toArray();
      }
      for (int k = 0; k < a.length; k++) {
        double y = a.length == 1 ? labels[r] : labels[r] == k ? 1 : 0;
        loss += factors[r] * (a[k] - y) * (a[k] - y) / 2;
      }
    }
    return loss;
  }

  @Test
  void plus_twoProviders_sumsOfAllRows() {
    NetworkWeights weights = StartWeights.normal(NetworkShape.classifier(3, List.of(4), 2), 1, 1);
    double[][] columns = columns(3, 10);
    double[] labels = IntStream.range(0, 10).mapToDouble(r -> r % 2).toArray();
    NetworkRows all = NetworkRows.of(columns, labels, new double[0]);

    BatchSums sum = all.sums(weights, PHI, u -> u, 8, 2).plus(all.sums(weights, PHI, u -> u, 0, 8));

    BatchSums whole = all.sums(weights, PHI, u -> u, 0, 10);
    assertThat(sum.gradient()).containsExactly(whole.gradient(), within(1e-12));
    assertThat(sum.squaredErrors()).isCloseTo(whole.squaredErrors(), within(1e-12));
    assertThat(sum.rows()).isEqualTo(10);
    assertThat(sum.largest()).containsExactly(whole.largest());
  }

  @Test
  void sums_batchBeyondTheLastRow_goesOnWithTheFirst() {
    NetworkWeights weights = StartWeights.normal(NetworkShape.classifier(3, List.of(4), 2), 1, 1);
    NetworkRows all = NetworkRows.of(columns(3, 10), new double[10], new double[0]);

    BatchSums round = all.sums(weights, PHI, u -> u, 7, 5);

    BatchSums parts =
        all.sums(weights, PHI, u -> u, 7, 3).plus(all.sums(weights, PHI, u -> u, 0, 2));
    assertThat(round.gradient()).containsExactly(parts.gradient(), within(1e-12));
  }

  @Test
  void of_otherOrderOfTheSameRows_sameOrder() {
    double[][] columns = columns(3, 50);
    double[] labels = IntStream.range(0, 50).mapToDouble(r -> r % 2).toArray();
    double[][] turned = new double[3][50];
    double[] turnedLabels = new double[50];
    for (int r = 0; r < 50; r++) {
      int to = (r * 7 + 3) % 50;
      turnedLabels[to] = labels[r];
      for (int j = 0; j < 3; j++) {
        turned[j][to] = columns[j][r];
      }
    }

    ProviderRows one = ordered(columns, labels, 9);
    ProviderRows other = ordered(turned, turnedLabels, 9);

    for (int j = 0; j < 3; j++) {
      assertThat(other.column(j)).containsExactly(one.column(j));
    }
    for (int r = 0; r < 50; r++) {
      assertThat(other.label(r)).isEqualTo(one.label(r));
      // A row stays whole.
      assertThat(columns[0][indexOf(columns[1], one.column(1)[r])]).isEqualTo(one.column(0)[r]);
    }
    assertThat(one.column(0)).containsExactlyInAnyOrder(columns[0]).isNotEqualTo(columns[0]);
    assertThat(ordered(columns, labels, 10).column(0)).isNotEqualTo(one.column(0));
  }

  private static ProviderRows ordered(double[][] columns, double[] labels, long seed) {
    return RowOrder.of(new ProviderRows("north", columns, labels, new double[0]), seed);
  }

  private static int indexOf(double[] values, double value) {
    return IntStream.range(0, values.length)
        .filter(i -> values[i] == value)
        .findFirst()
        .orElseThrow();
  }

  private static double[][] columns(int features, int rows) {
    Random random = new Random(3);
    double[][] columns = new double[features][rows];
    for (double[] column : columns) {
      Arrays.setAll(column, r -> random.nextGaussian());
    }
    return columns;
  }
}

package parley.robust.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only training needs: gradients in the weights. */
class PerceptronTest {
  private static final int ROWS = 41;

  @ParameterizedTest
  @CsvSource({"4,3,0", "6,26,5", "25,7,2"})
  void addWeightGradients_equalDifferences(int inputs, int middle, int outputs) {
    int[] layers = outputs == 0 ? new int[] {inputs, middle} : new int[] {inputs, middle, outputs};
    int classes = layers[layers.length - 1];
    double[] weights = random(Perceptron.numWeights(layers), 1);
    double[] rows = random(ROWS * inputs, 2);
    double[] cotangents = random(ROWS * classes, 3);
    double[] gradient = random(weights.length, 4);
    double[] before = gradient.clone();
    Perceptron.of(layers, weights).scorer().addWeightGradients(rows, ROWS, cotangents, gradient);
    double h = 1e-5;
    for (int w = 0; w < weights.length; w++) {
      double slope = 0;
      for (double sign : new double[] {1, -1}) {
        double[] moved = weights.clone();
        moved[w] += sign * h;
        double[] scores = new double[ROWS * classes];
        Perceptron.of(layers, moved).scorer().scores(rows, ROWS, scores);
        for (int k = 0; k < scores.length; k++) {
          slope += sign * cotangents[k] * scores[k] / (2 * h);
        }
      }
      assertThat(gradient[w] - before[w]).isCloseTo(slope, within(1e-7));
    }
  }

  @Test
  void of_wrongNumberOfWeights_isRefused() {
    assertThatThrownBy(() -> Perceptron.of(new int[] {2, 3}, new double[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of layers [2, 3]: expected 9 weights, got 8");
    assertThatThrownBy(() -> Perceptron.of(new int[] {2}, new double[0]))
        .hasMessageContaining("expected two layers or more");
  }

  private static double[] random(int length, long seed) {
    return new Random(seed).doubles(length, -1, 1).toArray();
  }
}

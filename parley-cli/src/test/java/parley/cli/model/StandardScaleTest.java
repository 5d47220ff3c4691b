package parley.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import parley.cli.terminal.Sessions;
import parley.fl.optim.LinearWeights;

class StandardScaleTest {
  private static final int FEATURES = 4;

  /** {@code x' = unit x + offset}: weights on the input scale follow, the error must not. */
  private static double error(double[][] rows, double[] unit, double[] offset) {
    List<Row> scaled = new ArrayList<>();
    for (double[] row : rows) {
      double[] x = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        x[j] = unit[j] * row[j] + offset[j];
      }
      scaled.add(RowFactory.create(Vectors.dense(x)));
    }
    Dataset<Row> frame =
        Sessions.open()
            .createDataFrame(scaled, new StructType().add("x", SQLDataTypes.VectorType()));
    return StandardScale.of(frame, "x")
        .largestError(
            weights(unit, offset, new double[] {.5, -3, 0, 1.25}, -.75),
            weights(unit, offset, new double[] {.508, -3.001, 0, 1.252}, -.7501));
  }

  private static LinearWeights weights(
      double[] unit, double[] offset, double[] w, double intercept) {
    double[] coefficients = new double[FEATURES];
    double moved = intercept;
    for (int j = 0; j < FEATURES; j++) {
      coefficients[j] = w[j] / unit[j];
      moved -= coefficients[j] * offset[j];
    }
    return new LinearWeights(coefficients, moved);
  }

  @Test
  void largestError_otherUnitsAndOffsets_isTheSame() {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(3);
    double[][] rows = new double[50][FEATURES];
    for (double[] row : rows) {
      for (int j = 0; j < FEATURES; j++) {
        row[j] = random.nextDouble() * 4 - 2;
      }
      row[2] = 7;
    }
    double[] ones = {1, 1, 1, 1};
    double plain = error(rows, ones, new double[FEATURES]);
    assertThat(plain).isBetween(5e-3, 2e-2);
    for (int k = 0; k < 12; k++) {
      double[] unit = new double[FEATURES];
      double[] offset = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        unit[j] = Math.pow(10, k == 0 ? -12 : k == 1 ? 12 : random.nextInt(25) - 12);
        offset[j] = k % 2 == 0 ? 0 : unit[j] * random.nextInt(1000);
      }
      assertThat(error(rows, unit, offset)).isCloseTo(plain, within(1e-9));
    }
  }

  /** By hand: deviations of (0, 2) and (1, 1) are the square root of 2, and 0. */
  @Test
  void of_twoRows_isTheWeightsTimesDeviations() {
    Dataset<Row> frame =
        Sessions.open()
            .createDataFrame(
                List.of(
                    RowFactory.create(Vectors.dense(0, 1)), RowFactory.create(Vectors.dense(2, 1))),
                new StructType().add("x", SQLDataTypes.VectorType()));

    double[] found = StandardScale.of(frame, "x").of(new LinearWeights(new double[] {3, 5}, .5));

    assertThat(found[0]).isCloseTo(3 * Math.sqrt(2), within(1e-12));
    assertThat(found[1]).isZero();
    assertThat(found[2]).isCloseTo(.5 + 3 * 1 + 5 * 1, within(1e-12));
  }
}

package parley.fl.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class NonNegativeLeastSquaresTest {
  private static final int ROWS = 5;
  private static final int COLUMNS = 8;

  /** Against the best of all sets of columns whose plain least squares has no negative part. */
  @Test
  void solve_randomProblems_isTheBestOfAllSets() {
    Random random = new Random(3);
    for (int k = 0; k < 60; k++) {
      double[][] a = new double[COLUMNS][ROWS];
      double[] b = random.doubles(ROWS, -1, 1).toArray();
      for (int j = 0; j < COLUMNS; j++) {
        a[j] = random.doubles(ROWS, -1, 1).toArray();
      }
      double[] x = NonNegativeLeastSquares.solve(a, b).orElseThrow();
      assertThat(Arrays.stream(x).min().orElseThrow()).as("problem %d", k).isNotNegative();
      assertThat(error(a, x, b)).as("problem %d", k).isCloseTo(best(a, b), within(1e-10));
    }
  }

  @Test
  void solve_columnsThatRepeat_ends() {
    double[] one = {1, 0, 0};
    double[] x =
        NonNegativeLeastSquares.solve(
                new double[][] {one, one, {-1, 0, 0}, {0, 1, 0}}, new double[] {2, -1, 1})
            .orElseThrow();
    assertThat(x[0] + x[1] - x[2]).isCloseTo(2, within(1e-12));
    assertThat(x[3]).isZero();
  }

  private static double best(double[][] a, double[] b) {
    double least = error(a, new double[COLUMNS], b);
    for (int set = 1; set < 1 << COLUMNS; set++) {
      if (Integer.bitCount(set) > ROWS) {
        continue;
      }
      double[][] columns = new double[ROWS][Integer.bitCount(set)];
      int k = 0;
      for (int j = 0; j < COLUMNS; j++) {
        if ((set >> j & 1) == 1) {
          for (int i = 0; i < ROWS; i++) {
            columns[i][k] = a[j][i];
          }
          k++;
        }
      }
      double[] found =
          new SingularValueDecomposition(new Array2DRowRealMatrix(columns))
              .getSolver()
              .solve(new ArrayRealVector(b))
              .toArray();
      double[] x = new double[COLUMNS];
      boolean negative = false;
      k = 0;
      for (int j = 0; j < COLUMNS; j++) {
        if ((set >> j & 1) == 1) {
          x[j] = found[k++];
          negative |= x[j] < 0;
        }
      }
      least = negative ? least : Math.min(least, error(a, x, b));
    }
    return least;
  }

  private static double error(double[][] a, double[] x, double[] b) {
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double r = -b[i];
      for (int j = 0; j < COLUMNS; j++) {
        r += a[j][i] * x[j];
      }
      sum += r * r;
    }
    return sum;
  }
}

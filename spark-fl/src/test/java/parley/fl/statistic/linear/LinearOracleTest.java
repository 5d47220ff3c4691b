package parley.fl.statistic.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.linear.LinearStatistic.Errors;
import parley.json.JsonRecords;

/** Against Commons Math, where the goldens say nothing. */
class LinearOracleTest {
  private static final int ROWS = 5000;

  private static ModelTable table(double shift) {
    Random random = new Random(4);
    double[][] x = new double[ROWS][3];
    for (double[] row : x) {
      row[0] = random.nextGaussian() + shift;
      row[1] = row[0] * 1e-3 + random.nextGaussian() * 1e-6;
      row[2] = 2 * row[0] - 1e5 * row[1] + random.nextGaussian();
    }
    return ModelTable.ofRows(ROWS)
        .with("a", i -> x[i][0])
        .with("b", i -> x[i][1])
        .with("y", i -> x[i][2]);
  }

  private static LinearResult fit(ModelTable table, boolean intercept) {
    LinearStatistic statistic =
        new LinearStatistic("y", List.of("a", "b"), null, 0, 0, true, intercept, Errors.CLASSICAL);
    return MemorySums.result(statistic, table.deal(statistic.columns(), 3));
  }

  /** Normal equations of the rows as they are, in 60 digits, by Cramer's rule. */
  private static double[] exact(ModelTable table, boolean intercept) {
    int n = intercept ? 3 : 2;
    BigDecimal[][] a = new BigDecimal[n][n + 1];
    for (BigDecimal[] row : a) {
      Arrays.fill(row, BigDecimal.ZERO);
    }
    for (int i = 0; i < ROWS; i++) {
      BigDecimal[] x = {
        new BigDecimal(table.number("a", i)),
        new BigDecimal(table.number("b", i)),
        intercept ? BigDecimal.ONE : new BigDecimal(table.number("y", i)),
        new BigDecimal(table.number("y", i))
      };
      for (int k = 0; k < n; k++) {
        for (int l = 0; l <= n; l++) {
          a[k][l] = a[k][l].add(x[k].multiply(x[l]));
        }
      }
    }
    double[] b = new double[n];
    for (int k = 0; k < n; k++) {
      b[k] = determinant(a, k).divide(determinant(a, -1), new MathContext(30)).doubleValue();
    }
    return b;
  }

  /** Of the matrix, with its last column in the place of another. */
  private static BigDecimal determinant(BigDecimal[][] a, int replaced) {
    int n = a.length;
    BigDecimal[][] m = new BigDecimal[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        m[i][j] = a[i][j == replaced ? n : j];
      }
    }
    BigDecimal two = m[0][0].multiply(m[1][1]).subtract(m[0][1].multiply(m[1][0]));
    if (n == 2) {
      return two;
    }
    BigDecimal second = m[0][0].multiply(m[2][1]).subtract(m[0][1].multiply(m[2][0]));
    BigDecimal third = m[1][0].multiply(m[2][1]).subtract(m[1][1].multiply(m[2][0]));
    return two.multiply(m[2][2]).subtract(second.multiply(m[1][2])).add(third.multiply(m[0][2]));
  }

  private static void assertExact(ModelTable table, boolean intercept) {
    double[] b = exact(table, intercept);
    List<Coefficient> rows = fit(table, intercept).coefficients();
    for (int j = 0; j < b.length; j++) {
      double error = rows.get(j).standardError();
      assertThat(rows.get(j).estimate())
          .isCloseTo(b[j], offset((intercept ? 5e-10 : 2e-9) * error));
    }
  }

  private static void assertAsCommonsMath(ModelTable table, boolean intercept, double percent) {
    OLSMultipleLinearRegression oracle = new OLSMultipleLinearRegression(0);
    oracle.setNoIntercept(!intercept);
    double[] y = new double[ROWS];
    double[][] x = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      y[i] = table.number("y", i);
      x[i] = new double[] {table.number("a", i), table.number("b", i)};
    }
    oracle.newSampleData(y, x);
    double[] b = oracle.estimateRegressionParameters();
    double[] errors = oracle.estimateRegressionParametersStandardErrors();
    LinearResult result = fit(table, intercept);
    int first = intercept ? 1 : 0;
    for (int j = 0; j < 2; j++) {
      var row = result.coefficients().get(j);
      assertThat(row.estimate()).isCloseTo(b[first + j], withPercentage(percent));
      assertThat((double) row.standardError())
          .isCloseTo(errors[first + j], withPercentage(percent));
    }
    if (intercept) {
      assertThat(result.coefficients().get(2).estimate()).isCloseTo(b[0], withPercentage(percent));
      assertThat((double) result.coefficients().get(2).standardError())
          .isCloseTo(errors[0], withPercentage(percent));
    }
    assertThat(result.r2().get()).isCloseTo(oracle.calculateRSquared(), withPercentage(percent));
    assertThat(result.residualVariance())
        .isCloseTo(oracle.estimateErrorVariance(), withPercentage(percent));
  }

  @Test
  void fit_nearlyDependentColumns_asByQr() {
    assertExact(table(0), true);
    assertAsCommonsMath(table(0), true, 1e-5);
  }

  @Test
  void fit_withoutIntercept_asByQr() {
    assertExact(table(3), false);
    assertAsCommonsMath(table(3), false, 1e-5);
  }

  /** A thousand deviations from 0: the QR itself loses six digits there. */
  @Test
  void fit_farFromZero_asByQr() {
    assertExact(table(1000), true);
    assertAsCommonsMath(table(1000), true, 1e-4);
  }

  @Test
  void statistic_asJson_sameAgain() {
    LinearStatistic statistic =
        new LinearStatistic("y", List.of("a"), null, .5, 1, false, true, Errors.CLASSICAL);
    String json = JsonRecords.write(statistic, "a statistic");
    assertThat(JsonRecords.read(json, LinearStatistic.class, "a statistic")).isEqualTo(statistic);
  }
}

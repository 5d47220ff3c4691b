package parley.fl.statistic.linear.solve;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;

/**
 * A positive definite matrix A = L D L^T, L with ones on its diagonal. Immutable, thread-safe.
 *
 * <p>Golub and Van Loan, Matrix Computations, 4.1: no square roots, so that all steps are sums,
 * products and quotients of decimals.
 */
public final class PositiveSystem {
  /** Digits of all steps. */
  public static final MathContext DIGITS = new MathContext(40);

  /**
   * What a column has left beside those before it, as a share of itself, below which it counts as
   * made of them: a multiple correlation of 1 - 10^-11.
   */
  private static final BigDecimal LEFT = new BigDecimal("1e-11");

  private final BigDecimal[][] lower;
  private final BigDecimal[] diagonal;

  private PositiveSystem(BigDecimal[][] lower, BigDecimal[] diagonal) {
    this.lower = lower;
    this.diagonal = diagonal;
  }

  /**
   * Decomposes a matrix.
   *
   * @param names of its columns, for the error
   * @param what is to be done: "fit a linear regression"
   * @throws InvalidDataException that names the columns which those before them make up
   */
  public static PositiveSystem of(Symmetric a, List<String> names, String what) {
    int n = a.size();
    BigDecimal[][] lower = new BigDecimal[n][n];
    BigDecimal[] diagonal = new BigDecimal[n];
    List<String> dependent = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      BigDecimal[] scaled = new BigDecimal[j];
      BigDecimal pivot = a.at(j, j);
      for (int k = 0; k < j; k++) {
        scaled[k] = lower[j][k].multiply(diagonal[k], DIGITS);
        pivot = pivot.subtract(lower[j][k].multiply(scaled[k], DIGITS), DIGITS);
      }
      boolean left = pivot.compareTo(a.at(j, j).multiply(LEFT)) > 0;
      diagonal[j] = left ? pivot : BigDecimal.ZERO;
      if (!left) {
        dependent.add(names.get(j));
      }
      for (int i = j + 1; i < n; i++) {
        BigDecimal sum = a.at(i, j);
        for (int k = 0; k < j; k++) {
          sum = sum.subtract(lower[i][k].multiply(scaled[k], DIGITS), DIGITS);
        }
        lower[i][j] = left ? sum.divide(pivot, DIGITS) : BigDecimal.ZERO;
      }
    }
    if (!dependent.isEmpty()) {
      throw new InvalidDataException(
          "cannot "
              + what
              + ": "
              + String.join(", ", dependent)
              + (dependent.size() == 1 ? " is" : " are")
              + " constant or made of the columns before, expected columns of which none follows"
              + " from others; leave "
              + (dependent.size() == 1 ? "it" : "them")
              + " out");
    }
    return new PositiveSystem(lower, diagonal);
  }

  /** The x of A x = right. */
  public BigDecimal[] solve(BigDecimal[] right) {
    int n = diagonal.length;
    BigDecimal[] x = right.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] = x[i].subtract(lower[i][k].multiply(x[k], DIGITS), DIGITS);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      x[i] = x[i].divide(diagonal[i], DIGITS);
      for (int k = i + 1; k < n; k++) {
        x[i] = x[i].subtract(lower[k][i].multiply(x[k], DIGITS), DIGITS);
      }
    }
    return x;
  }

  /** The inverse of A. */
  public Symmetric inverse() {
    int n = diagonal.length;
    BigDecimal[][] columns = new BigDecimal[n][];
    for (int j = 0; j < n; j++) {
      BigDecimal[] unit = new BigDecimal[n];
      Arrays.fill(unit, BigDecimal.ZERO);
      unit[j] = BigDecimal.ONE;
      columns[j] = solve(unit);
    }
    return new Symmetric(columns);
  }
}

package parley.fl.statistic.design;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import parley.fl.statistic.linear.solve.PositiveSystem;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.statistic.scale.ColumnScales;

/**
 * From coefficients of columns on the told scale to those of the columns as they are. The order
 * there is the constant term, if there is one, then the features; here the features, then the
 * constant term. Immutable, thread-safe.
 *
 * @param scales of the features, and perhaps of further columns after them
 * @param features how many
 * @param intercept whether there is a constant term
 */
public record Coordinates(ColumnScales scales, int features, boolean intercept) {
  /** Names of the coefficients of columns on the told scale. */
  public List<String> standardNames() {
    List<String> names = new ArrayList<>();
    if (intercept) {
      names.add(Coefficient.INTERCEPT);
    }
    names.addAll(scales.columns().subList(0, features));
    return names;
  }

  /** Names of the coefficients of the columns as they are. */
  public List<String> names() {
    List<String> names = new ArrayList<>(scales.columns().subList(0, features));
    if (intercept) {
      names.add(Coefficient.INTERCEPT);
    }
    return names;
  }

  /** The coefficients of the columns as they are. */
  public BigDecimal[] raw(BigDecimal[] standard) {
    int first = intercept ? 1 : 0;
    BigDecimal[] raw = new BigDecimal[standard.length];
    BigDecimal constant = intercept ? standard[0] : BigDecimal.ZERO;
    for (int j = 0; j < features; j++) {
      raw[j] = standard[first + j].multiply(factor(j));
      constant = constant.subtract(raw[j].multiply(new BigDecimal(scales.centre()[j])));
    }
    if (intercept) {
      raw[features] = constant;
    }
    return raw;
  }

  /** Variances of the coefficients of the columns as they are. */
  public BigDecimal[] variances(Symmetric standard) {
    int first = intercept ? 1 : 0;
    BigDecimal[] variances = new BigDecimal[standard.size()];
    for (int j = 0; j < features; j++) {
      variances[j] = standard.at(first + j, first + j).multiply(factor(j).pow(2));
    }
    if (intercept) {
      BigDecimal[] constant = new BigDecimal[standard.size()];
      constant[0] = BigDecimal.ONE;
      for (int j = 0; j < features; j++) {
        constant[1 + j] = factor(j).multiply(new BigDecimal(scales.centre()[j])).negate();
      }
      variances[features] = quadratic(standard, constant);
    }
    return variances;
  }

  private BigDecimal factor(int j) {
    return new BigDecimal(Math.scalb(1.0, -scales.exponent()[j]));
  }

  private static BigDecimal quadratic(Symmetric a, BigDecimal[] x) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        sum = sum.add(a.at(i, j).multiply(x[i]).multiply(x[j]), PositiveSystem.DIGITS);
      }
    }
    return sum;
  }
}

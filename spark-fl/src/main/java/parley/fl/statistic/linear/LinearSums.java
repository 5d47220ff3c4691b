package parley.fl.statistic.linear;

import java.math.BigDecimal;
import java.util.List;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.SecureSum;

/**
 * What a linear regression opens first: totals of the columns, then the Gram of a constant, the
 * features and the label on the scale that the totals give. Immutable, thread-safe.
 *
 * @param totals of the columns
 * @param scales of features and label
 * @param weightExponent half of log2 of the weights' scale
 * @param gram of the constant, the features and the label, in this order
 * @param logWeights sum of the weights' logarithms
 */
public record LinearSums(
    DesignTotals totals,
    ColumnScales scales,
    int weightExponent,
    Symmetric gram,
    double logWeights) {
  /**
   * Opens both.
   *
   * @param what is made of them, for errors: "fit a linear regression"
   */
  public static LinearSums open(LinearStatistic statistic, String what, SecureSum sums) {
    return open(statistic, totals(statistic, what, sums), sums);
  }

  static DesignTotals totals(LinearStatistic statistic, String what, SecureSum sums) {
    List<String> names = statistic.columns().numbers();
    return DesignTotals.of(what, names, sums.open(DesignTotals.spec(names), new byte[0]));
  }

  static LinearSums open(LinearStatistic statistic, DesignTotals totals, SecureSum sums) {
    ColumnScales scales = totals.scales(statistic.fitIntercept());
    int exponent = totals.weightExponent();
    BigDecimal[] values =
        sums.open(statistic.gramSpec(), LinearRows.arguments(scales, exponent)).values();
    Symmetric gram = Symmetric.ofTriangle(values, 0, statistic.features().size() + 2);
    return new LinearSums(totals, scales, exponent, gram, values[values.length - 1].doubleValue());
  }
}

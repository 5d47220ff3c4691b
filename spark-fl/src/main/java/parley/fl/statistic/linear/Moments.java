package parley.fl.statistic.linear;

import static parley.fl.statistic.linear.solve.PositiveSystem.DIGITS;

import java.math.BigDecimal;
import parley.fl.statistic.linear.solve.Symmetric;

/**
 * What the Gram of [1, features, label] says of a model with given coefficients, all on the told
 * scale. Immutable, thread-safe.
 *
 * @param gram of the constant, the features and the label, in this order
 * @param intercept whether the model has a constant term
 */
record Moments(Symmetric gram, boolean intercept) {
  private int label() {
    return gram.size() - 1;
  }

  private int first() {
    return intercept ? 0 : 1;
  }

  /** Gram of the model's columns. */
  Symmetric design() {
    return gram.part(first(), label());
  }

  /** Products of the model's columns with the label. */
  BigDecimal[] withLabel() {
    return gram.row(label(), first(), label());
  }

  BigDecimal weights() {
    return gram.at(0, 0);
  }

  /** Squares of the residuals. */
  BigDecimal residual(BigDecimal[] b) {
    return gram.at(label(), label())
        .subtract(dot(withLabel(), b).multiply(BigDecimal.valueOf(2)), DIGITS)
        .add(squares(b), DIGITS)
        .max(BigDecimal.ZERO);
  }

  /** Squares of the label about its mean, or about 0 in a model without a constant term. */
  BigDecimal total() {
    return intercept ? about(label(), label()) : gram.at(label(), label());
  }

  /** Squares of the predictions about the label's mean. */
  BigDecimal explained(BigDecimal[] b) {
    BigDecimal mean = gram.at(0, label()).divide(weights(), DIGITS);
    BigDecimal predictions = dot(gram.row(0, first(), label()), b);
    return squares(b)
        .subtract(mean.multiply(predictions).multiply(BigDecimal.valueOf(2)), DIGITS)
        .add(mean.pow(2).multiply(weights()), DIGITS)
        .max(BigDecimal.ZERO);
  }

  /** Sum of products of two columns about their means. */
  BigDecimal about(int i, int j) {
    BigDecimal means = gram.at(0, i).multiply(gram.at(0, j)).divide(weights(), DIGITS);
    return gram.at(i, j).subtract(means);
  }

  private BigDecimal squares(BigDecimal[] b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < b.length; i++) {
      sum = sum.add(b[i].multiply(dot(gram.row(first() + i, first(), label()), b)), DIGITS);
    }
    return sum;
  }

  static BigDecimal dot(BigDecimal[] a, BigDecimal[] b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < b.length; i++) {
      sum = sum.add(a[i].multiply(b[i]), DIGITS);
    }
    return sum;
  }
}

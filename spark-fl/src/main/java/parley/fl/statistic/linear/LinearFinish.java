package parley.fl.statistic.linear;

import static parley.fl.statistic.linear.solve.PositiveSystem.DIGITS;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.design.Coordinates;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.statistic.tail.Tails;
import parley.measure.Measure;

/**
 * From coefficients on the told scale to the result on the columns as they are. Immutable.
 *
 * @param weightExponent half of log2 of the weights' scale
 * @param logWeights sum of the weights' logarithms
 */
record LinearFinish(
    LinearStatistic statistic,
    DesignTotals totals,
    Coordinates coordinates,
    int weightExponent,
    Moments moments,
    double logWeights) {

  /** Mean square of the residuals on the label's told scale. */
  double residualMeanSquare(BigDecimal[] b) {
    return moments.residual(b).doubleValue() / moments.weights().doubleValue();
  }

  LinearResult penalised(BigDecimal[] b) {
    return result(b, estimates(b).map(Coefficient::of), null);
  }

  LinearResult classical(BigDecimal[] b, Symmetric inverse) {
    double freedom = freedom(b);
    double variance = moments.residual(b).doubleValue() / freedom;
    BigDecimal[] variances = coordinates.variances(inverse);
    return result(b, tested(b, variances, variance, freedom), freedom);
  }

  LinearResult robust(BigDecimal[] b, RobustErrors.Covariance covariance) {
    boolean cluster = covariance.clusters() > 0;
    double freedom = cluster ? covariance.clusters() - 1 : freedom(b);
    BigDecimal[] variances = coordinates.variances(covariance.matrix());
    return result(b, tested(b, variances, 1, freedom), freedom(b));
  }

  private double freedom(BigDecimal[] b) {
    return totals.rows() - b.length;
  }

  private Estimates estimates(BigDecimal[] b) {
    BigDecimal[] raw = coordinates.raw(b);
    int label = coordinates.features();
    BigDecimal factor = new BigDecimal(Math.scalb(1.0, coordinates.scales().exponent()[label]));
    double[] values = new double[raw.length];
    for (int j = 0; j < raw.length; j++) {
      BigDecimal value = raw[j].multiply(factor);
      if (statistic.fitIntercept() && j == label) {
        value = value.add(new BigDecimal(coordinates.scales().centre()[label]));
      }
      values[j] = value.doubleValue();
    }
    return new Estimates(coordinates.names(), values);
  }

  private record Estimates(List<String> names, double[] values) {
    interface Row {
      Coefficient of(String name, double value);
    }

    List<Coefficient> map(Row row) {
      List<Coefficient> rows = new ArrayList<>();
      for (int j = 0; j < values.length; j++) {
        rows.add(row.of(names.get(j), values[j]));
      }
      return rows;
    }
  }

  private List<Coefficient> tested(
      BigDecimal[] b, BigDecimal[] variances, double factor, double freedom) {
    Estimates estimates = estimates(b);
    double label = Math.scalb(1.0, coordinates.scales().exponent()[coordinates.features()]);
    List<Coefficient> rows = new ArrayList<>();
    for (int j = 0; j < variances.length; j++) {
      double error = label * Math.sqrt(Math.max(0, variances[j].doubleValue()) * factor);
      rows.add(Coefficient.t(estimates.names().get(j), estimates.values()[j], error, freedom));
    }
    return rows;
  }

  private LinearResult result(
      BigDecimal[] b, List<Coefficient> coefficients, @Nullable Double freedom) {
    double residual = raw(moments.residual(b));
    double total = raw(moments.total());
    double weights = totals.weights().doubleValue();
    long rows = totals.rows();
    int d = coordinates.features();
    int constant = statistic.fitIntercept() ? 1 : 0;
    String none = "the label is constant";
    Measure r2 =
        total > 0
            ? Measure.of(
                "r2", 1 - moments.residual(b).divide(moments.total(), DIGITS).doubleValue())
            : Measure.undefined("r2", none);
    Measure adjusted =
        total > 0 && rows > d + constant
            ? Measure.of(
                "adjustedR2",
                1 - (1 - r2.get()) * (rows - constant) / (double) (rows - d - constant))
            : Measure.undefined("adjustedR2", total > 0 ? "there are too few rows" : none);
    Double variance = freedom == null ? null : (Double) (residual / freedom);
    Double f = null;
    Double fPValue = null;
    if (variance != null && freedom != null && variance > 0 && total > 0) {
      f = raw(moments.total().subtract(moments.residual(b))) / d / variance;
      fPValue = Tails.upperF(f, d, freedom);
    }
    Double logLikelihood = null;
    if (freedom != null && residual > 0) {
      logLikelihood = (logWeights - rows * (Math.log(2 * Math.PI * residual / rows) + 1)) / 2;
    }
    return new LinearResult(
        coefficients,
        statistic.errors().name().toLowerCase(Locale.ROOT),
        rows,
        totals.dropped(),
        rows - d - constant,
        r2,
        adjusted,
        f,
        fPValue,
        Math.sqrt(residual / weights),
        raw(moments.explained(b)) / weights,
        variance,
        logLikelihood,
        logLikelihood == null ? null : (Double) (2 * (d + constant + 1) - 2 * logLikelihood));
  }

  /** A sum of squares of the label on its own scale. */
  private double raw(BigDecimal squares) {
    int exponent = coordinates.scales().exponent()[coordinates.features()];
    return Math.scalb(squares.doubleValue(), 2 * exponent + 2 * weightExponent);
  }
}

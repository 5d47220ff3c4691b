package parley.fl.statistic.linear;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.design.CompleteRows;
import parley.fl.statistic.design.Coordinates;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.design.GramSums;
import parley.fl.statistic.linear.solve.PositiveSystem;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Linear regression of a label on features. Two openings, both to the querier: totals of the
 * columns, and the Gram of all columns; three with robust errors, for which every provider is told
 * the coefficients. Immutable, thread-safe.
 *
 * @param label numeric column
 * @param features numeric columns
 * @param weight column of positive weights; null if each row counts 1
 * @param regParam strength of the penalty, at least 0; as Spark's, whose conventions {@link
 *     Penalised} writes out
 * @param elasticNetParam 0 for ridge to 1 for lasso
 * @param standardization whether the penalty is on coefficients of standardised features
 * @param fitIntercept whether there is a constant term, which is never penalised
 * @param errors which standard errors
 */
@DefaultSerializer(JavaSerializer.class)
public record LinearStatistic(
    String label,
    List<String> features,
    @Nullable String weight,
    double regParam,
    double elasticNetParam,
    boolean standardization,
    boolean fitIntercept,
    Errors errors)
    implements Statistic<LinearResult> {
  private static final long serialVersionUID = 1L;
  private static final String WHAT = "fit a linear regression";

  /** How far coefficients may be off. */
  public enum Errors {
    /** All rows independent, their residuals of one variance. */
    CLASSICAL,
    /** All rows independent, any variances: White's with n / (n - p), as Stata's. */
    HC1,
    /** Providers independent, rows of one provider not: with G / (G - 1) (n - 1) / (n - p). */
    CLUSTER
  }

  /**
   * @throws ParleyException with settings that say nothing or contradict each other
   */
  public LinearStatistic {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw refuse("expected features, got none");
    }
    if (!(regParam >= 0 && Double.isFinite(regParam))) {
      throw refuse("expected regParam of at least 0, got " + regParam);
    }
    if (!(elasticNetParam >= 0 && elasticNetParam <= 1)) {
      throw refuse("expected elasticNetParam from 0 to 1, got " + elasticNetParam);
    }
    if (regParam > 0 && errors != Errors.CLASSICAL) {
      throw refuse(
          "penalised coefficients have no standard errors, expected regParam 0 with errors "
              + errors
              + ", got "
              + regParam);
    }
    new Columns(names(features, label), List.of(), weight);
  }

  private static ParleyException refuse(String reason) {
    return new ParleyException("cannot " + WHAT + ": " + reason);
  }

  private static List<String> names(List<String> features, String label) {
    List<String> all = new ArrayList<>(features);
    all.add(label);
    return all;
  }

  private List<String> names() {
    return names(features, label);
  }

  @Override
  public Columns columns() {
    return new Columns(names(), List.of(), weight);
  }

  @Override
  public List<SumSpec> sums() {
    List<SumSpec> sums = new ArrayList<>(List.of(DesignTotals.spec(names()), gramSpec()));
    if (errors != Errors.CLASSICAL) {
      sums.add(RobustErrors.spec(errors, features.size()));
    }
    return sums;
  }

  SumSpec gramSpec() {
    return SumSpec.of(
            "linear/gram",
            "products of each two of " + String.join(", ", names()) + " and a constant",
            GramSums.size(features.size() + 2) + 1,
            GramSums.bound())
        .withUnit(2 * GramSums.FRACTION_BITS);
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    CompleteRows complete = CompleteRows.of(names(), rows);
    if (spec.equals(gramSpec())) {
      return LinearRows.read(arguments, names(), complete.rows()).gram();
    }
    return spec.equals(DesignTotals.spec(names()))
        ? DesignTotals.local(names(), complete)
        : RobustErrors.local(errors, arguments, names(), complete.rows());
  }

  @Override
  public LinearResult result(SecureSum sums) {
    DesignTotals totals = LinearSums.totals(this, WHAT, sums);
    checkRows(totals.rows());
    LinearSums opened = LinearSums.open(this, totals, sums);
    ColumnScales scales = opened.scales();
    int d = features.size();
    Moments moments = new Moments(opened.gram(), fitIntercept);
    Coordinates coordinates = new Coordinates(scales, d, fitIntercept);
    LinearFinish finish =
        new LinearFinish(
            this, totals, coordinates, opened.weightExponent(), moments, opened.logWeights());
    if (regParam > 0) {
      return finish.penalised(penalised(moments, scales));
    }
    PositiveSystem system = PositiveSystem.of(moments.design(), coordinates.standardNames(), WHAT);
    BigDecimal[] b = system.solve(moments.withLabel());
    Symmetric inverse = system.inverse();
    return errors == Errors.CLASSICAL
        ? finish.classical(b, inverse)
        : finish.robust(b, RobustErrors.covariance(this, sums, finish, b, inverse));
  }

  private BigDecimal[] penalised(Moments moments, ColumnScales scales) {
    int d = features.size();
    if (moments.about(d + 1, d + 1).signum() == 0) {
      throw new InvalidDataException(
          "cannot " + WHAT + ": the label is constant, expected one that varies with regParam > 0");
    }
    double[] factor = new double[d];
    for (int j = 0; j < d; j++) {
      factor[j] = Math.scalb(1.0, -scales.exponent()[j]);
    }
    double reg = Math.scalb(regParam, -scales.exponent()[d]);
    return new Penalised(moments, reg, elasticNetParam, factor, standardization)
        .solve(features, WHAT);
  }

  private void checkRows(long rows) {
    int p = features.size() + (fitIntercept ? 1 : 0);
    if (regParam == 0 && rows <= p) {
      throw new InvalidDataException(
          "cannot "
              + WHAT
              + ": there are too few rows, expected more than the "
              + p
              + " coefficients, got "
              + rows);
    }
  }
}

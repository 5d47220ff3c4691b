package parley.fl.statistic.glm;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.design.CompleteRows;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.linear.solve.NewtonSteps;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * A generalised linear model by rounds of iterated weighted least squares. Each round opens to the
 * querier (d + 1)(d + 2) / 2 + d + 1 + 5 numbers for d features; every provider is told the
 * coefficients of each round. Immutable, thread-safe.
 *
 * @param label numeric column
 * @param features numeric columns
 * @param offset column that is added to the linear predictor; null for none
 * @param weight column of positive weights; null if each row counts 1
 * @param model family and link
 * @param fitIntercept whether there is a constant term
 * @param maxIter most rounds, from 1 to 4000; halved steps count
 * @param tol a step ends the rounds when each coefficient moves by less than this times its
 *     standard error
 */
@DefaultSerializer(JavaSerializer.class)
public record GlmStatistic(
    String label,
    List<String> features,
    @Nullable String offset,
    @Nullable String weight,
    GlmModel model,
    boolean fitIntercept,
    int maxIter,
    double tol)
    implements Statistic<GlmResult> {
  private static final long serialVersionUID = 1L;
  static final String WHAT = "fit a generalised linear model";

  /** Most rounds, as Spark's default. */
  public static final int DEFAULT_MAX_ITER = 25;

  /** Coefficients to about 10^-8 of their standard errors. */
  public static final double DEFAULT_TOL = 1e-8;

  /**
   * @throws ParleyException with settings out of range
   */
  public GlmStatistic {
    features = List.copyOf(features);
    NewtonSteps.check(WHAT, features, maxIter, tol);
    new Columns(names(features, offset, label), List.of(), weight);
  }

  /** Logistic regression without a penalty, with Spark's names of settings. */
  public static GlmStatistic logistic(
      String label, List<String> features, @Nullable String weight, boolean fitIntercept) {
    return new GlmStatistic(
        label,
        features,
        null,
        weight,
        GlmModel.of(Family.BINOMIAL, Link.LOGIT),
        fitIntercept,
        DEFAULT_MAX_ITER,
        DEFAULT_TOL);
  }

  private static List<String> names(List<String> features, @Nullable String offset, String label) {
    List<String> all = new ArrayList<>(features);
    if (offset != null) {
      all.add(offset);
    }
    all.add(label);
    return all;
  }

  /** Features, offset, label. */
  List<String> names() {
    return names(features, offset, label);
  }

  @Override
  public Columns columns() {
    return new Columns(names(), List.of(), weight);
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(DesignTotals.spec(names()), roundSpec());
  }

  SumSpec roundSpec() {
    return SumSpec.of(
            "glm/round",
            "information, score, deviance, Pearson's, likelihood, rows without a mean, rows at a"
                + " limit",
            GlmRows.length(features.size()),
            GlmRows.bound())
        .withUnit(GlmRows.UNIT)
        .withOpenings(maxIter);
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows all) {
    CompleteRows complete = CompleteRows.of(names(), all);
    GlmRows.checkLabels(model, label, complete.rows());
    if (!spec.equals(roundSpec())) {
      return DesignTotals.local(names(), complete);
    }
    GlmScales scales = GlmScales.fromBytes(names(), features.size() + 1, arguments);
    return new GlmRows(model, scales, complete.rows(), features.size(), label, offset).sums();
  }

  @Override
  public GlmResult result(SecureSum sums) {
    DesignTotals totals =
        DesignTotals.of(WHAT, names(), sums.open(DesignTotals.spec(names()), new byte[0]));
    return new GlmFit(this, totals, sums).result();
  }
}

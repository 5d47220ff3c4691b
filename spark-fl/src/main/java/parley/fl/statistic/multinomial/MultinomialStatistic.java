package parley.fl.statistic.multinomial;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.design.CompleteRows;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.linear.solve.NewtonSteps;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Multinomial logistic regression, with a ridge penalty or without one. Each round opens to the
 * querier p (p + 1) / 2 + p + 3 numbers for p = (levels - 1) (features + 1) coefficients, with a
 * penalty one more. Immutable, thread-safe.
 *
 * @param label the levels; a row of another, or without one, is left out
 * @param features numeric columns
 * @param base one of the levels; null for the first by name
 * @param weight column of positive weights; null if each row counts 1
 * @param regParam strength of the penalty in Spark's convention, at least 0
 * @param standardization whether it is on the coefficients of standardised features
 * @param maxIter most rounds, from 1 to 4000; halved steps count
 * @param tol a step ends the rounds when each coefficient moves by less than this times its
 *     standard error
 */
@DefaultSerializer(JavaSerializer.class)
public record MultinomialStatistic(
    Category label,
    List<String> features,
    @Nullable String base,
    @Nullable String weight,
    double regParam,
    boolean standardization,
    int maxIter,
    double tol)
    implements Statistic<MultinomialResult> {
  private static final long serialVersionUID = 1L;
  static final String WHAT = "fit a multinomial model";

  /**
   * @throws ParleyException with settings out of range
   */
  public MultinomialStatistic {
    features = List.copyOf(features);
    NewtonSteps.check(WHAT, features, maxIter, tol);
    if (label.levels().size() < 2) {
      throw refuse("expected two levels of " + label.column() + " or more, got " + label.levels());
    }
    if (base != null && !label.levels().contains(base)) {
      throw refuse("expected a base among " + label.levels() + ", got " + base);
    }
    if (!(regParam >= 0 && Double.isFinite(regParam))) {
      throw refuse("expected regParam of at least 0, got " + regParam);
    }
    new Columns(features, List.of(label), weight);
  }

  private static ParleyException refuse(String reason) {
    return new ParleyException("cannot " + WHAT + ": " + reason);
  }

  /** The level whose coefficients are 0. */
  public String baseLevel() {
    return base != null ? base : label.levels().stream().sorted().findFirst().orElseThrow();
  }

  /** The other levels, in the order of their coefficients. */
  List<String> others() {
    return label.levels().stream().filter(level -> !level.equals(baseLevel())).toList();
  }

  boolean penalised() {
    return regParam > 0;
  }

  @Override
  public Columns columns() {
    return new Columns(features, List.of(label), weight);
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(DesignTotals.spec(features), roundSpec());
  }

  SumSpec roundSpec() {
    return SumSpec.of(
            "multinomial/round",
            "information, score, log-likelihood, rows whose likeliest level is theirs, rows without"
                + " probabilities"
                + (penalised() ? ", squares of weights" : ""),
            MultinomialRows.length(this),
            MultinomialRows.bound())
        .withUnit(MultinomialRows.UNIT)
        .withOpenings(maxIter);
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows all) {
    CompleteRows complete = CompleteRows.of(features, List.of(label.column()), withoutOther(all));
    return spec.equals(roundSpec())
        ? new MultinomialRows(this, arguments, complete.rows()).sums()
        : DesignTotals.local(features, complete);
  }

  /** Rows of none of the levels count as those without one. */
  private TableRows withoutOther(TableRows all) {
    int[] codes = all.codes(label.column());
    int[] known =
        Arrays.stream(codes)
            .map(code -> code < label.levels().size() ? code : TableRows.MISSING)
            .toArray();
    Map<String, double[]> numbers = new LinkedHashMap<>();
    features.forEach(name -> numbers.put(name, all.numbers(name)));
    double[] weights = null;
    if (all.weighted()) {
      weights = new double[all.rows()];
      Arrays.setAll(weights, all::weight);
    }
    return new TableRows(
        all.provider(), all.rows(), numbers, Map.of(label.column(), known), weights);
  }

  @Override
  public MultinomialResult result(SecureSum sums) {
    DesignTotals totals =
        DesignTotals.of(WHAT, features, sums.open(DesignTotals.spec(features), new byte[0]));
    return new MultinomialFit(this, totals, sums).result();
  }
}

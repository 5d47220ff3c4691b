package parley.fl.querier;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.RowSums;
import parley.fl.statistic.design.CompleteRows;
import parley.fl.statistic.design.GramSums;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * A generalised linear model whose coefficients no provider sees, and its exact sums: totals of the
 * columns, and their Gram. Immutable, thread-safe.
 *
 * @param glm label, features, family and link; without offset and weights, with a constant term.
 *     Its {@code maxIter} is how many gradients may be opened
 */
@DefaultSerializer(JavaSerializer.class)
public record HiddenGlm(GlmStatistic glm) implements RowSums {
  private static final long serialVersionUID = 1L;
  static final String WHAT = "fit a generalised linear model with encrypted coefficients";

  /** Most rounds; models of the reference data take 4. */
  public static final int DEFAULT_MAX_ITER = 12;

  /** A last step is below this share of each standard error. */
  public static final double DEFAULT_TOL = 0.05;

  /** Every round is in the plan, so that its numbers count beforehand. */
  private static final int MOST_ROUNDS = 100;

  /** A smaller step drowns in the flooding of what is opened. */
  private static final double LEAST_TOL = 1e-3;

  /**
   * @throws ParleyException as {@link #require} says
   */
  public HiddenGlm {
    require(glm);
  }

  /**
   * Refuses what coefficients cannot be hidden of.
   *
   * @throws ParleyException for a model that has no polynomial, or settings that do not go with it
   */
  public static void require(GlmStatistic glm) {
    MarginModel.of(glm.model());
    if (glm.offset() != null || glm.weight() != null || !glm.fitIntercept()) {
      throw refuse(
          "expected a model with a constant term, without an offset and weights of rows, got"
              + (glm.fitIntercept() ? "" : " no constant term")
              + (glm.offset() == null ? "" : " the offset " + glm.offset())
              + (glm.weight() == null ? "" : " weights " + glm.weight()));
    }
    if (glm.tol() < LEAST_TOL) {
      throw refuse(
          "expected tol of at least "
              + LEAST_TOL
              + " standard errors, since what is opened has 18 bits, got "
              + glm.tol());
    }
    if (glm.maxIter() > MOST_ROUNDS) {
      throw refuse("expected at most " + MOST_ROUNDS + " rounds, got " + glm.maxIter());
    }
  }

  /** A model with the usual rounds. */
  public static HiddenGlm of(String label, List<String> features, GlmModel model) {
    return new HiddenGlm(
        new GlmStatistic(label, features, null, null, model, true, DEFAULT_MAX_ITER, DEFAULT_TOL));
  }

  static ParleyException refuse(String reason) {
    return new ParleyException("cannot " + WHAT + ": " + reason);
  }

  /** Family and link. */
  public MarginModel model() {
    return MarginModel.of(glm.model());
  }

  /** Numbers that a gradient has: one a feature, and that of the constant term. */
  public int terms() {
    return glm.features().size() + 1;
  }

  /** Numbers that are opened at the last coefficients. */
  public int lastNumbers() {
    return model().opensInformation() ? GramSums.size(terms()) : model().last().size();
  }

  /** Numbers that are opened of the rows at encrypted coefficients, all rounds counted. */
  public long hiddenNumbers() {
    return (long) glm.maxIter() * terms() + lastNumbers();
  }

  LinearStatistic design() {
    return new LinearStatistic(
        glm.label(), glm.features(), null, 0, 0, false, true, LinearStatistic.Errors.CLASSICAL);
  }

  @Override
  public Columns columns() {
    return glm.columns();
  }

  @Override
  public List<SumSpec> sums() {
    return design().sums();
  }

  /** The step of the Gram, which is opened once before all gradients. */
  public SumSpec gram() {
    return sums().get(1);
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    if (spec.equals(gram())) {
      return design().local(spec, arguments, rows);
    }
    BigInteger[] totals = glm.local(spec, arguments, rows);
    if (model() == MarginModel.PROBIT) {
      requireClasses(CompleteRows.of(columns().numbers(), rows).rows());
    }
    return totals;
  }

  private void requireClasses(TableRows rows) {
    for (double y : rows.numbers(glm.label())) {
      if (y != 0 && y != 1) {
        throw new InvalidDataException(
            "cannot "
                + WHAT
                + ": a row of provider "
                + rows.provider()
                + " has another "
                + glm.label()
                + ", expected labels 0 and 1 with PROBIT, got another");
      }
    }
  }
}

package parley.fl.statistic.multinomial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.design.Coefficient;

/**
 * A multinomial model. Immutable, thread-safe.
 *
 * @param base the level whose coefficients are 0
 * @param levels the others, with their coefficients
 * @param rows complete ones of a known level
 * @param droppedRows rows with a missing value or of another level
 * @param logLikelihood at the coefficients, without the penalty
 * @param nullLogLikelihood of constant terms alone
 * @param aic twice the number of coefficients less twice the log-likelihood; null with a penalty
 * @param accuracy share of rows whose likeliest level is theirs
 * @param rounds openings, the first for the columns' scales
 */
public record MultinomialResult(
    String base,
    List<Level> levels,
    long rows,
    long droppedRows,
    double logLikelihood,
    double nullLogLikelihood,
    @Nullable Double aic,
    double accuracy,
    int rounds) {
  /**
   * A level's table.
   *
   * @param coefficients in the features' order, then {@code (intercept)}; tested by z, and without
   *     standard errors where there is a penalty
   */
  public record Level(String level, List<Coefficient> coefficients) {
    /** Takes a copy of the list. */
    public Level {
      coefficients = List.copyOf(coefficients);
    }
  }

  /** Takes a copy of the list. */
  public MultinomialResult {
    levels = List.copyOf(levels);
  }
}

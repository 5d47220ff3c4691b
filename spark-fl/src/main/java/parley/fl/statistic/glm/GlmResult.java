package parley.fl.statistic.glm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.design.Coefficient;

/**
 * A generalised linear model. Figures are those of Spark's {@code
 * GeneralizedLinearRegressionSummary}. Immutable, thread-safe.
 *
 * @param coefficients in the features' order, then {@code (intercept)}; tested by t where the
 *     dispersion is estimated, else by z
 * @param rows complete ones
 * @param droppedRows rows with a missing value
 * @param degreesOfFreedom of the residuals
 * @param deviance of the model; null where the querier alone holds the coefficients, since it is
 *     not opened then, and neither are the three that follow from it or with it
 * @param nullDeviance of the constant term alone, or of nothing where there is none; null where
 *     that has no valid means
 * @param pearson sum of squares of Pearson's residuals
 * @param dispersion 1, or Pearson's over the degrees of freedom where the family does not fix it
 * @param aic as R's; null where the likelihood has no closed form
 * @param rounds openings, the first for the columns' scales; of gradients where the querier alone
 *     holds the coefficients
 * @param warnings what speaks against the model
 */
public record GlmResult(
    List<Coefficient> coefficients,
    long rows,
    long droppedRows,
    long degreesOfFreedom,
    @Nullable Double deviance,
    @Nullable Double nullDeviance,
    @Nullable Double pearson,
    double dispersion,
    @Nullable Double aic,
    int rounds,
    List<String> warnings) {
  /** Takes copies of the lists. */
  public GlmResult {
    coefficients = List.copyOf(coefficients);
    warnings = List.copyOf(warnings);
  }

  /** The coefficient of a feature or of {@code (intercept)}. */
  public Coefficient coefficient(String term) {
    return coefficients.stream()
        .filter(c -> c.term().equals(term))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot find a coefficient: expected a term of the model, got " + term));
  }
}

package parley.fl.querier;

import java.util.List;
import parley.fl.statistic.design.Coefficient;

/**
 * A generalised linear model whose coefficients no provider saw. Immutable, thread-safe.
 *
 * @param coefficients in the features' order, then {@code (intercept)}; tested by t where the
 *     dispersion is estimated, else by z
 * @param rows complete ones
 * @param droppedRows rows with a missing value
 * @param degreesOfFreedom of the residuals
 * @param dispersion 1, or Pearson's over the degrees of freedom where the family does not fix it
 * @param rounds gradients that were opened
 * @param warnings what speaks against the model
 */
public record HiddenGlmResult(
    List<Coefficient> coefficients,
    long rows,
    long droppedRows,
    long degreesOfFreedom,
    double dispersion,
    int rounds,
    List<String> warnings) {
  /** Takes copies of the lists. */
  public HiddenGlmResult {
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

package parley.fl.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.FitFigures;

/**
 * What a training with fitted polynomials came to. Immutable, so safe for use by several threads.
 *
 * @param largestMargin soft maximum of the margins at the last look, the base rate's logit taken
 *     away
 * @param range where the last polynomial is good
 * @param converged whether the margins' spread still changed between the last two looks
 * @param activationError largest |w - v| / max(1, |v|), v the standardised weights that the same
 *     steps with the exact sigmoid give; null where the rows are not in clear
 * @param activationProbabilityError the same for the mean predicted probability, relative
 * @param exactWeightError the same against exact logistic regression on the clipped features; null
 *     as well where there are too many weights for it
 * @param exactProbabilityError the same for the mean predicted probability, relative
 * @param clippedShare share of clipped values, by column that has any; null where the rows are not
 *     in clear
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PolynomialFit(
    double largestMargin,
    double range,
    boolean converged,
    @Nullable Double activationError,
    @Nullable Double activationProbabilityError,
    @Nullable Double exactWeightError,
    @Nullable Double exactProbabilityError,
    @Nullable Map<String, Double> clippedShare) {
  /** Copies the map. */
  public PolynomialFit {
    clippedShare =
        clippedShare == null
            ? null
            : Collections.unmodifiableMap(new LinkedHashMap<>(clippedShare));
  }

  /** What the looks alone tell. */
  public static PolynomialFit of(FitFigures figures) {
    return new PolynomialFit(
        figures.largestMargin(),
        figures.range(),
        figures.converged(),
        null,
        null,
        null,
        null,
        null);
  }

  /** The same with what only rows in clear tell. */
  public PolynomialFit measured(
      double activation, double activationProbability, Map<String, Double> clipped) {
    return new PolynomialFit(
        largestMargin,
        range,
        converged,
        activation,
        activationProbability,
        exactWeightError,
        exactProbabilityError,
        clipped);
  }

  /** The same with the distance to exact logistic regression. */
  public PolynomialFit exact(@Nullable Double weights, @Nullable Double probability) {
    return new PolynomialFit(
        largestMargin,
        range,
        converged,
        activationError,
        activationProbabilityError,
        weights,
        probability,
        clippedShare);
  }
}

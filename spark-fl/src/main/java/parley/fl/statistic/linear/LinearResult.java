package parley.fl.statistic.linear;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.design.Coefficient;
import parley.measure.Measure;

/**
 * A linear regression. Figures are those of Spark's {@code LinearRegressionSummary}, where it has
 * them, but for r2 with weights: there Spark takes another total than the weighted squares. Of
 * penalised models there are no standard errors. Immutable, thread-safe.
 *
 * @param coefficients in the features' order, then {@code (intercept)}; tested by t
 * @param errors which standard errors: classical, hc1 or cluster
 * @param rows complete ones
 * @param droppedRows rows with a missing value
 * @param degreesOfFreedom of the residuals
 * @param r2 share of the label's squares that is explained; about 0 in place of the mean where
 *     there is no intercept
 * @param adjustedR2 the same, allowing for the number of features
 * @param fStatistic of all features at once
 * @param fPValue its p value
 * @param rmse root of the squares of the residuals over the sum of weights
 * @param explainedVariance mean square of the predictions about the label's mean
 * @param residualVariance squares of the residuals over their degrees of freedom
 * @param logLikelihood of normal residuals, at the variance that makes it largest
 * @param aic as R: the residual variance is one more parameter
 */
public record LinearResult(
    List<Coefficient> coefficients,
    String errors,
    long rows,
    long droppedRows,
    long degreesOfFreedom,
    Measure r2,
    Measure adjustedR2,
    @Nullable Double fStatistic,
    @Nullable Double fPValue,
    double rmse,
    double explainedVariance,
    @Nullable Double residualVariance,
    @Nullable Double logLikelihood,
    @Nullable Double aic) {
  /** Takes a copy of the list. */
  public LinearResult {
    coefficients = List.copyOf(coefficients);
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

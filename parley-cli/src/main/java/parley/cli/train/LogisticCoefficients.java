package parley.cli.train;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.cli.model.StandardScale;
import parley.cli.models.CoefficientTable;
import parley.error.InvalidDataException;
import parley.fl.optim.LinearWeights;
import parley.fl.statistic.design.Coefficient;

/**
 * A logistic regression's coefficients as rows of a table. Immutable, so safe for several threads.
 *
 * @param rows in the features' order, then the constant term
 * @param withoutErrors why they have no standard errors; null where they have
 */
public record LogisticCoefficients(List<Coefficient> rows, @Nullable String withoutErrors) {
  /** Takes a copy of the list. */
  public LogisticCoefficients {
    rows = List.copyOf(rows);
  }

  /** Coefficients alone. */
  static LogisticCoefficients without(List<String> features, LinearWeights weights, String reason) {
    return new LogisticCoefficients(
        CoefficientTable.without(features, weights.coefficients(), weights.intercept()), reason);
  }

  /** With standard errors from rows in clear, where these give some. */
  static LogisticCoefficients of(
      Dataset<Row> train, String featuresCol, List<String> features, LinearWeights weights) {
    if (features.size() >= LogisticErrors.MOST_COLUMNS) {
      return without(
          features,
          weights,
          "there are too many features, expected fewer than "
              + LogisticErrors.MOST_COLUMNS
              + ", got "
              + features.size());
    }
    try {
      StandardScale scale = StandardScale.of(train, featuresCol);
      return new LogisticCoefficients(
          LogisticErrors.of(train, featuresCol, features, weights, scale), null);
    } catch (InvalidDataException e) {
      return without(features, weights, String.valueOf(e.getMessage()));
    }
  }
}

package parley.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A model that was trained under encryption beside the same training in clear.
 *
 * @param largestWeightDifference of any two weights
 * @param equalPredictions share of the rows with the same prediction, 0 to 1
 */
public record AgainstClear(double largestWeightDifference, double equalPredictions) {
  /** Of both models' weights, and of what they predict for the same rows. */
  public static AgainstClear of(
      double[] weights, double[] weightsInClear, double[] predictions, double[] inClear) {
    if (weights.length != weightsInClear.length || predictions.length != inClear.length) {
      throw new IllegalArgumentException("cannot compare models: expected equally many numbers");
    }
    double largest = 0;
    for (int j = 0; j < weights.length; j++) {
      largest = Math.max(largest, Math.abs(weights[j] - weightsInClear[j]));
    }
    int equal = 0;
    for (int i = 0; i < predictions.length; i++) {
      equal += predictions[i] == inClear[i] ? 1 : 0;
    }
    return new AgainstClear(largest, equal / (double) predictions.length);
  }

  /** log2 of the largest difference; minus infinity where there is none. */
  double log2() {
    return Math.log(largestWeightDifference) / Math.log(2);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "largest difference of weights 2^%.1f, %.2f %% of predictions equal",
        log2(),
        100 * equalPredictions);
  }

  /** For a line of JSON. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("largestWeightDifference", largestWeightDifference);
    facts.put("equalPredictions", equalPredictions);
    return facts;
  }
}

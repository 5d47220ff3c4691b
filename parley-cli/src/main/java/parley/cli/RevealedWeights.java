package parley.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.classification.LogisticRegressionModel;

/**
 * Weights on the input scale, beside those of the same algorithm in clear. Immutable, so safe for
 * several threads.
 *
 * @param intercept the intercept
 * @param coefficients the other weights by column, in the columns' order
 * @param maxError the largest difference to the weights in clear, over the largest of those
 */
record RevealedWeights(double intercept, Map<String, Double> coefficients, double maxError) {
  RevealedWeights {
    coefficients = Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
  }

  static RevealedWeights of(
      List<String> features, LogisticRegressionModel revealed, LogisticRegressionModel clear) {
    double[] weights = revealed.coefficients().toArray();
    double[] expected = clear.coefficients().toArray();
    Map<String, Double> named = new LinkedHashMap<>();
    double difference = Math.abs(revealed.intercept() - clear.intercept());
    double largest = Math.abs(clear.intercept());
    for (int j = 0; j < weights.length; j++) {
      named.put(features.get(j), weights[j]);
      difference = Math.max(difference, Math.abs(weights[j] - expected[j]));
      largest = Math.max(largest, Math.abs(expected[j]));
    }
    return new RevealedWeights(
        revealed.intercept(), named, largest == 0 ? difference : difference / largest);
  }
}

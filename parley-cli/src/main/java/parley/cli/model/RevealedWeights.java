package parley.cli.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.fl.optim.LinearWeights;

/**
 * Weights on the input scale, beside those of the same algorithm in clear. Immutable, so safe for
 * several threads.
 *
 * @param intercept the intercept
 * @param coefficients the other weights by column, in the columns' order
 * @param maxError the largest |w - v| / max(1, |v|) over standardised weights, v in clear; null
 *     where those are not known
 */
public record RevealedWeights(
    double intercept, Map<String, Double> coefficients, @Nullable Double maxError) {
  public RevealedWeights {
    coefficients = Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
  }

  /** Weights that there is nothing to compare with. */
  public static RevealedWeights alone(List<String> features, LinearWeights weights) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int j = 0; j < features.size(); j++) {
      named.put(features.get(j), weights.coefficients()[j]);
    }
    return new RevealedWeights(weights.intercept(), named, null);
  }

  /** As JSON has them. */
  public Map<String, Object> toMap() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("intercept", intercept);
    values.put("coefficients", coefficients);
    return values;
  }

  /** A line a weight, each with its line end. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(line("(intercept)", intercept));
    coefficients.forEach((name, value) -> text.append(line(name, value)));
    return text.toString();
  }

  private static String line(String name, double value) {
    return String.format(Locale.ROOT, "%-30s %14.6f%n", name, value);
  }

  /**
   * Weights beside those of the same algorithm in clear.
   *
   * @param scale of the rows trained on
   */
  public static RevealedWeights of(
      List<String> features, LinearWeights weights, LinearWeights clear, StandardScale scale) {
    RevealedWeights alone = alone(features, weights);
    return new RevealedWeights(
        alone.intercept, alone.coefficients, scale.largestError(weights, clear));
  }
}

package parley.robust.audit.fairness;

import java.util.Arrays;
import parley.measure.Measure;

/**
 * How unequally benefits are spread (<a href="https://doi.org/10.1145/3219819.3220046">Speicher and
 * others 2018</a>): with b over its mean m, GE(alpha) = mean((b/m)^alpha - 1) / (alpha (alpha -
 * 1)); GE(1), the Theil index T, is mean(b/m ln(b/m)); GE(0), Theil's L, is mean(-ln(b/m)). 0 where
 * all have the same. Stateless, so safe for use by several threads.
 */
public final class GeneralizedEntropy {
  private GeneralizedEntropy() {}

  /**
   * The index of some benefits, each had by one.
   *
   * @param benefits 0 or more
   */
  public static Measure of(double alpha, double[] benefits) {
    double[] counts = new double[benefits.length];
    Arrays.fill(counts, 1);
    return of(alpha, benefits, counts);
  }

  /**
   * The index of some benefits.
   *
   * @param benefits 0 or more
   * @param counts how many have each, or what they weigh together; as long as the benefits
   * @return undefined if no one has a benefit, or if one has none and alpha is 0 or less
   * @throws IllegalArgumentException if a number is negative or not finite, or lengths differ
   */
  public static Measure of(double alpha, double[] benefits, double[] counts) {
    check(alpha, benefits, counts);
    String name = "generalizedEntropyIndex";
    double people = Arrays.stream(counts).sum();
    double mean = 0;
    for (int k = 0; k < benefits.length; k++) {
      mean += people == 0 ? 0 : benefits[k] * counts[k] / people;
    }
    if (mean == 0) {
      return Measure.undefined(name, "no one has a benefit");
    }
    double sum = 0;
    for (int k = 0; k < benefits.length; k++) {
      if (counts[k] > 0) {
        if (benefits[k] == 0 && alpha <= 0) {
          return Measure.undefined(name, "someone has no benefit, and alpha is not above 0");
        }
        sum += counts[k] * term(alpha, benefits[k] / mean);
      }
    }
    return Measure.of(name, sum / people);
  }

  private static double term(double alpha, double share) {
    if (alpha == 1) {
      return share == 0 ? 0 : share * Math.log(share);
    }
    return alpha == 0 ? -Math.log(share) : (Math.pow(share, alpha) - 1) / (alpha * (alpha - 1));
  }

  private static void check(double alpha, double[] benefits, double[] counts) {
    if (benefits.length != counts.length) {
      throw new IllegalArgumentException(
          "cannot measure entropy: expected a count for each of %d benefits, got %d"
              .formatted(benefits.length, counts.length));
    }
    double wrong =
        Arrays.stream(new double[][] {benefits, counts})
            .flatMapToDouble(Arrays::stream)
            .filter(value -> !(value >= 0) || Double.isInfinite(value))
            .findFirst()
            .orElse(0);
    if (wrong != 0 || !Double.isFinite(alpha)) {
      throw new IllegalArgumentException(
          "cannot measure entropy: expected a finite alpha, and benefits and counts of 0 or more,"
              + " got "
              + (wrong != 0 ? wrong : alpha));
    }
  }
}

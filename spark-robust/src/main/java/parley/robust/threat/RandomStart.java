package parley.robust.threat;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Draws starts of an attack: uniform in the ball of the norm over the attackable features, then cut
 * to the box. Immutable, so safe for use by several threads.
 */
public final class RandomStart {
  private final Norm norm;
  private final double epsilon;
  private final int[] attackable;

  public RandomStart(ThreatModel threat) {
    norm = threat.norm();
    epsilon = threat.perturbationEpsilon();
    attackable = IntStream.range(0, threat.numFeatures()).filter(threat::isAttackable).toArray();
  }

  /**
   * Moves a row from its origin to a random place.
   *
   * @param rows the row, at its origin; moved
   * @param from where the row starts in each array
   * @param key what the random numbers follow from
   */
  public void move(double[] rows, double[] lower, double[] upper, int from, long key) {
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(key);
    switch (norm) {
      case LINF -> {
        for (int j : attackable) {
          rows[from + j] += epsilon * (2 * random.nextDouble() - 1);
        }
      }
      case L2 -> euclidean(rows, from, random);
      case L1 -> manhattan(rows, from, random);
    }
    for (int j : attackable) {
      int at = from + j;
      rows[at] = Math.max(lower[at], Math.min(upper[at], rows[at]));
    }
  }

  /** A normal direction, and a radius whose power of the dimension is uniform. */
  private void euclidean(double[] rows, int from, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] direction = new double[attackable.length];
    double sum = 0;
    for (int k = 0; k < direction.length; k++) {
      direction[k] = gaussian.sample();
      sum += direction[k] * direction[k];
    }
    double radius = epsilon * Math.pow(random.nextDouble(), 1.0 / direction.length);
    double factor = sum > 0 ? radius / Math.sqrt(sum) : 0;
    for (int k = 0; k < direction.length; k++) {
      rows[from + attackable[k]] += factor * direction[k];
    }
  }

  /** Exponentials over their sum with one more of them, which is what is left of the radius. */
  private void manhattan(double[] rows, int from, UniformRandomProvider random) {
    ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(random);
    double[] change = new double[attackable.length];
    double sum = exponential.sample();
    for (int k = 0; k < change.length; k++) {
      change[k] = exponential.sample();
      sum += change[k];
    }
    for (int k = 0; k < change.length; k++) {
      double signed = random.nextBoolean() ? change[k] : -change[k];
      rows[from + attackable[k]] += epsilon * signed / sum;
    }
  }
}

package parley.robust.defence.certify;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

/**
 * The bound of <a href="https://arxiv.org/abs/1802.03471">Lecuyer, Atlidakis, Geambasu, Hsu and
 * Jana 2019</a> (PixelDP), with noise on the input and each vote an expected output. Noise that
 * makes a change of size L (epsilon, delta)-differentially private keeps the class k where (their
 * proposition 1)
 *
 * <pre>lower(k) > e^(2 epsilon) max over i other than k of upper(i) + (1 + e^epsilon) delta</pre>
 *
 * The radius is the largest such L (their section 3.4). Laplace noise of deviation sigma: epsilon =
 * sqrt(2) L / sigma in L1, delta = 0. Gaussian noise: epsilon = sqrt(2 ln(1.25 / delta)) L / sigma
 * in L2, at most 1, for any delta. Here epsilon and delta are those of the noise, not of privacy
 * promised to anyone.
 *
 * @param noise whose deviation is {@code sigma} in each feature
 * @param sigma above 0
 * @param alpha the chance that one of the bounds is wrong
 */
@DefaultSerializer(JavaSerializer.class)
public record PixelDpCertifier(NoiseKind noise, double sigma, double alpha) implements Certifier {
  private static final int GRID = 100;
  private static final int ROUNDS = 4;
  private static final double SMALLEST_DELTA = 1e-12;

  @Override
  public Certificate certify(Votes votes) {
    int top = votes.selected();
    long trials = votes.trials();
    long[] counts = votes.estimation();
    // Two classes share one bound; with more, one bound a class must hold at the same time.
    double each = counts.length == 2 ? alpha : alpha / counts.length;
    double lower = ClopperPearson.lower(counts[top], trials, each);
    double upper = 1 - lower;
    if (counts.length > 2) {
      long second = counts[Votes.most(counts, top)];
      upper = Math.min(upper, ClopperPearson.upper(second, trials, each));
    }
    if (lower <= upper) {
      return Certificate.abstained();
    }
    double radius = noise == NoiseKind.LAPLACE ? laplace(lower, upper) : gaussian(lower, upper);
    return new Certificate(top, radius);
  }

  private double laplace(double lower, double upper) {
    return sigma / Math.sqrt(2) * Math.log(lower / upper) / 2;
  }

  /**
   * The best delta of a grid, then of a finer one around it. Every delta gives a bound that holds,
   * so a better one that lies between is no error.
   */
  private double gaussian(double lower, double upper) {
    double from = Math.log(SMALLEST_DELTA);
    double to = Math.log((lower - upper) / 2);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double step = (to - from) / GRID;
      double at = from;
      for (int i = 0; i < GRID; i++) {
        double radius = gaussian(lower, upper, Math.exp(from + i * step));
        if (radius > best) {
          best = radius;
          at = from + i * step;
        }
      }
      from = at - step;
      to = at + step;
    }
    return best;
  }

  private double gaussian(double lower, double upper, double delta) {
    double epsilon = Math.min(1, largestEpsilon(lower, upper, delta));
    return sigma * epsilon / Math.sqrt(2 * Math.log(1.25 / delta));
  }

  /** Solves upper y^2 + delta y + delta = lower for y = e^epsilon. */
  private static double largestEpsilon(double lower, double upper, double delta) {
    double root = Math.sqrt(delta * delta + 4 * upper * (lower - delta));
    // Without cancellation where upper or delta is small.
    double y = 2 * (lower - delta) / (delta + root);
    return Math.log(y);
  }
}

package parley.robust.defence.certify;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** What the noise that a classifier is smoothed with looks like, and which distance it suits. */
public enum NoiseKind {
  /** Normal in each feature; certifies L2 distances. */
  GAUSSIAN {
    @Override
    ContinuousSampler sampler(UniformRandomProvider source) {
      return ZigguratSampler.NormalizedGaussian.of(source);
    }
  },
  /** Double exponential in each feature; certifies L1 distances. */
  LAPLACE {
    @Override
    ContinuousSampler sampler(UniformRandomProvider source) {
      // Of mean sqrt(1/2), so that with either sign the deviation is 1.
      ContinuousSampler size = ZigguratSampler.Exponential.of(source, Math.sqrt(0.5));
      return () -> source.nextBoolean() ? size.sample() : -size.sample();
    }
  };

  /** Samples of deviation 1. */
  abstract ContinuousSampler sampler(UniformRandomProvider source);

  public String parameterName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of one of {@link #names}. */
  public static NoiseKind of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  public static String[] names() {
    return Arrays.stream(values()).map(NoiseKind::parameterName).toArray(String[]::new);
  }
}

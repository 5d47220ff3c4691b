package parley.cli.robust;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.cli.input.Frames;
import parley.cli.terminal.InputException;
import parley.robust.defence.PixelDp;
import parley.robust.defence.RandomizedSmoothing;
import parley.robust.defence.SmoothedClassifier;
import parley.robust.evaluation.RobustnessStudy;
import picocli.CommandLine.Option;

/** Whether the model is certified as well, by randomised smoothing. */
final class SmoothingOptions {
  private static final int DEFAULT_SAMPLES = 10_000;

  @Option(
      names = "--smoothing-sigma",
      paramLabel = "S",
      description = "certify the model smoothed with noise of this deviation as well")
  private @Nullable Double sigma;

  /** How a certificate follows from the votes. */
  enum Certificate {
    /** Randomised smoothing. */
    RANDOMIZED,
    /** PixelDP's bound with Gaussian noise, for L2. */
    PIXELDP_GAUSSIAN,
    /** PixelDP's bound with Laplace noise, for L1. */
    PIXELDP_LAPLACE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Option(
      names = "--smoothing-certificate",
      paramLabel = "C",
      description =
          "randomized (default), or PixelDP's bound: pixeldp-gaussian, or pixeldp-laplace, which"
              + " certifies L1 distances")
  private @Nullable Certificate certificate;

  @Option(
      names = "--smoothing-samples",
      paramLabel = "N",
      description = "noisy copies of each row that bound a certificate (default: 10000)")
  private @Nullable Integer samples;

  void check() {
    if (sigma == null && samples != null) {
      throw new InputException("cannot certify: --smoothing-samples needs --smoothing-sigma");
    }
    if (sigma == null && certificate != null) {
      throw new InputException("cannot certify: --smoothing-certificate needs --smoothing-sigma");
    }
    if (sigma != null) {
      AttackOptions.positive("--smoothing-sigma", sigma);
    }
    if (samples != null) {
      AttackOptions.positive("--smoothing-samples", samples);
    }
  }

  /**
   * Adds it to a study.
   *
   * @param seed what the noise follows from; null for the default
   */
  void addTo(RobustnessStudy study, @Nullable Long seed) {
    if (sigma == null) {
      return;
    }
    SmoothedClassifier<?> smoothing =
        certificate == null || certificate == Certificate.RANDOMIZED
            ? new RandomizedSmoothing()
            : new PixelDp()
                .setNoise(certificate == Certificate.PIXELDP_LAPLACE ? "laplace" : "gaussian");
    smoothing.setIdCol(Frames.NUMBER);
    smoothing.setSigma(sigma);
    smoothing.setSamples(samples == null ? DEFAULT_SAMPLES : samples);
    if (seed != null) {
      smoothing.setSeed(seed);
    }
    study.setSmoothing(smoothing);
  }
}

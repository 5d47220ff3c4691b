package parley.cli;

import org.jspecify.annotations.Nullable;
import parley.cli.table.InputException;
import parley.robust.certify.RandomizedSmoothing;
import parley.robust.evaluation.RobustnessStudy;
import picocli.CommandLine.Option;

/** Whether the model is certified as well, by randomised smoothing. */
final class SmoothingOptions {
  private static final int DEFAULT_SAMPLES = 10_000;

  @Option(
      names = "--smoothing-sigma",
      paramLabel = "S",
      description = "certify the model smoothed with Gaussian noise of this deviation as well")
  private @Nullable Double sigma;

  @Option(
      names = "--smoothing-samples",
      paramLabel = "N",
      description = "noisy copies of each row that bound a certificate (default: 10000)")
  private @Nullable Integer samples;

  void check() {
    if (sigma == null && samples != null) {
      throw new InputException("cannot certify: --smoothing-samples needs --smoothing-sigma");
    }
    if (sigma != null) {
      AttackOptions.positive("--smoothing-sigma", sigma);
    }
    if (samples != null) {
      AttackOptions.positive("--smoothing-samples", samples);
    }
  }

  void addTo(RobustnessStudy study) {
    if (sigma != null) {
      study.setSmoothing(
          new RandomizedSmoothing()
              .setIdCol(Frames.NUMBER)
              .setSigma(sigma)
              .setSamples(samples == null ? DEFAULT_SAMPLES : samples));
    }
  }
}

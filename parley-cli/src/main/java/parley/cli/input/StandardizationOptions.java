package parley.cli.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.fl.param.HasStandardization;
import picocli.CommandLine.Option;

/** How providers bring features to one scale; what is not given keeps the estimator's default. */
public final class StandardizationOptions {
  @Option(
      names = "--standardization",
      paramLabel = "S",
      description =
          "collective (default; opens sums), ranges (opens no means and deviations) or none")
  private @Nullable String standardization;

  @Option(
      names = "--feature-ranges",
      paramLabel = "A=LO:HI,..",
      description = "for --standardization ranges: the agreed bounds of each feature")
  private List<String> featureRanges = new ArrayList<>();

  @Option(
      names = "--row-bound",
      paramLabel = "N",
      description = "for --standardization ranges: the agreed bound on the number of rows")
  private @Nullable Long rowBound;

  /**
   * Refuses bounds of other features, before any key is made.
   *
   * @throws parley.cli.terminal.InputException for those
   */
  public void check(List<String> features) {
    FeatureRanges.of(featureRanges).in(features);
  }

  /**
   * Hands what was given to an estimator.
   *
   * @param features their names, in the order of the bounds
   */
  public void applyTo(HasStandardization<?> estimator, List<String> features) {
    if (standardization != null) {
      estimator.setStandardization(standardization.toLowerCase(Locale.ROOT));
    }
    double[][] bounds = FeatureRanges.of(featureRanges).in(features);
    if (bounds != null) {
      estimator.setFeatureRanges(bounds);
    }
    if (rowBound != null) {
      estimator.setRowBound(rowBound);
    }
  }
}

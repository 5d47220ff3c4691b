package parley.fl.protection.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkTerms;
import parley.fl.report.FitReport;
import parley.fl.settings.StandardizationSettings;

/**
 * What every report of a network's training says of its numbers. Stateless, so safe for use by
 * several threads.
 */
public final class NetworkWords {
  private NetworkWords() {}

  /**
   * Adds them, and why they are what they are.
   *
   * @param steps one a layer
   * @param names of the features
   */
  public static void describe(
      FitReport.Builder report,
      NetworkFamily family,
      StandardizationSettings standardization,
      NetworkStatistics statistics,
      double[] steps,
      List<String> names) {
    NetworkTerms terms = family.terms();
    int batch = terms.batch(statistics.allRows());
    boolean ruled = terms.givenSteps().isEmpty();
    report
        .weights(terms.shape().weights())
        .parameter("layers", terms.shape().text(), "as asked")
        .parameter(
            "activation",
            terms.sigmoid().map(Object::toString).orElse("(u^2 + u - 1) / 2"),
            terms.sigmoid().isPresent()
                ? "stands for the sigmoid of each class against the others"
                : "one product, and mean 0 for normal u")
        .parameter("start weights", start(terms), "public")
        .parameter("iterations", terms.iterations(), "")
        .parameter(
            "batch",
            batch + " of " + statistics.allRows() + " rows",
            terms.batchRows() > 0 ? "as asked" : "more rows buy little")
        .parameter(
            "steps",
            Arrays.stream(steps).mapToObj(NetworkWords::number).collect(Collectors.joining(", ")),
            ruled
                ? (terms.sigmoid().isPresent()
                        ? "from the sigmoid's curvature"
                        : "from the start weights' curvature")
                    + " and the features' largest eigenvalue "
                    + number(statistics.lambdaX())
                : "as asked")
        .parameter("schedule", terms.schedule().parameterName(), "")
        .parameter("momentum", number(terms.momentum()), "")
        .parameter(
            "standardisation",
            standardization.mode().parameterName(),
            standardization.collective()
                ? "opens row count, means and deviations to all"
                : "opens no means and deviations")
        .parameter(
            "feature clip",
            number(standardization.featureClip()),
            "bounds all numbers of a training under encryption");
    family
        .inputMap()
        .ifPresent(
            map -> report.parameter("input map", map.text(), "of each row by its own provider"));
    if (!family.classWeights().isEmpty()) {
      report.parameter("class weights", family.classWeights(), "as asked");
    }
    if (!terms.watch()) {
      report.warning("the errors were not watched: a training that runs away is not seen");
    }
    List<Integer> constant = statistics.input().scaling().constantFeatures();
    if (!constant.isEmpty()) {
      report.warning(
          "features that do not vary are not learnt from: "
              + constant.stream().map(names::get).collect(Collectors.joining(", ")));
    }
  }

  private static String start(NetworkTerms terms) {
    if (terms.warmStart().isPresent()) {
      return "an earlier model's";
    }
    return terms.gain() == 0
        ? "0"
        : "normal, of seed " + terms.seed() + " and gain " + number(terms.gain());
  }

  /** Warns where a training went back. */
  public static void takenBack(FitReport.Builder report, int halvings) {
    if (halvings > 0) {
      report.warning(
          "the training ran away and was taken back "
              + halvings
              + " times: iterations were spent on it, and steps halved each time");
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}

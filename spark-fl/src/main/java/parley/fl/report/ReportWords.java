package parley.fl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sentences that every form of a report has. Stateless, thread-safe. */
public final class ReportWords {
  private static final int SHOWN = 16;

  private ReportWords() {}

  static String protection(FitReport r) {
    String where =
        r.simulated()
            ? "simulation: all providers live in one process, nothing is protected from its owner"
            : "one executor a provider";
    return "protection " + r.protection() + "; " + model(r) + "; " + where;
  }

  static String model(FitReport r) {
    if (!r.sealed()) {
      return r.protection().equals("plain")
          ? "the weights are known"
          : "the weights were opened to the querier";
    }
    if (r.isOpenToQuerier()) {
      return "the model is sealed against all but the querier";
    }
    return isTraining(r)
        ? "the model is sealed: no one can read its weights"
        : "the model is sealed; these margins do not tell its weights, all predictions together"
            + " may";
  }

  /** The report of a prediction knows of no other's. */
  private static boolean isTraining(FitReport r) {
    return r.iterations() > 0;
  }

  /** The whole in one sentence or two. */
  static String verdict(FitReport r) {
    FitReport.Made made = r.made();
    String score = made == null || made.score() == null ? "" : ": " + made.score();
    return (r.protection().equals("plain") ? "In clear" : "Under encryption")
        + ", over "
        + count(r.providers().size(), "provider")
        + score
        + "; "
        + model(r)
        + "."
        + (r.simulated() ? " A simulation: all providers were one process." : "");
  }

  static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  static String cost(FitReport r) {
    double total = r.seconds().values().stream().mapToDouble(Double::doubleValue).sum();
    return String.format(
        Locale.ROOT,
        "%s, %s, %s in %s with %s; %.1f s; the busiest provider sent %s%s",
        count(r.providers().size(), "provider"),
        count(r.features(), "feature"),
        count(r.iterations(), "iteration"),
        count(r.rounds().size(), "round"),
        r.refreshes() == 1 ? "1 refresh" : r.refreshes() + " refreshes",
        total,
        bytes(r.bytesPerProvider()),
        r.precisionBits() == null
            ? ""
            : String.format(Locale.ROOT, "; weights right to about 2^-%.0f", r.precisionBits()));
  }

  public static String encryption(FitReport.Encryption e) {
    return String.format(
        Locale.ROOT,
        "CKKS: ring dimension %d, log QP %.0f, %d-bit security, scale 2^%d, %d limbs",
        e.ringDimension(),
        e.logQp(),
        e.securityBits(),
        e.scaleBits(),
        e.limbs());
  }

  /** What left the encryption, how much of it, for whom. */
  public static String opening(FitReport.Opening o) {
    return o.what() + ": " + o.count() + " numbers to " + audience(o.to());
  }

  static String audience(FitReport.Audience to) {
    return to == FitReport.Audience.ALL ? "all" : "the querier";
  }

  /** What a training with fitted polynomials came to, a sentence each. */
  static List<String> fit(PolynomialFit fit) {
    List<String> words = new ArrayList<>();
    words.add(
        String.format(
            Locale.ROOT,
            "margins reach %.3g, the last polynomial is fitted to %.3g; %s",
            fit.largestMargin(),
            fit.range(),
            fit.converged()
                ? "their spread no longer changed"
                : "their spread still changed: more iterations change the model"));
    if (fit.activationError() != null && fit.activationProbabilityError() != null) {
      words.add(
          String.format(
              Locale.ROOT,
              "against the same steps with the exact sigmoid: weights within %.2g, mean"
                  + " probability within %.2g %%",
              fit.activationError(),
              100 * fit.activationProbabilityError()));
    }
    if (fit.exactWeightError() != null && fit.exactProbabilityError() != null) {
      words.add(
          String.format(
              Locale.ROOT,
              "against exact logistic regression: weights within %.2g, mean probability within"
                  + " %.2g %%",
              fit.exactWeightError(),
              100 * fit.exactProbabilityError()));
    }
    Map<String, Double> clipped = fit.clippedShare();
    if (clipped != null && !clipped.isEmpty()) {
      words.add(
          "clipped values, of which linear weights know nothing: "
              + clipped.entrySet().stream()
                  .map(
                      e -> String.format(Locale.ROOT, "%s %.2g %%", e.getKey(), 100 * e.getValue()))
                  .collect(Collectors.joining(", ")));
    }
    return words;
  }

  /** Where the querier's secret key was. */
  static String place(SessionTerms session) {
    return session.querierApart()
        ? "apart: its secret key was not in the driver's process"
        : "it runs the driver: what it sees, the driver's process sees";
  }

  static String session(SessionTerms session) {
    return "session "
        + session.id()
        + ", plan "
        + session.plan()
        + ", querier "
        + session.querier()
        + " ("
        + place(session)
        + ")";
  }

  static String policy(SessionTerms.Provider provider) {
    return provider.policies().isEmpty() ? "none" : shortened(provider.policies());
  }

  static String rows(SessionTerms.Provider provider) {
    Long budget = provider.rowBudget();
    return provider.rowsUsed() + (budget == null ? ", no budget" : " of " + budget);
  }

  /** The first digits tell fingerprints apart; the JSON form has all. */
  static String shortened(List<String> fingerprints) {
    return fingerprints.stream()
        .map(f -> f.length() > SHOWN ? f.substring(0, SHOWN) + "..." : f)
        .collect(Collectors.joining(", "));
  }

  public static String bytes(long count) {
    if (count < 10_000) {
      return count + " bytes";
    }
    return count < 10_000_000
        ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
  }
}

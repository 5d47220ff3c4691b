package parley.fl.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sentences that every form of the report has. */
final class ReportWords {
  private static final int SHOWN = 16;

  private ReportWords() {}

  static String protection(FitReport r) {
    String model =
        r.sealed() ? "the model is sealed: no one can read its weights" : "the weights are known";
    String where =
        r.simulated()
            ? "simulation: all providers live in one process, nothing is protected from its owner"
            : "one executor a provider";
    return "protection " + r.protection() + "; " + model + "; " + where;
  }

  static String cost(FitReport r) {
    double total = r.seconds().values().stream().mapToDouble(Double::doubleValue).sum();
    return String.format(
        Locale.ROOT,
        "%d providers, %d features, %d iterations in %d rounds with %d refreshes; %.1f s; the"
            + " busiest provider sent %s%s",
        r.providers().size(),
        r.features(),
        r.iterations(),
        r.rounds().size(),
        r.refreshes(),
        total,
        bytes(r.bytesPerProvider()),
        r.precisionBits() == null
            ? ""
            : String.format(Locale.ROOT, "; weights right to about 2^-%.0f", r.precisionBits()));
  }

  static String encryption(FitReport.Encryption e) {
    return String.format(
        Locale.ROOT,
        "CKKS: ring dimension %d, log QP %.0f, %d-bit security, scale 2^%d, %d limbs",
        e.ringDimension(),
        e.logQp(),
        e.securityBits(),
        e.scaleBits(),
        e.limbs());
  }

  static String session(SessionTerms session) {
    return "session "
        + session.id()
        + ", plan "
        + session.plan()
        + ", querier "
        + session.querier();
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

  static String bytes(long count) {
    if (count < 10_000) {
      return count + " bytes";
    }
    return count < 10_000_000
        ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
  }
}

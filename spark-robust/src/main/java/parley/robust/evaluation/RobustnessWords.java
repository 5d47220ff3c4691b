package parley.robust.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sentences that every form of the report has. */
final class RobustnessWords {
  private RobustnessWords() {}

  static String model(RobustnessReport r) {
    return "%s, %d features, %d classes, %d rows attacked; perturbations in %s"
        .formatted(r.model(), r.features(), r.classes(), r.rows(), norm(r.norm()));
  }

  static String norm(String word) {
    return switch (word) {
      case "linf" -> "L-inf";
      case "l2" -> "L2";
      default -> "L1";
    };
  }

  static String reading(RobustnessReport r) {
    String exact =
        r.attacks().stream().anyMatch(AttackCurve::exact)
            ? "The exact worst case is the model's robust accuracy; other attacks are bounds from above."
            : "An attack bounds the robust accuracy from above: a better one may leave less.";
    return r.certified() == null
        ? exact
        : exact + " Certified accuracy is that of the smoothed model, a bound from below.";
  }

  /** What was run, how, and for how long. */
  static List<List<String>> methods(RobustnessReport r) {
    List<List<String>> methods = new ArrayList<>();
    for (AttackCurve curve : r.attacks()) {
      methods.add(List.of(curve.attack(), curve.settings(), seconds(curve.seconds())));
    }
    CertifiedCurve certified = r.certified();
    if (certified != null) {
      methods.add(List.of(certified.method(), certified.settings(), seconds(certified.seconds())));
    }
    return methods;
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

package parley.robust.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import parley.plot.NumberWords;

/** A report's accuracies by epsilon, as text; row 0 is the model as it is. */
record AccuracyTable(List<String> heads, List<List<String>> rows) {

  static AccuracyTable of(RobustnessReport r) {
    List<String> heads = new ArrayList<>(List.of("epsilon"));
    List<String> clean = new ArrayList<>(List.of("0 (clean)"));
    TreeSet<Double> epsilons = new TreeSet<>();
    for (AttackCurve curve : r.attacks()) {
      heads.add(curve.attack());
      clean.add(accuracy(r.cleanAccuracy()));
      curve.points().forEach(p -> epsilons.add(p.perturbationEpsilon()));
    }
    CertifiedCurve certified = r.certified();
    if (certified != null) {
      heads.add("certified");
      clean.add(accuracy(certified.cleanAccuracy()));
      certified.points().forEach(p -> epsilons.add(p.perturbationEpsilon()));
    }
    List<List<String>> rows = new ArrayList<>(List.of(clean));
    for (double epsilon : epsilons) {
      List<String> row = new ArrayList<>(List.of(NumberWords.number(epsilon)));
      for (AttackCurve curve : r.attacks()) {
        row.add(
            curve.accuracyAt(epsilon).stream()
                .mapToObj(AccuracyTable::accuracy)
                .findFirst()
                .orElse(""));
      }
      if (certified != null) {
        row.add(
            certified.points().stream()
                .filter(p -> p.perturbationEpsilon() == epsilon)
                .map(p -> accuracy(p.accuracy()))
                .findFirst()
                .orElse(""));
      }
      rows.add(row);
    }
    return new AccuracyTable(heads, rows);
  }

  static String accuracy(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}

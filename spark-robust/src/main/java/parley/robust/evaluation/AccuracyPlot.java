package parley.robust.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.plot.Axis;
import parley.plot.LinePlot;

/** Accuracy against epsilon, a line an attack, from epsilon 0. */
final class AccuracyPlot {
  private AccuracyPlot() {}

  static LinePlot of(RobustnessReport r) {
    List<LinePlot.Line> lines = lines(r);
    double largest =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(LinePlot.Point::x)
            .max()
            .orElse(0);
    return new LinePlot(
        "Accuracy against epsilon",
        "Accuracy after each epsilon.",
        new Axis(
            "largest perturbation, " + RobustnessWords.norm(r.norm()),
            0,
            largest > 0 ? largest : 1),
        new Axis("accuracy", 0, 1),
        lines);
  }

  private static List<LinePlot.Line> lines(RobustnessReport r) {
    List<LinePlot.Line> lines = new ArrayList<>();
    for (AttackCurve curve : r.attacks()) {
      List<LinePlot.Point> points = new ArrayList<>();
      points.add(LinePlot.Point.of(0, r.cleanAccuracy()));
      curve
          .points()
          .forEach(p -> points.add(LinePlot.Point.of(p.perturbationEpsilon(), p.accuracy())));
      lines.add(LinePlot.Line.of(curve.attack(), points));
    }
    @Nullable CertifiedCurve certified = r.certified();
    if (certified != null) {
      List<LinePlot.Point> points = new ArrayList<>();
      points.add(LinePlot.Point.of(0, certified.cleanAccuracy()));
      certified
          .points()
          .forEach(p -> points.add(LinePlot.Point.of(p.perturbationEpsilon(), p.accuracy())));
      lines.add(LinePlot.Line.of("certified", points));
    }
    return lines;
  }
}

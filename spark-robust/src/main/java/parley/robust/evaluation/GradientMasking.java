package parley.robust.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import parley.plot.NumberWords;

/**
 * Signs that attacks failed for other reasons than a robust model (Athalye, Carlini and Wagner
 * 2018, https://arxiv.org/abs/1802.00420, section 3.1; Carlini et al. 2019,
 * https://arxiv.org/abs/1902.06705). None of them proves it, and their absence proves nothing.
 */
final class GradientMasking {
  private static final String MEANING =
      " (a sign of masked gradients: the robust accuracy may be overestimated)";

  private final double cleanAccuracy;
  private final @Nullable Double cleanLoss;

  GradientMasking(double cleanAccuracy, @Nullable Double cleanLoss) {
    this.cleanAccuracy = cleanAccuracy;
    this.cleanLoss = cleanLoss;
  }

  /**
   * Compares an attack of many steps with one of a single step.
   *
   * @param linear whether the model is linear with two classes, where both are the same
   */
  List<String> compare(AttackCurve single, AttackCurve many, boolean linear) {
    List<String> warnings = new ArrayList<>();
    boolean informative = false;
    boolean stronger = false;
    for (AttackCurve.Point point : many.points()) {
      OptionalDouble other = single.accuracyAt(point.perturbationEpsilon());
      if (other.isEmpty()) {
        continue;
      }
      double left = other.getAsDouble();
      informative |= left > 0 && left < cleanAccuracy;
      stronger |= point.accuracy() < left;
      if (point.accuracy() > left) {
        warnings.add(
            "%s is weaker than %s at epsilon %s: it leaves an accuracy of %s, %s leaves %s%s"
                .formatted(
                    many.attack(),
                    single.attack(),
                    NumberWords.number(point.perturbationEpsilon()),
                    AccuracyTable.accuracy(point.accuracy()),
                    single.attack(),
                    AccuracyTable.accuracy(left),
                    MEANING));
      }
    }
    if (warnings.isEmpty() && informative && !stronger && !linear) {
      warnings.add(
          "%s is no stronger than %s at any epsilon%s"
              .formatted(many.attack(), single.attack(), MEANING));
    }
    return warnings;
  }

  /** Looks for losses that do not rise, and accuracies that do, as epsilon grows. */
  List<String> growth(AttackCurve curve) {
    List<String> warnings = new ArrayList<>();
    double epsilon = 0;
    double accuracy = cleanAccuracy;
    Double loss = cleanLoss;
    for (AttackCurve.Point point : curve.points()) {
      String from = NumberWords.number(epsilon);
      String to = NumberWords.number(point.perturbationEpsilon());
      if (point.accuracy() > accuracy) {
        warnings.add(
            "%s leaves a higher accuracy at epsilon %s than at %s%s"
                .formatted(curve.attack(), to, from, MEANING));
      }
      Double next = point.meanLoss();
      // Rows that are wrong already are left alone, so a model without any right row cannot change.
      if (loss != null && next != null && next <= loss && accuracy > 0) {
        warnings.add(
            "%s does not raise the mean loss from epsilon %s to %s%s"
                .formatted(curve.attack(), from, to, MEANING));
      }
      epsilon = point.perturbationEpsilon();
      accuracy = point.accuracy();
      loss = next;
    }
    return warnings;
  }
}

package parley.robust.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What an attack leaves of a model's accuracy. Immutable, so safe for use by several threads.
 *
 * @param attack its name, such as PGD
 * @param settings its Params in words
 * @param exact whether no attack can do better, so that the accuracies are the model's own
 * @param points by epsilon, from the smallest
 * @param seconds wall clock
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AttackCurve(
    String attack, String settings, boolean exact, List<Point> points, double seconds) {

  /** Takes a copy of the points. */
  public AttackCurve {
    points = List.copyOf(points);
  }

  /**
   * One size of the attack.
   *
   * @param perturbationEpsilon largest perturbation, in the norm of the report
   * @param accuracy share of rows that the model gets right after it
   * @param meanLoss of the attacked rows; null where the model has no loss
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Point(double perturbationEpsilon, double accuracy, @Nullable Double meanLoss) {}

  /** The accuracy at an epsilon; empty if it was not tried. */
  public OptionalDouble accuracyAt(double perturbationEpsilon) {
    return points.stream()
        .filter(p -> p.perturbationEpsilon() == perturbationEpsilon)
        .mapToDouble(Point::accuracy)
        .findFirst();
  }
}

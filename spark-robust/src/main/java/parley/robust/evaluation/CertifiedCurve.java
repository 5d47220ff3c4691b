package parley.robust.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What is proved of the smoothed model. Immutable, so safe for use by several threads.
 *
 * @param method such as randomised smoothing
 * @param settings its Params in words
 * @param cleanAccuracy share of rows that the smoothed model gets right as they are, abstaining on
 *     none of them
 * @param points by epsilon, from the smallest
 * @param seconds wall clock
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CertifiedCurve(
    String method, String settings, double cleanAccuracy, List<Point> points, double seconds) {

  /** Takes a copy of the points. */
  public CertifiedCurve {
    points = List.copyOf(points);
  }

  /**
   * One size of the perturbation.
   *
   * @param perturbationEpsilon in the norm of the report
   * @param radius the certified distance that it takes: the largest length of such a perturbation
   *     in the norm of the certificate, L2 or, with Laplace noise, L1
   * @param accuracy share of rows that are right and certified beyond that distance
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Point(double perturbationEpsilon, double radius, double accuracy) {}
}

package parley.fl.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only a network has to tell: its layers, and what was seen of its training. Immutable, so
 * safe for use by several threads.
 *
 * @param layers features, neurons of each hidden layer, outputs
 * @param lossByIteration half the mean over an iteration's batch of a row's squared errors, before
 *     its step; null where nobody saw them all
 * @param looks the errors that were opened to see that it does not run away
 * @param halvings how often it went back and halved its steps
 * @param largestActivation of each layer the largest absolute value before its activation, over all
 *     iterations; null where nobody saw it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkFigures(
    List<Integer> layers,
    @Nullable List<Double> lossByIteration,
    List<Look> looks,
    int halvings,
    @Nullable List<Double> largestActivation) {

  /**
   * A look.
   *
   * @param iteration from 1
   * @param meanSquare mean over rows and outputs of the squared errors
   * @param kept whether the training went on from there
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Look(int iteration, double meanSquare, boolean kept) {}

  /** Of a prediction, which saw no training. */
  public static NetworkFigures of(List<Integer> layers) {
    return new NetworkFigures(layers, null, List.of(), 0, null);
  }

  /** Takes copies of the lists. */
  public NetworkFigures {
    layers = List.copyOf(layers);
    lossByIteration = lossByIteration == null ? null : List.copyOf(lossByIteration);
    looks = List.copyOf(looks);
    largestActivation = largestActivation == null ? null : List.copyOf(largestActivation);
  }

  /** Numbers that it answers for a row. */
  int outputs() {
    return layers.get(layers.size() - 1);
  }
}

package parley.fl.protection.encrypted.network.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.protection.encrypted.network.loop.LoopState.Point;
import parley.fl.protection.encrypted.network.loop.NetworkCircuit.Hidden;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.step.NetworkMaps;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.layout.ConversionMap;
import parley.mhe.protocol.ConvertingRefreshResult;
import parley.mhe.runtime.ConvertCall;
import parley.mhe.runtime.Federation;

/**
 * A batch's way through the layers and back, in one iteration. What it gives is its own, closed
 * with it. For one thread at a time.
 */
final class EncryptedPass implements AutoCloseable {
  /**
   * What is the same in all iterations.
   *
   * @param maps of the conversions
   * @param between layers between two hidden ones, in order
   * @param levels whose refreshes give scales
   */
  record Parts(
      Federation federation,
      NetworkLayout layout,
      NetworkMaps maps,
      NetworkCircuit circuit,
      List<MiddleLayer> between,
      NetworkLevels levels) {}

  private final Parts parts;
  private final NetworkCircuit circuit;
  private final Point point;
  private final int iteration;
  private final byte[] told;
  private final List<Ciphertext> made = new ArrayList<>();
  private final List<List<Ciphertext>> weights = new ArrayList<>();
  private final List<Hidden> hidden = new ArrayList<>();

  /** Of the last hidden layer, before its activation. */
  private List<Ciphertext> margins = List.of();

  /** What each row's errors are multiplied with; null where all rows count the same. */
  private @Nullable Ciphertext factors;

  /** Of each layer between two hidden ones its masked inputs. */
  private final List<ConvertingRefreshResult> masked = new ArrayList<>();

  /**
   * A pass that has not begun.
   *
   * @param point whose weights it takes
   * @param told what providers are told
   */
  EncryptedPass(Parts parts, Point point, int iteration, byte[] told) {
    this.parts = parts;
    this.circuit = parts.circuit();
    this.point = point;
    this.iteration = iteration;
    this.told = told;
  }

  /** Each layer's weights, taken apart. */
  List<List<Ciphertext>> weights() {
    return weights;
  }

  /** Goes through the layers; the errors of each output. */
  List<Ciphertext> forward() {
    int last = parts.layout().hiddenLayers();
    if (last == 0) {
      return forwardAlone();
    }
    for (int layer = 0; layer <= last; layer++) {
      weights.add(keep(circuit.weights(layer, point.weights())));
    }
    for (int layer = 0; layer < last; layer++) {
      List<Ciphertext> blocks = keep(layer == 0 ? ofRows() : ofHidden(layer));
      ConversionMap map = parts.maps().layers().get(layer).toSlots();
      margins = convert(NetworkSteps.TO_SLOTS, layer, blocks, map).outputs();
      Hidden activated = circuit.activate(layer, margins);
      keep(activated.activations());
      keep(activated.slopes());
      hidden.add(activated);
    }
    List<Ciphertext> sums =
        keep(circuit.outputs(hidden.get(last - 1).activations(), weights.get(last)));
    return errors(sums);
  }

  /** The errors of values; what rows count is behind them. */
  private List<Ciphertext> errors(List<Ciphertext> values) {
    ConversionMap map = parts.maps().outputs();
    List<Ciphertext> outputs = convert(NetworkSteps.OUTPUTS, 0, values, map).outputs();
    factors = map.outputs() > map.inputs() ? outputs.get(map.inputs()) : null;
    return outputs.subList(0, map.inputs());
  }

  private List<Ciphertext> weighed(List<Ciphertext> errors) {
    return factors == null ? errors : keep(circuit.weighed(errors, factors));
  }

  private List<Ciphertext> slopes(int layer) {
    return factors != null && layer == parts.layout().hiddenLayers() - 1
        ? keep(circuit.weighedSlopes(margins, factors))
        : hidden.get(layer).slopes();
  }

  /** Without hidden layer. */
  private List<Ciphertext> forwardAlone() {
    weights.add(keep(circuit.weights(0, point.weights())));
    ConversionMap map = parts.maps().layers().get(0).toSlots();
    List<Ciphertext> margins = convert(NetworkSteps.TO_SLOTS, 0, keep(ofRows()), map).outputs();
    List<Ciphertext> values = keep(circuit.sigmoids(margins));
    return errors(values);
  }

  private List<List<Ciphertext>> backwardAlone(List<Ciphertext> errors) {
    ConversionMap map = parts.maps().layers().get(0).toCoefficients();
    List<Ciphertext> blocks =
        convert(NetworkSteps.TO_COEFFICIENTS, 0, keep(circuit.dropped(weighed(errors))), map)
            .outputs();
    return List.of(keep(parts.federation().map(NetworkSteps.GRADIENT, iteration, blocks, told)));
  }

  private List<Ciphertext> ofRows() {
    return parts.federation().map(NetworkSteps.FORWARD, iteration, weights.get(0), told);
  }

  private List<Ciphertext> ofHidden(int layer) {
    MiddleLayer between = parts.between().get(layer - 1);
    ConvertingRefreshResult inputs = between.mask(iteration, hidden.get(layer - 1).activations());
    keep(inputs.outputs());
    masked.add(inputs);
    return between.forward(iteration, inputs, weights.get(layer));
  }

  /** Goes back; each layer's gradient, of the last one before its sum over the rows. */
  List<List<Ciphertext>> backward(List<Ciphertext> errors) {
    int last = parts.layout().hiddenLayers();
    if (last == 0) {
      return backwardAlone(errors);
    }
    Deque<List<Ciphertext>> gradients = new ArrayDeque<>();
    gradients.push(
        keep(circuit.outputGradient(hidden.get(last - 1).activations(), weighed(errors))));
    List<Ciphertext> back = keep(circuit.back(errors, weights.get(last)));
    for (int layer = last - 1; layer >= 0; layer--) {
      List<Ciphertext> before = keep(circuit.before(back, slopes(layer)));
      ConversionMap map = parts.maps().layers().get(layer).toCoefficients();
      ConvertingRefreshResult blocks = convert(NetworkSteps.TO_COEFFICIENTS, layer, before, map);
      if (layer == 0) {
        gradients.push(
            keep(parts.federation().map(NetworkSteps.GRADIENT, iteration, blocks.outputs(), told)));
      } else {
        MiddleLayer between = parts.between().get(layer - 1);
        gradients.push(keep(between.gradient(iteration, masked.get(layer - 1), blocks.outputs())));
        List<Ciphertext> transposed = keep(circuit.transposedWeights(layer, point.transposed()));
        back = keep(between.back(iteration, blocks, transposed));
      }
    }
    return List.copyOf(gradients);
  }

  private ConvertingRefreshResult convert(
      String step, int layer, List<Ciphertext> inputs, ConversionMap map) {
    double scale =
        step.equals(NetworkSteps.TO_SLOTS)
            ? parts.levels().toSlots().scaleOut()
            : parts.levels().scale();
    ConvertingRefreshResult result =
        parts
            .federation()
            .convert(NetworkSteps.of(step, layer), iteration, inputs, new ConvertCall(map, scale));
    keep(result.outputs());
    return result;
  }

  private List<Ciphertext> keep(List<Ciphertext> some) {
    made.addAll(some);
    return some;
  }

  @Override
  public void close() {
    NetworkCircuit.closeAll(made);
  }
}

package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many neurons each layer has. Weights lie in one array, layer by layer, of each the weights of
 * input 0 to every output, then of input 1, and at last the biases. Immutable and thread-safe.
 *
 * @param sizes features, neurons of each hidden layer, if there is any, outputs; all at least 1
 * @param head what the outputs are trained to be
 */
@DefaultSerializer(JavaSerializer.class)
public record NetworkShape(List<Integer> sizes, NetworkHead head) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A shape with at least one hidden layer, unless it tells classes apart. */
  public NetworkShape {
    sizes = List.copyOf(sizes);
    int least = head == NetworkHead.CLASSES ? 2 : 3;
    if (sizes.size() < least || sizes.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(
          "cannot make a network: expected features, "
              + (least == 2 ? "hidden layers if any" : "one hidden layer or more")
              + " and outputs, each of at least 1, got "
              + sizes);
    }
    int outputs = sizes.get(sizes.size() - 1);
    if (head == NetworkHead.CLASSES ? outputs < 2 : outputs != 1) {
      throw new IllegalArgumentException(
          "cannot make a network: expected "
              + (head == NetworkHead.CLASSES ? "an output a class, 2 or more" : "one output")
              + ", got "
              + outputs);
    }
  }

  /** A network that tells classes apart. */
  public static NetworkShape classifier(int features, List<Integer> hidden, int classes) {
    return of(features, hidden, classes, NetworkHead.CLASSES);
  }

  /** A network of one number. */
  public static NetworkShape regression(int features, List<Integer> hidden) {
    return of(features, hidden, 1, NetworkHead.VALUE);
  }

  private static NetworkShape of(
      int features, List<Integer> hidden, int outputs, NetworkHead head) {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(features);
    sizes.addAll(hidden);
    sizes.add(outputs);
    return new NetworkShape(sizes, head);
  }

  /**
   * The shape of {@link #text}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static NetworkShape read(String text, NetworkHead head) {
    try {
      return new NetworkShape(
          Arrays.stream(text.split("-", -1)).map(Integer::valueOf).toList(), head);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "cannot read a network's layers: expected numbers such as 9-64-2, got " + text, e);
    }
  }

  /** The sizes, such as {@code 9-64-2}. */
  public String text() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  public int features() {
    return sizes.get(0);
  }

  /** Neurons of each hidden layer. */
  public List<Integer> hidden() {
    return sizes.subList(1, sizes.size() - 1);
  }

  /**
   * Whether its outputs come of the features themselves: logistic regressions, one class against
   * the others each.
   */
  public boolean isLogistic() {
    return sizes.size() == 2;
  }

  public int outputs() {
    return sizes.get(sizes.size() - 1);
  }

  /** The number of layers that have weights: one more than hidden ones. */
  public int layers() {
    return sizes.size() - 1;
  }

  /** How many numbers come into a layer, its bias not counted. */
  public int inputs(int layer) {
    return sizes.get(layer);
  }

  /** How many numbers come out of a layer. */
  public int outputs(int layer) {
    return sizes.get(layer + 1);
  }

  /** All weights and biases. */
  public int weights() {
    return offset(layers());
  }

  /** Where a layer's weights begin. */
  public int offset(int layer) {
    int offset = 0;
    for (int i = 0; i < layer; i++) {
      offset += (inputs(i) + 1) * outputs(i);
    }
    return offset;
  }

  /** Where a weight is; of a bias the input is {@link #inputs(int)}. */
  public int index(int layer, int input, int output) {
    return offset(layer) + input * outputs(layer) + output;
  }
}

package parley.fl.protection.encrypted.network.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.PatternLayout;
import parley.mhe.layout.Axis;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.ConversionMap.Side;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;
import parley.mhe.layout.Sizes;
import parley.mhe.layout.SlotLayout;

/**
 * Where the rows of one opening lie while a network answers them: before each hidden layer as
 * polynomials of columns, its margins in the coefficients of one block, its activations in slots,
 * those of the last one in the slots of the last layer's patterns; and as answers, that of row r
 * and output c at X^(r outputs + c). Without hidden layer the outputs are the margins of the only
 * layer. Immutable and thread-safe.
 *
 * @param network as it was trained
 * @param rows of one opening
 */
public record PredictionLayout(NetworkLayout network, int rows) {
  /**
   * @throws PlanException when there is no room for so many rows
   */
  public PredictionLayout {
    int most = mostRows(network);
    if (rows < 1 || rows > most) {
      throw new PlanException(
          "cannot plan predictions of a network: an opening has no room for so many rows, expected"
              + " 1 to "
              + most
              + ", got "
              + rows);
    }
  }

  /** The most rows that one opening has room for. */
  public static int mostRows(NetworkLayout network) {
    int answers = network.ringDimension() / outputs(network);
    int places = network.hiddenLayers() == 0 ? answers : network.last().rowPlaces();
    return IntStream.range(0, network.columnLayers())
        .map(layer -> network.columns(layer).rowsPerBlock())
        .reduce(Math.min(places, answers), Math::min);
  }

  private static int outputs(NetworkLayout network) {
    return network.sizes().get(network.sizes().size() - 1);
  }

  /** Numbers of an answer, for a row. */
  public int outputs() {
    return outputs(network);
  }

  /** How many hidden layers there are. */
  public int hiddenLayers() {
    return network.hiddenLayers();
  }

  /** Whether no hidden layer comes after this one. */
  boolean isLast(int layer) {
    return layer == hiddenLayers() - 1;
  }

  /** Where rows meet a layer in columns, from 0. */
  public ColumnRows columns(int layer) {
    return new ColumnRows(network.columns(layer), rows);
  }

  /** The neurons of a hidden layer in slots: of the last one as patterns have them. */
  SlotLayout slots(int layer) {
    return isLast(layer)
        ? network.last().slots()
        : new SlotLayout(network.ringDimension(), rows, network.sizes().get(layer + 1));
  }

  /** A hidden layer's margins from their block to slots. */
  public ConversionMap toSlots(int layer, Factor factor) {
    SlotLayout to = slots(layer);
    int kappa = to.neuronsPerCiphertext();
    int whole = to.neurons() / kappa;
    List<Moves> moves = new ArrayList<>();
    if (whole > 0) {
      moves.add(toSlots(layer, 0, whole, kappa));
    }
    if (to.neurons() % kappa > 0) {
      moves.add(toSlots(layer, whole, 1, to.neurons() % kappa));
    }
    return ConversionMap.of(
        network.ringDimension(), Side.COEFFICIENTS, 1, Side.SLOTS, to.ciphertexts(), factor, moves);
  }

  private Moves toSlots(int layer, int group, int groups, int neurons) {
    CoefficientLayout from = columns(layer).coefficients();
    SlotLayout to = slots(layer);
    int kappa = to.neuronsPerCiphertext();
    return new Moves(
        from.exponent(0, group * kappa),
        group * to.slots(),
        List.of(
            new Axis(groups, kappa * from.stride(), to.slots()),
            new Axis(rows, 1, kappa),
            new Axis(neurons, from.stride(), 1)));
  }

  /** A hidden layer's activations to where the next layer, or the last one, takes them. */
  public ConversionMap onward(int layer, Factor factor) {
    return isLast(layer) ? again(factor) : toColumns(layer, factor);
  }

  /** From slots to polynomials of the next hidden layer's columns, without the intercept's. */
  private ConversionMap toColumns(int layer, Factor factor) {
    SlotLayout from = slots(layer);
    CoefficientLayout to = columns(layer + 1).coefficients();
    int each = to.featuresPerPolynomial();
    List<Moves> moves = new ArrayList<>();
    for (int neuron = 0; neuron < from.neurons(); neuron++) {
      moves.add(
          new Moves(
              from.ciphertext(neuron) * from.slots() + from.slot(0, neuron),
              neuron / each * network.ringDimension() + to.rowExponent(0, neuron % each),
              List.of(new Axis(rows, from.neuronsPerCiphertext(), 1))));
    }
    return ConversionMap.of(
        network.ringDimension(),
        Side.SLOTS,
        from.ciphertexts(),
        Side.COEFFICIENTS,
        Sizes.over(from.neurons(), each),
        factor,
        moves);
  }

  /** The slots of the rows, each where it was; all else is 0. */
  private ConversionMap again(Factor factor) {
    PatternLayout last = network.last();
    int slots = last.slots().slots();
    Moves kept =
        new Moves(
            0,
            0,
            List.of(
                new Axis(last.groups(), slots, slots),
                new Axis(rows * last.neuronsPerGroup(), 1, 1)));
    return ConversionMap.of(
        network.ringDimension(),
        Side.SLOTS,
        last.groups(),
        Side.SLOTS,
        last.groups(),
        factor,
        List.of(kept));
  }

  /** All outputs of the rows to one ciphertext; nothing else. */
  public ConversionMap answers(Factor factor) {
    return hiddenLayers() == 0 ? margins(factor) : sums(factor);
  }

  /** The only layer's margins from their block. */
  private ConversionMap margins(Factor factor) {
    CoefficientLayout from = columns(0).coefficients();
    Moves kept =
        new Moves(
            from.exponent(0, 0),
            0,
            List.of(new Axis(rows, 1, outputs()), new Axis(outputs(), from.stride(), 1)));
    return ConversionMap.of(
        network.ringDimension(), Side.COEFFICIENTS, 1, Side.COEFFICIENTS, 1, factor, List.of(kept));
  }

  /** Sums over a row's neurons of a group, of all outputs to one ciphertext. */
  private ConversionMap sums(Factor factor) {
    PatternLayout last = network.last();
    int kappa = last.neuronsPerGroup();
    Moves sums =
        new Moves(
            0,
            0,
            List.of(
                new Axis(last.outputs(), last.slots().slots(), 1),
                new Axis(rows, kappa, last.outputs()),
                new Axis(kappa, 1, 0)));
    return ConversionMap.of(
        network.ringDimension(),
        Side.SLOTS,
        last.outputs(),
        Side.COEFFICIENTS,
        1,
        factor,
        List.of(sums));
  }
}

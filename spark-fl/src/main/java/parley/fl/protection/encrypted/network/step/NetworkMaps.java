package parley.fl.protection.encrypted.network.step;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.mhe.layout.Axis;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.ConversionMap.Side;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;
import parley.mhe.layout.SlotLayout;

/**
 * The maps of an iteration's converting refreshes. Immutable and thread-safe.
 *
 * @param layers of each layer that is not the last
 * @param outputs each output's parts added up, and the sum at every neuron of a group; without
 *     hidden layer the outputs where they are. Where rows count differently there is an output
 *     more, which providers alone write to: what errors are multiplied with
 */
public record NetworkMaps(List<Layer> layers, ConversionMap outputs) {
  /**
   * The maps of a layer in coefficients.
   *
   * @param toSlots rows and neurons from the blocks to the groups
   * @param toCoefficients rows and neurons from the groups to the blocks
   * @param middle of a layer whose inputs are encrypted; null for the first
   */
  public record Layer(
      ConversionMap toSlots, ConversionMap toCoefficients, @Nullable MiddleMaps middle) {
    /** The maps of a layer that is not the first. */
    public MiddleMaps products() {
      if (middle == null) {
        throw new IllegalStateException(
            "cannot multiply masks: the first layer meets rows, expected a later one");
      }
      return middle;
    }
  }

  /**
   * The maps of a layout.
   *
   * @param weighted whether rows count differently
   */
  public static NetworkMaps of(
      NetworkLayout layout, NetworkLevels levels, MiddleLevels middle, boolean weighted) {
    ConversionMap outputs =
        layout.hiddenLayers() == 0
            ? same(layout.slots(0), factor(levels.outputs()))
            : ConversionMap.sumNeurons(
                layout.last().slots(), layout.last().outputs(), factor(levels.outputs()));
    return new NetworkMaps(
        IntStream.range(0, layout.columnLayers())
            .mapToObj(layer -> layer(layout, levels, middle, layer))
            .toList(),
        weighted ? outputs.withZeros(1) : outputs);
  }

  /** From slots to the same slots, of all rows and neurons; all else is 0. */
  private static ConversionMap same(SlotLayout slots, Factor factor) {
    int kappa = slots.neuronsPerCiphertext();
    return ConversionMap.of(
        slots.ringDimension(),
        Side.SLOTS,
        slots.ciphertexts(),
        Side.SLOTS,
        slots.ciphertexts(),
        factor,
        List.of(
            new Moves(
                0,
                0,
                List.of(
                    new Axis(slots.ciphertexts(), slots.slots(), slots.slots()),
                    new Axis(slots.rows() * kappa, 1, 1)))));
  }

  private static Layer layer(
      NetworkLayout layout, NetworkLevels levels, MiddleLevels middle, int layer) {
    CoefficientLayout coefficients = layout.columns(layer).coefficients();
    SlotLayout slots = layout.slots(layer);
    return new Layer(
        ConversionMap.toSlots(
            coefficients, slots, factor(layer == 0 ? levels.toSlots() : middle.toSlots())),
        ConversionMap.toCoefficients(slots, coefficients, factor(levels.toCoefficients())),
        layer == 0 ? null : MiddleMaps.of(layout, levels, middle, layer));
  }

  /** What brings numbers from a refresh's scale to that of what comes out. */
  static Factor factor(Refreshed refreshed) {
    return Factor.of(1, refreshed.scaleIn(), refreshed.scaleOut());
  }
}

package parley.fl.protection.encrypted.network.step;

import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;

/**
 * The maps of an iteration's converting refreshes. Immutable and thread-safe.
 *
 * @param toSlots rows and neurons from the blocks to the groups
 * @param outputs each output's parts added up, and the sum at every neuron of a group
 * @param toCoefficients rows and neurons from the groups to the blocks
 */
public record NetworkMaps(
    ConversionMap toSlots, ConversionMap outputs, ConversionMap toCoefficients) {

  /** The maps of a layout. */
  public static NetworkMaps of(NetworkLayout layout, NetworkLevels levels) {
    CoefficientLayout coefficients = layout.first().coefficients();
    SlotLayout slots = layout.slots(0);
    return new NetworkMaps(
        ConversionMap.toSlots(coefficients, slots, factor(levels.toSlots())),
        ConversionMap.sumNeurons(
            layout.last().slots(), layout.last().outputs(), factor(levels.outputs())),
        ConversionMap.toCoefficients(slots, coefficients, factor(levels.toCoefficients())));
  }

  private static Factor factor(Refreshed refreshed) {
    return Factor.of(1, refreshed.scaleIn(), refreshed.scaleOut());
  }
}

package parley.fl.protection.encrypted.network.step;

import java.util.ArrayList;
import java.util.List;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.mhe.layout.Axis;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;
import parley.mhe.layout.Sizes;
import parley.mhe.layout.SlotLayout;
import parley.mhe.protocol.ProductShape;

/**
 * The maps and products of a layer between two hidden ones. Immutable and thread-safe.
 *
 * @param activations the layer's inputs from their groups to blocks
 * @param forward masked inputs times columns
 * @param gradient masked inputs, rows summed over, times the blocks of errors
 * @param backward masked errors times columns of the transposed weights
 * @param back errors behind the layer below, from blocks to its groups
 * @param transposed packed weights, as many as hold inputs, in the order of the transposed ones
 */
public record MiddleMaps(
    ConversionMap activations,
    ProductShape forward,
    ProductShape gradient,
    ProductShape backward,
    ConversionMap back,
    ConversionMap transposed) {

  static MiddleMaps of(NetworkLayout layout, NetworkLevels levels, MiddleLevels middle, int layer) {
    ColumnLayout columns = layout.columns(layer);
    CoefficientLayout blocks = columns.coefficients();
    SlotLayout below = layout.slots(layer - 1);
    SlotLayout above = layout.slots(layer);
    int stride = columns.stride();
    double inputs = middle.activations().scaleIn();
    double errors = levels.toCoefficients().scaleIn();
    return new MiddleMaps(
        ConversionMap.toCoefficients(below, blocks, NetworkMaps.factor(middle.activations())),
        new ProductShape(
            way(below, blocks, inputs, middle.productScale()), stride, false, below.neurons()),
        new ProductShape(
            way(below, blocks, inputs, NetworkLevels.ROW_SCALE), stride, true, below.neurons()),
        new ProductShape(
            way(above, blocks, errors, middle.productScale()), stride, false, above.neurons()),
        ConversionMap.toSlots(blocks, below, NetworkMaps.factor(middle.back())),
        transposed(columns));
  }

  private static ConversionMap way(
      SlotLayout from, CoefficientLayout to, double scaleIn, double scaleOut) {
    return ConversionMap.toCoefficients(from, to, Factor.of(1, scaleIn, scaleOut));
  }

  /**
   * From column j, neuron k to column k, neuron j, without the intercept's column. Packed weights
   * are divided by the places of a pack, which may be others.
   */
  private static ConversionMap transposed(ColumnLayout columns) {
    ColumnLayout to = columns.transposed();
    int n = columns.ringDimension();
    int stride = columns.stride();
    List<Moves> moves = new ArrayList<>();
    for (int j = 0; j < columns.inputs(); j += columns.places()) {
      for (int k = 0; k < columns.neurons(); k += to.places()) {
        moves.add(
            new Moves(
                j / columns.places() * n + k * stride,
                k / to.places() * n + j * stride,
                List.of(
                    new Axis(
                        Math.min(columns.places(), columns.inputs() - j),
                        stride / columns.places(),
                        stride),
                    new Axis(
                        Math.min(to.places(), columns.neurons() - k),
                        stride,
                        stride / to.places()))));
      }
    }
    return ConversionMap.of(
        n,
        ConversionMap.Side.COEFFICIENTS,
        // An intercept may stand alone in the last one.
        Sizes.over(columns.inputs(), columns.places()),
        ConversionMap.Side.COEFFICIENTS,
        to.packs(),
        Factor.of((double) columns.places() / to.places(), 1, 1),
        moves);
  }
}

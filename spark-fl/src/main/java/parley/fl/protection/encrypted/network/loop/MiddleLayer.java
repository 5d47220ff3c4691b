package parley.fl.protection.encrypted.network.loop;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.step.MiddleMaps;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.protection.encrypted.products.BatchPart;
import parley.fl.protection.encrypted.products.RowProducts;
import parley.fl.protection.encrypted.products.RowValues;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.ConversionMap;
import parley.mhe.protocol.ConvertingRefreshResult;
import parley.mhe.runtime.ConvertCall;
import parley.mhe.runtime.Federation;

/**
 * The rounds of a layer between two hidden ones: its inputs are encrypted, so that its products are
 * masked ones; the intercept, of which everybody knows the inputs, is the driver's. Ciphertexts
 * that come out are the caller's. For one thread at a time.
 */
final class MiddleLayer {
  private static final RowValues ONES = (row, column) -> 1;

  private final Federation federation;
  private final int layer;
  private final ColumnLayout columns;
  private final NetworkLevels levels;
  private final MiddleLevels middle;
  private final MiddleMaps maps;
  private final BatchPart batch;
  private final RowProducts ones;
  private final Evaluator evaluator;

  /**
   * The rounds of a layer.
   *
   * @param layer its number, above 0
   * @param batch rows of the batch: its places are the first of the layout's
   */
  MiddleLayer(
      Federation federation,
      int layer,
      ColumnLayout columns,
      NetworkLevels levels,
      MiddleLevels middle,
      MiddleMaps maps,
      int batch) {
    this.federation = federation;
    this.layer = layer;
    this.columns = columns;
    this.levels = levels;
    this.middle = middle;
    this.maps = maps;
    this.batch = new BatchPart(0, batch, 0);
    this.ones =
        new RowProducts(
            federation.context(),
            columns.coefficients(),
            1,
            NetworkLevels.ROW_SCALE,
            NetworkLevels.LOCAL_LIMBS);
    this.evaluator = new Evaluator(federation.context());
  }

  /** Masks the inputs, of which both products are made. */
  ConvertingRefreshResult mask(int t, List<Ciphertext> activations) {
    return convert(
        NetworkSteps.ACTIVATIONS,
        t,
        activations,
        maps.activations(),
        middle.activations().scaleOut());
  }

  /**
   * The margins, in blocks.
   *
   * @param masked the inputs
   * @param weights of each column, the intercept's last
   */
  List<Ciphertext> forward(int t, ConvertingRefreshResult masked, List<Ciphertext> weights) {
    double scale = middle.toSlots().scaleIn();
    List<Ciphertext> without =
        federation.product(
            name(NetworkSteps.FORWARD), t, masked, weights.subList(0, columns.inputs()), scale);
    List<Ciphertext> intercepts =
        ones.forward(List.of(weights.get(columns.inputs())), ONES, batch, batch.count());
    double ratio = middle.productScale() / NetworkLevels.ROW_SCALE;
    BigInteger factor = BigInteger.ONE.shiftLeft(Math.getExponent(ratio));
    try (Scope scope = Scope.open()) {
      return IntStream.range(0, without.size())
          .mapToObj(
              block ->
                  scope.keep(
                      evaluator.add(
                          without.get(block),
                          evaluator.multiplyInteger(intercepts.get(block), factor, ratio))))
          .toList();
    } finally {
      NetworkCircuit.closeAll(without);
      NetworkCircuit.closeAll(intercepts);
    }
  }

  /**
   * The gradient, a ciphertext a column.
   *
   * @param masked the inputs
   * @param errors before the activation, in blocks
   */
  List<Ciphertext> gradient(int t, ConvertingRefreshResult masked, List<Ciphertext> errors) {
    double scale = levels.hiddenGradientScale();
    List<Ciphertext> out =
        new ArrayList<>(federation.product(name(NetworkSteps.GRADIENT), t, masked, errors, scale));
    out.addAll(ones.gradient(errors, ONES, batch));
    return out;
  }

  /**
   * The errors behind the layer below, in its groups.
   *
   * @param masked the errors before the activation, by their refresh to blocks
   * @param transposed weights of each column of the transposed layer
   */
  List<Ciphertext> back(int t, ConvertingRefreshResult masked, List<Ciphertext> transposed) {
    List<Ciphertext> blocks =
        federation.product(
            name(NetworkSteps.BACKWARD), t, masked, transposed, middle.back().scaleIn());
    try {
      return convert(NetworkSteps.BACK, t, blocks, maps.back(), middle.back().scaleOut()).outputs();
    } finally {
      NetworkCircuit.closeAll(blocks);
    }
  }

  /** The packed weights in the order of the transposed layer. */
  List<Ciphertext> transposed(int t, List<Ciphertext> packed) {
    List<Ciphertext> inputs = packed.subList(0, maps.transposed().inputs());
    double scale = middle.transposed().scaleOut();
    return convert(NetworkSteps.TRANSPOSED, t, inputs, maps.transposed(), scale).outputs();
  }

  private ConvertingRefreshResult convert(
      String step, int t, List<Ciphertext> inputs, ConversionMap map, double scale) {
    return federation.convert(name(step), t, inputs, new ConvertCall(map, scale));
  }

  private String name(String step) {
    return NetworkSteps.of(step, layer);
  }
}

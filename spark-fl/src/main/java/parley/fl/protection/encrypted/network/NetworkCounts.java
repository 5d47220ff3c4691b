package parley.fl.protection.encrypted.network;

import java.util.Arrays;
import parley.fl.network.BatchShares;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.PackedLayer;
import parley.fl.protection.encrypted.network.packing.PatternLayout;
import parley.mhe.layout.Sizes;

/**
 * How often an iteration takes each elementary step, of the first and the last layer: all providers
 * with equally many rows, and the driver, who takes a provider's part in what is masked. Layers
 * between these are not in it; no choice depends on them. Immutable.
 *
 * @param keySwitches of the spreads, and relinearisations
 * @param products polynomials of rows times weights, and as many of rows times errors
 * @param uploads ciphertexts that get a fresh zero
 * @param blocks polynomials of coefficients that go into or come out of a conversion, a party each
 * @param slots the same of slots, with a transform
 * @param sumInputs of sum refreshes, a party each
 * @param sumCoefficients that these keep, a party each
 * @param polynomials modulo one prime that a provider sends for the first layer alone
 */
record NetworkCounts(
    double keySwitches,
    double products,
    double uploads,
    double blocks,
    double slots,
    double sumInputs,
    double sumCoefficients,
    double polynomials) {
  /** Of degree 9, the usual one. */
  private static final double PRODUCTS_OF_SIGMOID = 4;

  static NetworkCounts of(NetworkLayout layout, int providers) {
    ColumnLayout first = layout.first();
    int[] touched = touched(layout, providers);
    int blocksOfAll = Arrays.stream(touched).sum();
    int mostBlocks = Arrays.stream(touched).max().orElse(0);
    double parties = providers + 1;
    double products = (double) blocksOfAll * first.vectors();
    Behind behind = layout.hiddenLayers() == 0 ? sigmoids(layout) : last(layout.last());
    return new NetworkCounts(
        spread(first) + behind.keySwitches(),
        products,
        blocksOfAll + (double) providers * first.vectors(),
        2 * parties * first.blocks(),
        2 * parties * behind.slots(),
        parties * (first.vectors() + behind.vectors()),
        parties * (first.vectors() * first.length() + behind.coefficients()),
        NetworkLevels.LOCAL_LIMBS
            * (2.0 * mostBlocks + 2.0 * first.vectors() + first.blocks() + first.packs()));
  }

  /**
   * What comes behind the first layer.
   *
   * @param slots ciphertexts that are refreshed there
   * @param vectors whose step is
   * @param coefficients of these
   */
  private record Behind(double keySwitches, double slots, double vectors, double coefficients) {}

  private static Behind last(PatternLayout last) {
    int groups = last.groups();
    int outputs = last.outputs();
    return new Behind(
        spread(last) + 3.0 * groups + outputs + (double) groups * outputs,
        (double) groups + outputs,
        last.vectors(),
        (double) last.vectors() * last.length());
  }

  private static Behind sigmoids(NetworkLayout layout) {
    double groups = layout.slots(0).ciphertexts();
    return new Behind(PRODUCTS_OF_SIGMOID * groups, 2 * groups, 0, 0);
  }

  /** Key switches that take packed ciphertexts apart: branches without a vector are left out. */
  private static double spread(PackedLayer layer) {
    double switches = 0;
    for (int pack = 0; pack < layer.packs(); pack++) {
      for (int done = 1; done < layer.places(); done *= 2) {
        switches += Math.min(done, layer.vectorsIn(pack));
      }
    }
    return switches;
  }

  /** In how many blocks each of some providers with equally many rows has any. */
  static int[] touched(NetworkLayout layout, int providers) {
    int[] rows = new int[providers];
    Arrays.fill(rows, Sizes.over(layout.rows(), providers));
    BatchShares shares = new BatchShares(rows, layout.rows());
    int perBlock = layout.first().rowsPerBlock();
    int[] touched = new int[providers];
    int place = 0;
    for (int i = 0; i < providers; i++) {
      int end = place + shares.rows(i);
      touched[i] = end > place ? (end - 1) / perBlock - place / perBlock + 1 : 0;
      place = end;
    }
    return touched;
  }
}

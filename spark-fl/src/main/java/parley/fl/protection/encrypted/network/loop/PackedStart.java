package parley.fl.protection.encrypted.network.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import parley.fl.network.NetworkWeights;
import parley.fl.protection.encrypted.network.loop.LoopState.Point;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.PackedWeights;
import parley.fl.protection.encrypted.network.step.IterationNumbers;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Seed;

/** The start weights, which are public, packed. Immutable and thread-safe. */
final class PackedStart {
  private final CkksContext context;
  private final NetworkLayout layout;
  private final NetworkWeights start;
  private final NetworkLevels levels;
  private final PackedWeights packing;

  PackedStart(CkksContext context, IterationNumbers numbers) {
    this.context = context;
    this.layout = numbers.layout();
    this.start = numbers.terms().start();
    this.levels = numbers.levels();
    this.packing = new PackedWeights(layout);
  }

  /**
   * Encryptions of them: real ones, since an upload made from trivial ones would show the rows. The
   * caller's.
   */
  Point encrypted(PublicKey key) {
    try (Scope scope = Scope.open()) {
      return new Point(
          encrypted(scope, key, plaintexts(1)),
          encrypted(scope, key, transposed()),
          List.of(),
          null);
    }
  }

  private static List<Ciphertext> encrypted(Scope scope, PublicKey key, List<Plaintext> all) {
    return all.stream().map(plaintext -> scope.keep(key.encrypt(plaintext, Seed.fresh()))).toList();
  }

  /** Packed weights with the start weights times a factor added, the caller's. */
  List<Ciphertext> addTo(List<Ciphertext> weights, double factor) {
    Evaluator evaluator = new Evaluator(context);
    try (Scope scope = Scope.open()) {
      List<Plaintext> addends = plaintexts(factor);
      return IntStream.range(0, weights.size())
          .mapToObj(i -> scope.keep(evaluator.addPlain(weights.get(i), addends.get(i))))
          .toList();
    }
  }

  /** Times a factor, layer by layer; in the scope that is open. */
  private List<Plaintext> plaintexts(double factor) {
    List<Plaintext> out = new ArrayList<>();
    for (int layer = 0; layer < layout.columnLayers(); layer++) {
      out.addAll(columns(layout.columns(layer), matrix(layer), factor));
    }
    if (layout.hiddenLayers() == 0) {
      return out;
    }
    double scale = levels.output().scaleOut();
    double[][] last = matrix(layout.hiddenLayers());
    out.add(packing.patterns(context, last, factor, scale, NetworkLevels.LIMBS));
    return out;
  }

  /** Those of layers between two hidden ones the other way. */
  private List<Plaintext> transposed() {
    List<Plaintext> out = new ArrayList<>();
    for (int layer = 1; layer < layout.hiddenLayers(); layer++) {
      double[][] weights = matrix(layer);
      double[][] transposed = new double[weights[0].length][weights.length];
      for (int j = 0; j < weights.length; j++) {
        for (int k = 0; k < transposed.length; k++) {
          transposed[k][j] = weights[j][k];
        }
      }
      out.addAll(columns(layout.transposed(layer), transposed, 1));
    }
    return out;
  }

  private List<Plaintext> columns(ColumnLayout columns, double[][] weights, double factor) {
    int limbs = levels.hidden().limbsOut();
    return IntStream.range(0, columns.packs())
        .mapToObj(pack -> PackedWeights.columns(context, columns, weights, pack, factor, limbs))
        .toList();
  }

  private double[][] matrix(int layer) {
    int inputs = start.shape().inputs(layer);
    double[][] out = new double[inputs + 1][start.shape().outputs(layer)];
    for (int j = 0; j <= inputs; j++) {
      for (int k = 0; k < out[j].length; k++) {
        out[j][k] = start.get(layer, j, k);
      }
    }
    return out;
  }
}

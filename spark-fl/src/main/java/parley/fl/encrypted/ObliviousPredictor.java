package parley.fl.encrypted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.random.Seed;

/**
 * Encrypted margins of encrypted rows under a sealed model, laid out like the training's rows.
 *
 * <p>Every slot that is not a margin of a row that was asked for is zero: with diagonals because
 * the ones that the intercept meets are a mask of these rows, with rows because of a product with a
 * 0/1 plaintext, since row packing leaves partial sums. Products are summed first and relinearised
 * once.
 *
 * <p>Thread-safe.
 */
final class ObliviousPredictor {
  private final CkksContext context;
  private final Layout layout;
  private final Evaluator evaluator;
  private final Encoder encoder;
  private final SwitchingKey relinearisationKey;
  private final RotationKeys rotationKeys;

  ObliviousPredictor(
      CkksContext context,
      Layout layout,
      SwitchingKey relinearisationKey,
      RotationKeys rotationKeys) {
    this.context = context;
    this.layout = layout;
    this.evaluator = new Evaluator(context);
    this.encoder = new Encoder(context);
    this.relinearisationKey = relinearisationKey;
    this.rotationKeys = rotationKeys;
  }

  /**
   * Encrypts up to {@link Layout#rowsPerBlock()} rows.
   *
   * @param rows standardised rows, the intercept's one at the end where there is one
   * @return a ciphertext for each of {@link #factors}, owned by the caller
   */
  List<Ciphertext> encrypt(PublicKey collectiveKey, double[][] rows) {
    List<Ciphertext> out = new ArrayList<>();
    for (double[] slots : layout.packing() == Packing.DIAGONAL ? diagonals(rows) : rowSlots(rows)) {
      try (Scope scope = Scope.open()) {
        Plaintext m = encoder.encode(slots, Layout.modelScale(), layout.modelLimbs());
        out.add(scope.keep(collectiveKey.encrypt(m, Seed.fresh())));
      }
    }
    return out;
  }

  /**
   * What rows are multiplied with: the model itself, or with diagonals its rotations by 0 .. B - 1
   * and the intercept, see {@link Diagonals}. Owned by the caller, in no scope.
   */
  List<Ciphertext> factors(List<Ciphertext> model) {
    if (layout.packing() == Packing.ROW) {
      return model.stream().map(c -> Scope.detach(c.share())).toList();
    }
    List<Ciphertext> out = new SlotRotations(evaluator, rotationKeys, layout).all(model.get(0));
    model.stream().skip(1).forEach(c -> out.add(Scope.detach(c.share())));
    return out;
  }

  /**
   * Margins of the first rows divided by the half-width of the activation's interval; owned by the
   * caller.
   */
  Ciphertext predict(List<Ciphertext> factors, List<Ciphertext> query, int count) {
    try (Scope scope = Scope.open()) {
      Ciphertext products = evaluator.innerProductCiphertexts(query, factors);
      Ciphertext sums = evaluator.rescale(evaluator.relinearise(products, relinearisationKey));
      if (layout.packing() == Packing.DIAGONAL) {
        return scope.keep(sums);
      }
      Ciphertext rows = RowBlockEvaluator.sumRows(evaluator, rotationKeys, layout.width(), sums);
      int limbs = rows.limbs();
      Plaintext first =
          encoder.encode(
              RowBlockEvaluator.firstSlots(layout, count), context.primes()[limbs - 1], limbs);
      return scope.keep(evaluator.rescale(evaluator.multiplyPlain(rows, first)));
    }
  }

  /** Picks the margins of {@code count} rows from decrypted slots. */
  double[] margins(double[] slots, int count, double halfWidth) {
    double[] out = new double[count];
    int slotsPerRow = layout.parameters().slots() / layout.rowsPerBlock();
    for (int row = 0; row < count; row++) {
      out[row] = slots[row * slotsPerRow] * halfWidth;
    }
    return out;
  }

  /** Limbs of what {@link #predict} returns. */
  static int resultLimbs(Layout layout) {
    return layout.modelLimbs() - (layout.packing() == Packing.DIAGONAL ? 1 : 2);
  }

  private List<double[]> diagonals(double[][] rows) {
    List<double[]> out = new ArrayList<>();
    for (int k = 0; k < layout.width(); k++) {
      double[] slots = new double[rows.length];
      for (int row = 0; row < rows.length; row++) {
        int j = (row + k) % layout.width();
        slots[row] = j < layout.features() ? rows[row][j] : 0;
      }
      out.add(slots);
    }
    if (layout.intercept()) {
      out.add(Arrays.stream(rows).mapToDouble(row -> row[layout.features()]).toArray());
    }
    return out;
  }

  private List<double[]> rowSlots(double[][] rows) {
    double[] slots = new double[layout.parameters().slots()];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, slots, row * layout.width(), rows[row].length);
    }
    return List.of(slots);
  }
}

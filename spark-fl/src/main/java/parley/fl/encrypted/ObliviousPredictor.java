package parley.fl.encrypted;

import java.util.ArrayList;
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
 * <p>Every slot that is not a margin is zero: with columns because the column of ones is a mask of
 * the rows that exist, with rows because of a product with a 0/1 plaintext, since row packing
 * leaves partial sums. Products are summed first and relinearised once.
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
   * @return a ciphertext a weight (columns) or one (rows), owned by the caller
   */
  List<Ciphertext> encrypt(PublicKey collectiveKey, double[][] rows) {
    int count = layout.packing() == Packing.COLUMN ? layout.weights() : 1;
    List<Ciphertext> out = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      try (Scope scope = Scope.open()) {
        double[] slots = layout.packing() == Packing.COLUMN ? column(rows, k) : rowSlots(rows);
        Plaintext m = encoder.encode(slots, Layout.modelScale(), layout.modelLimbs());
        out.add(scope.keep(collectiveKey.encrypt(m, Seed.fresh())));
      }
    }
    return out;
  }

  /** Margins divided by the half-width of the activation's interval; owned by the caller. */
  Ciphertext predict(List<Ciphertext> model, List<Ciphertext> query) {
    try (Scope scope = Scope.open()) {
      Ciphertext products = evaluator.innerProductCiphertexts(query, model);
      Ciphertext sums = evaluator.rescale(evaluator.relinearise(products, relinearisationKey));
      if (layout.packing() == Packing.COLUMN) {
        return scope.keep(sums);
      }
      Ciphertext rows = RowBlockEvaluator.sumRows(evaluator, rotationKeys, layout.width(), sums);
      int limbs = rows.limbs();
      Plaintext first =
          encoder.encode(RowBlockEvaluator.firstSlots(layout), context.primes()[limbs - 1], limbs);
      return scope.keep(evaluator.rescale(evaluator.multiplyPlain(rows, first)));
    }
  }

  /** Picks the margins of {@code count} rows from decrypted slots. */
  double[] margins(double[] slots, int count, double halfWidth) {
    double[] out = new double[count];
    for (int row = 0; row < count; row++) {
      out[row] = slots[row * layout.width()] * halfWidth;
    }
    return out;
  }

  /** Limbs of what {@link #predict} returns. */
  static int resultLimbs(Layout layout) {
    return layout.modelLimbs() - (layout.packing() == Packing.COLUMN ? 1 : 2);
  }

  private static double[] column(double[][] rows, int k) {
    double[] slots = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      slots[row] = rows[row][k];
    }
    return slots;
  }

  private double[] rowSlots(double[][] rows) {
    double[] slots = new double[layout.parameters().slots()];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, slots, row * layout.width(), rows[row].length);
    }
    return slots;
  }
}

package parley.fl.protection.encrypted.linear.packing;

import java.util.List;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.encrypted.linear.loop.Diagonals;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;

/**
 * Encrypted margins of rows that a {@link QueryEncoder} encrypted, under a sealed model.
 *
 * <p>Every slot that is not a margin of a row that was asked for is zero: with diagonals because
 * the ones that the intercept meets are a mask of these rows, with rows because of a product with a
 * 0/1 plaintext, since row packing leaves partial sums. Products are summed first and relinearised
 * once.
 *
 * <p>Thread-safe.
 */
public final class ObliviousPredictor {
  private final CkksContext context;
  private final Layout layout;
  private final Evaluator evaluator;
  private final Encoder encoder;
  private final SwitchingKey relinearisationKey;
  private final RotationKeys rotationKeys;

  public ObliviousPredictor(
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
   * What rows are multiplied with: the model itself, or with diagonals its rotations by 0 .. B - 1
   * and the intercept, see {@link Diagonals}. Owned by the caller, in no scope.
   */
  public List<Ciphertext> factors(List<Ciphertext> model) {
    if (layout.packing() != Packing.DIAGONAL) {
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
  public Ciphertext predict(List<Ciphertext> factors, List<Ciphertext> query, int count) {
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

  /** Limbs of what {@link #predict} returns. */
  public static int resultLimbs(Layout layout) {
    return layout.modelLimbs() - (layout.packing() == Packing.DIAGONAL ? 1 : 2);
  }
}

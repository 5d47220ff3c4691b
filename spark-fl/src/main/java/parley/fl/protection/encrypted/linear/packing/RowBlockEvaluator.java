package parley.fl.protection.encrypted.linear.packing;

import java.util.Arrays;
import java.util.List;
import parley.fl.family.circuit.LookCircuit;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.plan.Layout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;

/**
 * What is done once for all providers with row packing: the products x v of a block become sums
 * over each row, repeated in all of the row's slots, and then the activation.
 *
 * <p>Rotations to the left by 1, 2, .. D/2 leave a row's sum in its first slot and partial sums of
 * neighbours in the others; a product with a 0/1 plaintext keeps the first; rotations to the right
 * repeat it. Thread-safe; blocks may be evaluated at the same time.
 */
public final class RowBlockEvaluator implements AutoCloseable {
  private final Layout layout;
  private final Evaluator evaluator;
  private final SwitchingKey relinearisationKey;
  private final RotationKeys rotationKeys;
  private final Plaintext firstSlots;

  public RowBlockEvaluator(
      CkksContext context,
      Layout layout,
      SwitchingKey relinearisationKey,
      RotationKeys rotationKeys) {
    this.layout = layout;
    this.evaluator = new Evaluator(context);
    this.relinearisationKey = relinearisationKey;
    this.rotationKeys = rotationKeys;
    int limbs = layout.topLimbs() - 1;
    this.firstSlots =
        new Encoder(context)
            .encode(firstSlots(layout, layout.rowsPerBlock()), context.primes()[limbs - 1], limbs);
  }

  /** 1 in the first slot of each of so many rows, 0 elsewhere. */
  static double[] firstSlots(Layout layout, int rows) {
    double[] mask = new double[layout.parameters().slots()];
    for (int row = 0; row < rows; row++) {
      mask[row * layout.width()] = 1;
    }
    return mask;
  }

  /** Steps of {@link #sumRows}, which is all that predictions need. */
  public static int[] sumSteps(int width) {
    return Arrays.copyOf(rotationSteps(width), Integer.numberOfTrailingZeros(width));
  }

  /** Steps whose rotation keys training needs. */
  public static int[] rotationSteps(int width) {
    int count = Integer.numberOfTrailingZeros(width);
    int[] steps = new int[2 * count];
    for (int k = 0; k < count; k++) {
      steps[k] = 1 << k;
      steps[count + k] = -(1 << k);
    }
    return steps;
  }

  /** The linear predictor u of a block of aggregated products; owned by the caller. */
  public Ciphertext predictor(Ciphertext products) {
    try (Scope scope = Scope.open()) {
      Ciphertext sums =
          sumRows(evaluator, rotationKeys, layout.width(), evaluator.rescale(products));
      Ciphertext u = evaluator.rescale(evaluator.multiplyPlain(sums, firstSlots));
      for (int step = 1; step < layout.width(); step <<= 1) {
        u = evaluator.add(u, evaluator.rotate(u, -step, rotationKeys));
      }
      return scope.keep(u);
    }
  }

  /** The activation of a block's predictor, at the refresh's limbs; owned by the caller. */
  public Ciphertext activation(PolynomialCircuit circuit, Ciphertext u) {
    try (Scope scope = Scope.open()) {
      Ciphertext value = circuit.apply(evaluator, relinearisationKey, u);
      return scope.keep(evaluator.drop(value, layout.refreshLimbs()));
    }
  }

  /** The powers of a look at a block's predictor, at the refresh's limbs; owned by the caller. */
  public List<Ciphertext> powers(LookCircuit look, Ciphertext u) {
    try (Scope scope = Scope.open()) {
      return look.apply(evaluator, relinearisationKey, u).stream()
          .map(power -> scope.keep(evaluator.drop(power, layout.refreshLimbs())))
          .toList();
    }
  }

  /**
   * Leaves the sum of each row of {@code width} slots in its first slot; the other slots hold
   * partial sums.
   */
  static Ciphertext sumRows(
      Evaluator evaluator, RotationKeys keys, int width, Ciphertext products) {
    Ciphertext sum = products;
    for (int step = 1; step < width; step <<= 1) {
      sum = evaluator.add(sum, evaluator.rotate(sum, step, keys));
    }
    return sum;
  }

  @Override
  public void close() {
    firstSlots.close();
  }
}

package parley.fl.protection.encrypted.linear.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Seed;

/**
 * Encrypts the querier's rows, laid out like the training's: where the querier is, or in the
 * driver. Thread-safe.
 */
public final class QueryEncoder {
  private final Layout layout;
  private final Encoder encoder;

  public QueryEncoder(CkksContext context, Layout layout) {
    this.layout = layout;
    this.encoder = new Encoder(context);
  }

  /** Ciphertexts that a block of rows takes. */
  public static int ciphertexts(Layout layout) {
    return layout.packing() == Packing.DIAGONAL ? layout.width() + (layout.intercept() ? 1 : 0) : 1;
  }

  /** Slots from one row's margin to the next. */
  public static int slotsPerRow(Layout layout) {
    return layout.parameters().slots() / layout.rowsPerBlock();
  }

  /**
   * Encrypts up to {@link Layout#rowsPerBlock()} rows.
   *
   * @param rows standardised rows, the intercept's one at the end where there is one
   * @return a ciphertext for each of {@link ObliviousPredictor#factors}, owned by the caller
   */
  public List<Ciphertext> encrypt(PublicKey collectiveKey, double[][] rows) {
    List<Ciphertext> out = new ArrayList<>();
    for (double[] slots : layout.packing() == Packing.DIAGONAL ? diagonals(rows) : rowSlots(rows)) {
      try (Scope scope = Scope.open()) {
        Plaintext m = encoder.encode(slots, Layout.modelScale(), layout.modelLimbs());
        out.add(scope.keep(collectiveKey.encrypt(m, Seed.fresh())));
      }
    }
    return out;
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

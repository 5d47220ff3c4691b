package parley.fl.protection.encrypted.linear.predict;

import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.SealedModel;
import parley.fl.protection.encrypted.kind.Queries;
import parley.fl.protection.encrypted.kind.SealedQueries;
import parley.fl.protection.encrypted.linear.packing.LayoutArguments;
import parley.fl.protection.encrypted.linear.packing.QueryEncoder;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;

/**
 * The querier's rows in clear, standardised and encrypted a block at a time: where the querier is,
 * or in the driver. For one thread; key and context stay the caller's.
 */
public final class RowQueries implements Queries {
  private final SealedModel model;
  private final Layout layout;
  private final PublicKey collectiveKey;
  private final double[][] rows;
  private final int rowsPerOpening;
  private final double largestNorm;
  private final QueryEncoder encoder;

  /**
   * @param plan what the providers of the model accepted
   * @param rows features on the input scale
   */
  public RowQueries(
      CkksContext context,
      PartyPlan plan,
      SealedModel model,
      PublicKey collectiveKey,
      double[][] rows) {
    this.model = model;
    this.layout = LayoutArguments.read(plan.parameters(), plan.arguments());
    this.collectiveKey = collectiveKey;
    this.rows = rows;
    this.rowsPerOpening = MarginPrediction.rowsPerOpening(plan, layout);
    this.largestNorm =
        TrainingSteps.rowNorm(plan.step(TrainingSteps.PREDICT, OpeningStep.class), layout);
    this.encoder = new QueryEncoder(context, layout);
  }

  /**
   * How blocks lie that the querier sealed elsewhere.
   *
   * @param plan what the providers of the model accepted
   * @throws InvalidDataException when an opening carries fewer rows than there is room for and no
   *     one could tell that only these are filled
   */
  public static SealedQueries.Form sealedForm(PartyPlan plan) {
    Layout layout = LayoutArguments.read(plan.parameters(), plan.arguments());
    int most = MarginPrediction.rowsPerOpening(plan, layout);
    if (layout.packing() == Packing.DIAGONAL && most < layout.rowsPerBlock()) {
      throw new InvalidDataException(
          "cannot predict with sealed rows: the model was trained for "
              + most
              + " rows an opening, and nobody but the querier can tell how many slots of a sealed"
              + " block are filled; expected a model without --rows-per-opening, or rows in clear");
    }
    return new SealedQueries.Form(
        most,
        QueryEncoder.ciphertexts(layout),
        layout.modelLimbs(),
        Layout.modelScale(),
        "model's");
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int rowsPerBlock() {
    return rowsPerOpening;
  }

  @Override
  public List<Ciphertext> block(int block) {
    return encoder.encrypt(collectiveKey, standardised(block));
  }

  /** Standardised rows of a block, with the intercept's one at the end. */
  private double[][] standardised(int block) {
    int start = block * rowsPerOpening;
    double[][] out = new double[rowsIn(block)][];
    for (int k = 0; k < out.length; k++) {
      double[] x = Arrays.copyOf(model.standardization().apply(rows[start + k]), layout.weights());
      if (model.intercept()) {
        x[layout.weights() - 1] = 1;
      }
      requireWithin(x, start + k);
      out[k] = x;
    }
    return out;
  }

  /** A larger row could leave the modulus, and its margin and its neighbours' would be wrong. */
  private void requireWithin(double[] standardised, int row) {
    double norm = 0;
    for (double x : standardised) {
      norm = Math.hypot(norm, x);
    }
    if (norm > largestNorm) {
      throw new InvalidDataException(
          "cannot predict: the features of row "
              + row
              + " are larger than the plan allows, expected values like those of the training");
    }
  }
}

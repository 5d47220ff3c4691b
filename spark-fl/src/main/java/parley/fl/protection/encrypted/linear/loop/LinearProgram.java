package parley.fl.protection.encrypted.linear.loop;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.activation.Schedule;
import parley.fl.family.LinearFamily;
import parley.fl.optim.ProviderRows;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.agree.OpenedSums;
import parley.fl.protection.encrypted.linear.step.StepArguments;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.session.SessionKeys;

/**
 * What runs at one provider of an encrypted training: its part of the opened statistics, and its
 * steps on the encrypted model. Rows are standardised and encoded when the first step brings the
 * session's numbers. Not thread-safe: one call at a time.
 */
public final class LinearProgram implements LocalProgram {
  private final CkksContext context;
  private final Layout layout;
  private final LinearFamily family;
  private final long firstPlace;
  private final ProviderRows rows;
  private final double rowNorm;
  private byte[] argumentBytes = new byte[0];
  private List<Schedule.Look> looks = List.of();
  private byte @Nullable [] rowsHash;
  private @Nullable DiagonalKernel diagonals;
  private @Nullable RowKernel packedRows;
  private @Nullable CoefficientKernel coefficients;

  /**
   * The program of one provider.
   *
   * @param family what is trained
   * @param index the provider's place among the sorted providers
   * @param rowBound agreed bound on all rows' weights; infinite where there is none
   * @param rowNorm bound on the norm of any one row, which masks of margins follow from
   */
  public LinearProgram(
      CkksContext context,
      Layout layout,
      LinearFamily family,
      int index,
      double rowBound,
      double rowNorm,
      ProviderRows rows) {
    this.family = family;
    if (rows.rows() > layout.capacity()) {
      throw new ParleyException(
          "cannot take the rows of "
              + rows.provider()
              + ": more than the plan has places for, expected at most "
              + layout.capacity()
              + ", got "
              + rows.rows());
    }
    if (rows.weightSum() > rowBound) {
      throw new InvalidDataException(
          "cannot take the rows of "
              + rows.provider()
              + ": they alone are more than was agreed for all, expected a weight of at most "
              + rowBound);
    }
    this.context = context;
    this.layout = layout;
    this.firstPlace = (long) index * layout.capacity();
    this.rows = rows;
    this.rowNorm = rowNorm;
  }

  @Override
  public List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    StepArguments told = StepArguments.fromBytes(args, family);
    looks = told.requireFits(step, round, looks);
    prepare(told.training());
    List<@Nullable Ciphertext> values = compute(keys, step, inputs, told);
    if (step.equals(TrainingSteps.MODEL_GRADIENT)) {
      // The last step on the rows; a session that goes on to predict needs them no more.
      close();
    }
    return values;
  }

  private List<@Nullable Ciphertext> compute(
      SessionKeys keys, String step, List<Ciphertext> inputs, StepArguments told) {
    return switch (step) {
      case TrainingSteps.FORWARD, TrainingSteps.MODEL_FORWARD ->
          coefficients == null
              ? byBlock(rowKernel().forward(inputs.get(0)))
              : coefficients.forward(inputs);
      case TrainingSteps.GRADIENT, TrainingSteps.MODEL_GRADIENT -> gradient(keys, inputs, told);
      case TrainingSteps.LOOK ->
          new ArrayList<>(diagonalKernel().powers(inputs, keys, told.look()));
      default ->
          throw new ParleyException(
              "cannot take the step " + step + ": this program has none of that name");
    };
  }

  private List<@Nullable Ciphertext> gradient(
      SessionKeys keys, List<Ciphertext> inputs, StepArguments told) {
    if (coefficients != null) {
      return coefficients.gradient(inputs);
    }
    return layout.packing() == Packing.ROW
        ? List.of(rowKernel().gradient(inputs))
        : new ArrayList<>(diagonalKernel().gradient(inputs, keys, told.circuit()));
  }

  private List<@Nullable Ciphertext> byBlock(Map<Integer, Ciphertext> present) {
    List<@Nullable Ciphertext> out = new ArrayList<>();
    for (int block = 0; block < layout.blocks(); block++) {
      out.add(present.get(block));
    }
    return out;
  }

  @Override
  public BigInteger[] sums(String step, byte[] args) {
    return openedSums().sums(step, args);
  }

  private OpenedSums openedSums() {
    return new OpenedSums(rows, layout.intercept(), family.labelScaling());
  }

  /** Encodes the rows once; other numbers later in the session mean that they are encoded again. */
  private void prepare(TrainingArguments arguments) {
    byte[] args = arguments.toBytes();
    if (Arrays.equals(args, argumentBytes)) {
      return;
    }
    close();
    ProviderRows standardised = rows.standardized(arguments.standardization(), arguments.labels());
    switch (layout.packing()) {
      case ROW -> packedRows = new RowKernel(context, layout, standardised, arguments, firstPlace);
      case DIAGONAL -> diagonals = new DiagonalKernel(context, layout, standardised, arguments);
      case COEFFICIENT ->
          coefficients =
              new CoefficientKernel(context, layout, standardised, arguments, firstPlace, rowNorm);
    }
    argumentBytes = args;
  }

  private DiagonalKernel diagonalKernel() {
    if (diagonals == null) {
      throw new ParleyException("cannot take a step with diagonals: the plan packs rows");
    }
    return diagonals;
  }

  private RowKernel rowKernel() {
    if (packedRows == null) {
      throw new ParleyException("cannot take a step with rows: the plan packs diagonals");
    }
    return packedRows;
  }

  @Override
  public byte[] privateInputHash() {
    byte[] known = rowsHash;
    if (known == null) {
      known = openedSums().privateInputHash();
      rowsHash = known;
    }
    return known.clone();
  }

  @Override
  public void close() {
    argumentBytes = new byte[0];
    coefficients = null;
    if (diagonals != null) {
      diagonals.close();
      diagonals = null;
    }
    if (packedRows != null) {
      packedRows.close();
      packedRows = null;
    }
  }
}

package parley.fl.protection.encrypted.loop;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.activation.Schedule;
import parley.fl.family.LinearFamily;
import parley.fl.optim.LargestEigenvalue;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.encrypted.step.OpenedSums;
import parley.fl.protection.encrypted.step.StepArguments;
import parley.fl.protection.encrypted.step.TrainingArguments;
import parley.fl.protection.encrypted.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.session.SessionKeys;

/**
 * What runs at one provider of an encrypted training: its part of the opened statistics, and its
 * steps on the encrypted model. Rows are standardised and encoded when the first step brings the
 * session's numbers. Not thread-safe: one call at a time.
 */
public final class LogisticProgram implements LocalProgram {
  private final CkksContext context;
  private final Layout layout;
  private final LinearFamily family;
  private final long firstPlace;
  private final ProviderRows rows;
  private byte[] argumentBytes = new byte[0];
  private List<Schedule.Look> looks = List.of();
  private byte @Nullable [] rowsHash;
  private @Nullable DiagonalKernel diagonals;
  private @Nullable RowKernel packedRows;

  /**
   * The program of one provider.
   *
   * @param family what is trained
   * @param index the provider's place among the sorted providers
   * @param rowBound agreed bound on all rows' weights; infinite where there is none
   */
  public LogisticProgram(
      CkksContext context,
      Layout layout,
      LinearFamily family,
      int index,
      double rowBound,
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
          byBlock(rowKernel().forward(inputs.get(0)));
      case TrainingSteps.GRADIENT, TrainingSteps.MODEL_GRADIENT ->
          layout.packing() == Packing.ROW
              ? List.of(rowKernel().gradient(inputs))
              : new ArrayList<>(diagonalKernel().gradient(inputs, keys, told.circuit()));
      case TrainingSteps.LOOK ->
          new ArrayList<>(diagonalKernel().powers(inputs, keys, told.look()));
      default ->
          throw new ParleyException(
              "cannot take the step " + step + ": this program has none of that name");
    };
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
    OpenedSums sums = new OpenedSums(rows);
    return switch (step) {
      case TrainingSteps.MOMENTS -> args.length == 0 ? sums.totals() : sums.squares(means(args));
      case TrainingSteps.CURVATURE -> sums.curvature(curvature(args));
      default ->
          throw new ParleyException(
              "cannot compute sums for " + step + ": this program has none of that name");
    };
  }

  /**
   * The number of rows, the weights' sum, the largest eigenvalue of [X 1]^T S [X 1], the labels'
   * sum and the fixed Hessian's sums if asked for.
   */
  private double[] curvature(byte[] args) {
    WireReader in = new WireReader(args, "standardisation");
    boolean withLabels = in.integer("labels", 0, 1) == 1;
    boolean withHessian = in.integer("fixed Hessian", 0, 1) == 1;
    ProviderRows standardised = rows.standardized(readStandardization(in));
    in.end();
    double[] hessian = withHessian ? standardised.hessianSums(layout.intercept()) : new double[0];
    int first = withLabels ? 4 : 3;
    double[] out = new double[hessian.length + first];
    out[0] = standardised.rows();
    out[1] = standardised.weightSum();
    out[2] = LargestEigenvalue.of(standardised, layout.intercept());
    if (withLabels) {
      out[3] = standardised.labelSum();
    }
    System.arraycopy(hessian, 0, out, first, hessian.length);
    return out;
  }

  /** Arguments of the second round of {@link TrainingSteps#MOMENTS}. */
  static byte[] meanArguments(double[] mean) {
    WireWriter out = new WireWriter().add(mean.length);
    for (double value : mean) {
      out.add(value);
    }
    return out.toBytes();
  }

  private double[] means(byte[] args) {
    WireReader in = new WireReader(args, "means");
    double[] mean = new double[in.integer("features", rows.features(), rows.features())];
    for (int j = 0; j < mean.length; j++) {
      mean[j] = in.number("mean");
    }
    in.end();
    return mean;
  }

  /** Arguments of {@link TrainingSteps#CURVATURE}. */
  static byte[] curvatureArguments(
      Standardization standardization, boolean withLabels, boolean withHessian) {
    double[] mean = standardization.mean();
    double[] scale = standardization.scale();
    WireWriter out = new WireWriter().add(withLabels ? 1 : 0).add(withHessian ? 1 : 0);
    out.add(standardization.clip());
    out.add(mean.length);
    for (int j = 0; j < mean.length; j++) {
      out.add(mean[j]).add(scale[j]);
    }
    return out.toBytes();
  }

  private static Standardization readStandardization(WireReader in) {
    double clip = in.number("clip");
    int features = in.integer("features", 1, 1 << 20);
    double[] mean = new double[features];
    double[] scale = new double[features];
    for (int j = 0; j < features; j++) {
      mean[j] = in.number("mean");
      scale[j] = in.number("scale");
    }
    return Standardization.of(mean, scale, clip);
  }

  /** Encodes the rows once; other numbers later in the session mean that they are encoded again. */
  private void prepare(TrainingArguments arguments) {
    byte[] args = arguments.toBytes();
    if (Arrays.equals(args, argumentBytes)) {
      return;
    }
    close();
    ProviderRows standardised = rows.standardized(arguments.standardization());
    if (layout.packing() == Packing.ROW) {
      packedRows = new RowKernel(context, layout, standardised, arguments, firstPlace);
    } else {
      diagonals = new DiagonalKernel(context, layout, standardised, arguments);
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
      known = hash(rows);
      rowsHash = known;
    }
    return known.clone();
  }

  /** SHA-256 of all that the rows say, column by column. */
  private static byte[] hash(ProviderRows rows) {
    WireWriter out = new WireWriter().add(rows.provider()).add(rows.rows()).add(rows.features());
    for (int j = 0; j < rows.features(); j++) {
      out.add(sha256(rows.column(j)));
    }
    double[] labels = new double[rows.rows()];
    Arrays.setAll(labels, rows::label);
    double[] weights = new double[rows.rows()];
    Arrays.setAll(weights, rows::weight);
    return out.add(sha256(labels)).add(sha256(weights)).sha256();
  }

  private static byte[] sha256(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    bytes.asDoubleBuffer().put(values);
    return WireWriter.sha256Digest().digest(bytes.array());
  }

  @Override
  public void close() {
    argumentBytes = new byte[0];
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

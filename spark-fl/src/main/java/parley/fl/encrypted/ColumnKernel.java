package parley.fl.encrypted;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.optim.ProviderRows;
import parley.fl.plan.Layout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;

/**
 * A provider's step with column packing: u = sum_j x_j v_j, the activation, and a gradient
 * ciphertext a weight.
 *
 * <p>Rows that do not exist are zero in every column, the intercept's too, so that they add
 * nothing. Encoded rows are made once and read by every iteration; labels are encoded when the
 * first residual shows the scale that they need. Not thread-safe: one step at a time.
 */
final class ColumnKernel implements AutoCloseable {
  private final Layout layout;
  private final ProviderRows rows;
  private final TrainingArguments arguments;
  private final ActivationCircuit activation;
  private final Evaluator evaluator;
  private final Encoder encoder;
  private final List<List<Plaintext>> forward = new ArrayList<>();
  private final List<List<Plaintext>> gradient = new ArrayList<>();
  private @Nullable List<Plaintext> labels;

  ColumnKernel(
      CkksContext context,
      Layout layout,
      ProviderRows rows,
      TrainingArguments arguments,
      ActivationCircuit activation) {
    this.layout = layout;
    this.rows = rows;
    this.arguments = arguments;
    this.activation = activation;
    this.evaluator = new Evaluator(context);
    this.encoder = new Encoder(context);
    double forwardScale = context.primes()[layout.topLimbs() - 1];
    double gradientScale = Math.scalb(1.0, layout.gradientScaleBits());
    for (int block = 0; block < blocks(); block++) {
      List<Plaintext> x = new ArrayList<>();
      List<Plaintext> g = new ArrayList<>();
      for (int j = 0; j < layout.weights(); j++) {
        x.add(encoder.encode(column(block, j, false), forwardScale, layout.topLimbs()));
        g.add(encoder.encode(column(block, j, true), gradientScale, layout.refreshLimbs()));
      }
      forward.add(x);
      gradient.add(g);
    }
  }

  /**
   * One local step.
   *
   * @param model a ciphertext a weight, at the top limbs
   * @return a ciphertext a weight at the refresh's limbs, owned by the caller
   */
  List<Ciphertext> gradient(List<Ciphertext> model, SwitchingKey relinearisationKey) {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> residuals = new ArrayList<>();
      List<Ciphertext> out = new ArrayList<>();
      for (int block = 0; block < blocks(); block++) {
        Ciphertext u = evaluator.rescale(evaluator.innerProduct(forward.get(block), model));
        ActivationCircuit.Output a = activation.apply(evaluator, relinearisationKey, u);
        residuals.add(evaluator.drop(a.value(), layout.refreshLimbs()));
      }
      List<Plaintext> offsets = labels(residuals.get(0).scale());
      for (int j = 0; j < layout.weights(); j++) {
        List<Plaintext> x = new ArrayList<>();
        for (List<Plaintext> block : gradient) {
          x.add(block.get(j));
        }
        out.add(
            scope.keep(evaluator.addPlain(evaluator.innerProduct(x, residuals), offsets.get(j))));
      }
      return out;
    }
  }

  /** The sum of u^2 over the blocks, for the convergence watch; owned by the caller. */
  Ciphertext squares(List<Ciphertext> model, SwitchingKey relinearisationKey) {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> u = new ArrayList<>();
      for (List<Plaintext> x : forward) {
        u.add(evaluator.rescale(evaluator.innerProduct(x, model)));
      }
      Ciphertext sum =
          evaluator.relinearise(evaluator.innerProductCiphertexts(u, u), relinearisationKey);
      return scope.keep(evaluator.drop(evaluator.rescale(sum), layout.refreshLimbs()));
    }
  }

  /** (1/2 - y_i) x_ij summed over the blocks, the part of the gradient that no model enters. */
  private List<Plaintext> labels(double residualScale) {
    List<Plaintext> cached = labels;
    if (cached != null) {
      return cached;
    }
    try (Scope scope = Scope.open()) {
      List<Plaintext> made = new ArrayList<>();
      for (int j = 0; j < layout.weights(); j++) {
        double[] slots = new double[layout.rowsPerBlock()];
        for (int row = 0; row < rows.rows(); row++) {
          slots[row % slots.length] += (0.5 - rows.label(row)) * gradientEntry(row, j);
        }
        double scale = residualScale * Math.scalb(1.0, layout.gradientScaleBits());
        made.add(Scope.detach(encoder.encode(slots, scale, layout.refreshLimbs())));
      }
      labels = made;
      return made;
    }
  }

  private double[] column(int block, int j, boolean forGradient) {
    int first = block * layout.rowsPerBlock();
    double[] slots = new double[Math.min(layout.rowsPerBlock(), rows.rows() - first)];
    for (int k = 0; k < slots.length; k++) {
      slots[k] = forGradient ? gradientEntry(first + k, j) : entry(rows, first + k, j);
    }
    return slots;
  }

  private double gradientEntry(int row, int j) {
    return rows.weight(row) * entry(rows, row, j) * arguments.gradientEntry(layout, j);
  }

  /** A row's entry; the column after the last feature is the intercept's ones. */
  static double entry(ProviderRows rows, int row, int column) {
    return column < rows.features() ? rows.column(column)[row] : 1;
  }

  private int blocks() {
    return (rows.rows() + layout.rowsPerBlock() - 1) / layout.rowsPerBlock();
  }

  @Override
  public void close() {
    forward.forEach(block -> block.forEach(Plaintext::close));
    gradient.forEach(block -> block.forEach(Plaintext::close));
    if (labels != null) {
      labels.forEach(Plaintext::close);
    }
  }
}

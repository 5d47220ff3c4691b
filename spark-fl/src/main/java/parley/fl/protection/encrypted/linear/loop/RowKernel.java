package parley.fl.protection.encrypted.linear.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Residual;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.packing.RowBlockEvaluator;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Scope;

/**
 * A provider's two steps with row packing. Row i of all providers' places lies in slots i D .. i D
 * + D - 1 of its block; a provider fills only its own places, so that sums over providers put all
 * rows side by side.
 *
 * <p>Forward: x * v in every slot, of which {@link RowBlockEvaluator} makes the activation once for
 * all providers. Gradient: the activation times x. Not thread-safe: one step at a time.
 */
final class RowKernel implements AutoCloseable {
  private final Layout layout;
  private final ProviderRows rows;
  private final TrainingArguments arguments;
  private final Evaluator evaluator;
  private final Encoder encoder;
  private final long firstPlace;
  private final Map<Integer, Plaintext> forward = new TreeMap<>();
  private final Map<Integer, Plaintext> gradient = new TreeMap<>();
  private @Nullable Plaintext labels;

  /**
   * Encodes the rows.
   *
   * @param firstPlace the provider's first row place among all providers'
   */
  RowKernel(
      CkksContext context,
      Layout layout,
      ProviderRows rows,
      TrainingArguments arguments,
      long firstPlace) {
    this.layout = layout;
    this.rows = rows;
    this.arguments = arguments;
    this.firstPlace = firstPlace;
    this.evaluator = new Evaluator(context);
    this.encoder = new Encoder(context);
    double forwardScale = TrainingSteps.forwardRowScale(context.primes(), layout);
    double gradientScale = TrainingSteps.gradientRowScale(layout);
    if (rows.rows() == 0) {
      return;
    }
    for (int block = block(0); block <= block(rows.rows() - 1); block++) {
      forward.put(
          block, encoder.encode(slots(block, this::forwardEntry), forwardScale, layout.topLimbs()));
      gradient.put(
          block,
          encoder.encode(slots(block, this::gradientEntry), gradientScale, layout.refreshLimbs()));
    }
  }

  /**
   * x * v for each block that holds rows of this provider, by block number; owned by the caller.
   */
  Map<Integer, Ciphertext> forward(Ciphertext model) {
    Map<Integer, Ciphertext> out = new TreeMap<>();
    forward.forEach((block, x) -> out.put(block, evaluator.multiplyPlain(model, x)));
    return out;
  }

  /** The gradient of this provider's rows; {@code residuals} has the activation of every block. */
  Ciphertext gradient(List<Ciphertext> residuals) {
    try (Scope scope = Scope.open()) {
      List<Plaintext> x = new ArrayList<>(gradient.values());
      List<Ciphertext> r = new ArrayList<>();
      gradient.keySet().forEach(block -> r.add(residuals.get(block)));
      Ciphertext product = evaluator.innerProduct(x, r);
      return scope.keep(evaluator.addPlain(product, labels(product.scale())));
    }
  }

  private Plaintext labels(double scale) {
    Plaintext cached = labels;
    if (cached != null) {
      return cached;
    }
    try (Scope scope = Scope.open()) {
      double offset = arguments.circuit().labelOffset();
      Residual residual = arguments.circuit().residual();
      double[] sum = new double[layout.parameters().slots()];
      for (int block : gradient.keySet()) {
        double[] slots =
            slots(
                block,
                (row, j) -> {
                  double y = rows.label(row);
                  return (residual.factor(y) * offset + residual.constant(y)) * scaled(row, j);
                });
        for (int k = 0; k < sum.length; k++) {
          sum[k] += slots[k];
        }
      }
      Plaintext made = Scope.detach(encoder.encode(sum, scale, layout.refreshLimbs()));
      labels = made;
      return made;
    }
  }

  @FunctionalInterface
  private interface Entry {
    double at(int row, int column);
  }

  /** A row's entry; the column after the last feature is the intercept's ones. */
  private double entry(int row, int column) {
    return column < rows.features() ? rows.column(column)[row] : 1;
  }

  /** What meets the model: the activation is taken at sign(y) z. */
  private double forwardEntry(int row, int column) {
    return entry(row, column) * arguments.circuit().residual().sign(rows.label(row));
  }

  /** What meets the activation. */
  private double gradientEntry(int row, int column) {
    return scaled(row, column) * arguments.circuit().residual().factor(rows.label(row));
  }

  private double scaled(int row, int column) {
    return rows.weight(row) * entry(row, column) * arguments.gradientEntry(layout, column);
  }

  private double[] slots(int block, Entry entry) {
    double[] slots = new double[layout.parameters().slots()];
    for (int row = 0; row < rows.rows(); row++) {
      if (block(row) == block) {
        int base = (int) ((firstPlace + row) % layout.rowsPerBlock()) * layout.width();
        for (int j = 0; j < layout.weights(); j++) {
          slots[base + j] = entry.at(row, j);
        }
      }
    }
    return slots;
  }

  private int block(int row) {
    return Math.toIntExact((firstPlace + row) / layout.rowsPerBlock());
  }

  @Override
  public void close() {
    forward.values().forEach(Plaintext::close);
    gradient.values().forEach(Plaintext::close);
    if (labels != null) {
      labels.close();
    }
  }
}

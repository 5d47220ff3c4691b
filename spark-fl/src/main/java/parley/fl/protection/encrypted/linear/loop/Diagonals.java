package parley.fl.protection.encrypted.linear.loop;

import java.util.Arrays;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Residual;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;

/**
 * Where a provider's rows lie with diagonal packing, in clear. Immutable and thread-safe.
 *
 * <p>Slot i of a block is its row i and has the class i mod B, B the layout's width; the model
 * holds weight j in all slots of class j. Forward: {@code u_i = sum_k x_(i, (i + k) mod B)
 * rot_k(v)_i}, k = 0 .. B - 1, rot_k a rotation to the left. Gradient: with {@code y_m(i) = x_(i,
 * (i - m) mod B)} slot i of {@code rot_m(y_m r)} belongs to class i, so that the sum over m has the
 * partial sums of feature j in the slots of class j. Baby steps b and giant steps g, after Halevi
 * and Shoup (<a href="https://eprint.iacr.org/2018/244">ePrint 2018/244</a>): m = g B' + b, {@code
 * sum_g rot_(g B')(sum_b rot_b(y_m) rot_b(r))}; the outer rotations are linear, so the driver makes
 * them once for the sum over all providers.
 *
 * <p>Rows and classes that do not exist are zero.
 */
public final class Diagonals {
  private final Layout layout;
  private final ProviderRows rows;
  private final TrainingArguments arguments;
  private final Residual residual;

  Diagonals(Layout layout, ProviderRows rows, TrainingArguments arguments) {
    this.layout = layout;
    this.rows = rows;
    this.arguments = arguments;
    this.residual = arguments.circuit().residual();
  }

  /** Blocks that the rows fill. */
  int blocks() {
    return (rows.rows() + layout.rowsPerBlock() - 1) / layout.rowsPerBlock();
  }

  /** x_(i, (i + k) mod B) for the rows of a block, by the row's sign. */
  double[] forward(int block, int k) {
    double[] slots = new double[rowsOf(block)];
    int first = block * layout.rowsPerBlock();
    for (int i = 0; i < slots.length; i++) {
      int j = (i + k) % layout.width();
      slots[i] = j < rows.features() ? rows.column(j)[first + i] * sign(first + i) : 0;
    }
    return slots;
  }

  /** The rows' signs, which meet the intercept. */
  double[] signs(int block) {
    double[] slots = new double[rowsOf(block)];
    int first = block * layout.rowsPerBlock();
    Arrays.setAll(slots, i -> sign(first + i));
    return slots;
  }

  /** rot_b(y_m), m = giant B' + baby, with the gradient's factors; of all slots. */
  double[] gradient(int block, int giant, int baby) {
    double[] slots = new double[layout.rowsPerBlock()];
    int count = rowsOf(block);
    int first = block * slots.length;
    int m = giant * layout.babySteps() + baby;
    for (int i = 0; i < count; i++) {
      int j = Math.floorMod(i - m, layout.width());
      if (j < rows.features()) {
        slots[Math.floorMod(i - baby, slots.length)] =
            rows.column(j)[first + i] * product(first + i, j);
      }
    }
    return slots;
  }

  /** The intercept's part of the gradient's products: each row's factor. */
  double[] interceptGradient(int block) {
    double[] slots = new double[rowsOf(block)];
    int first = block * layout.rowsPerBlock();
    for (int i = 0; i < slots.length; i++) {
      slots[i] = product(first + i, rows.features());
    }
    return slots;
  }

  /**
   * What the labels add to the gradient: sum_i r_i x_ij in the mean over the slots of class j, r_i
   * the part of the residual that no model enters: offset - y_i for a canonical link.
   */
  double[] labels(double offset) {
    double[] sums = new double[layout.width()];
    for (int j = 0; j < rows.features(); j++) {
      double[] x = rows.column(j);
      for (int i = 0; i < rows.rows(); i++) {
        sums[j] += constant(i, offset) * x[i] * factor(i, j);
      }
    }
    double[] slots = new double[layout.rowsPerBlock()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = sums[i % layout.width()] / layout.repeats();
    }
    return slots;
  }

  /** The same for the intercept: one value for all slots. */
  double interceptLabel(double offset) {
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      sum += constant(i, offset) * factor(i, rows.features());
    }
    return sum / layout.rowsPerBlock();
  }

  private double sign(int row) {
    return residual.sign(rows.label(row));
  }

  private double constant(int row, double offset) {
    double y = rows.label(row);
    return residual.factor(y) * offset + residual.constant(y);
  }

  /** What the activation is multiplied with, per unit of x. */
  private double product(int row, int column) {
    return residual.factor(rows.label(row)) * factor(row, column);
  }

  private double factor(int row, int column) {
    return rows.weight(row) * arguments.gradientEntry(layout, column);
  }

  private int rowsOf(int block) {
    return Math.min(layout.rowsPerBlock(), rows.rows() - block * layout.rowsPerBlock());
  }
}

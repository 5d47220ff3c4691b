package parley.fl.protection.encrypted.network.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.fl.network.NetworkRows;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.IntegerProducts;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;

/**
 * A provider's part of an iteration: its rows as polynomials of integers, times what is encrypted.
 * Immutable; for one thread at a time.
 */
public final class NetworkKernel {
  /**
   * The rows of one batch that a provider gives.
   *
   * @param first number of its first row
   * @param count how many: the first again after the last
   * @param place where they stand in the batch
   */
  public record Part(int first, int count, int place) {}

  private final CkksContext context;
  private final NetworkLayout layout;
  private final ColumnLayout first;
  private final NetworkRows rows;
  private final boolean fills;
  private final Evaluator evaluator;
  private final IntegerProducts products;

  /**
   * The kernel of a provider.
   *
   * @param fills whether it gives zeros for blocks that no provider has a row in
   */
  public NetworkKernel(CkksContext context, NetworkLayout layout, NetworkRows rows, boolean fills) {
    this.context = context;
    this.layout = layout;
    this.first = layout.first();
    this.rows = rows;
    this.fills = fills;
    this.evaluator = new Evaluator(context);
    this.products = new IntegerProducts(context);
  }

  /**
   * The margins of the hidden layer, in coefficients.
   *
   * @param weights of each column
   * @param used places of the batch that some provider uses
   * @return a ciphertext a block, owned by the caller; null where it has no row
   */
  public List<@Nullable Ciphertext> forward(List<Ciphertext> weights, Part part, int used) {
    List<@Nullable Ciphertext> out = new ArrayList<>();
    for (int block = 0; block < first.blocks(); block++) {
      Part here = within(part, block);
      if (here.count() > 0) {
        out.add(block(weights, here, block));
      } else if (fills && block * first.rowsPerBlock() >= used) {
        out.add(zero(NetworkLevels.HIDDEN_SCALE * NetworkLevels.ROW_SCALE));
      } else {
        out.add(null);
      }
    }
    return out;
  }

  private Ciphertext block(List<Ciphertext> weights, Part part, int block) {
    List<int[]> x = new ArrayList<>();
    for (int column = 0; column < first.columns(); column++) {
      x.add(integers(column, part));
    }
    return products.sum(exponents(part, block), x, NetworkLevels.ROW_SCALE, weights);
  }

  private Ciphertext zero(double scale) {
    try (Polynomial zero = Polynomial.zero(context, NetworkLevels.LOCAL_LIMBS)) {
      return Ciphertext.of(zero, zero, scale);
    }
  }

  /**
   * The gradient of the first layer, a ciphertext a column, owned by the caller.
   *
   * @param errors before the activation, of each block
   */
  public List<@Nullable Ciphertext> gradient(List<Ciphertext> errors, Part part) {
    List<@Nullable Ciphertext> out = new ArrayList<>();
    for (int column = 0; column < first.columns(); column++) {
      out.add(column(errors, part, column));
    }
    return out;
  }

  private Ciphertext column(List<Ciphertext> errors, Part part, int column) {
    try (Scope scope = Scope.open()) {
      Ciphertext sum = null;
      for (int block = 0; block < first.blocks(); block++) {
        Part here = within(part, block);
        if (here.count() > 0) {
          Ciphertext product =
              products.sumInverted(
                  exponents(here, block),
                  List.of(integers(column, here)),
                  NetworkLevels.ROW_SCALE,
                  List.of(errors.get(block)));
          sum = sum == null ? product : evaluator.add(sum, product);
        }
      }
      return scope.keep(sum == null ? zero(NetworkLevels.hiddenGradientScale()) : sum);
    }
  }

  /** The rows of a part that lie in a block. */
  private Part within(Part part, int block) {
    int from = Math.max(part.place(), block * first.rowsPerBlock());
    int to = Math.min(part.place() + part.count(), (block + 1) * first.rowsPerBlock());
    return new Part(part.first() + from - part.place(), Math.max(0, to - from), from);
  }

  /** Where the rows of a part stand in a block. */
  private int[] exponents(Part part, int block) {
    int begin = part.place() - block * first.rowsPerBlock();
    return IntStream.range(begin, begin + part.count()).toArray();
  }

  /** A column of the rows as integers: features are cut, so that they are below 2^31. */
  private int[] integers(int column, Part part) {
    int[] values = new int[part.count()];
    for (int i = 0; i < values.length; i++) {
      int row = (part.first() + i) % rows.rows();
      double x = column < first.inputs() ? rows.value(row, column) : 1;
      values[i] = Math.toIntExact(Math.round(x * NetworkLevels.ROW_SCALE));
    }
    return values;
  }

  /**
   * The labels' part of each output's errors, less what they should be, in slots.
   *
   * @param targets for a row and an output what the output should be
   * @return for each output n integers at the scale of the errors
   */
  public List<long[]> labels(Part part, Targets targets) {
    Encoder encoder = new Encoder(context);
    int kappa = layout.last().neuronsPerGroup();
    List<long[]> out = new ArrayList<>();
    for (int c = 0; c < layout.last().outputs(); c++) {
      double[] slots = new double[(part.place() + part.count()) * kappa];
      for (int i = 0; i < part.count(); i++) {
        double target = targets.of((part.first() + i) % rows.rows(), c);
        int slot = (part.place() + i) * kappa;
        Arrays.fill(slots, slot, slot + kappa, -target);
      }
      try (Scope scope = Scope.open()) {
        // One limb of 60 bits holds them, and one word.
        out.add(encoder.encode(slots, NetworkLevels.SCALE, 1).polynomial().centredWords(1));
      }
    }
    return out;
  }

  /** What an output should be for a row. */
  @FunctionalInterface
  public interface Targets {
    double of(int row, int output);
  }
}

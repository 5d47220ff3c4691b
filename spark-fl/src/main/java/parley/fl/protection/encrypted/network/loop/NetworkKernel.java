package parley.fl.protection.encrypted.network.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import parley.fl.network.NetworkRows;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.products.BatchPart;
import parley.fl.protection.encrypted.products.RowProducts;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.SlotLayout;

/**
 * A provider's part of an iteration: its rows as polynomials of integers, times what is encrypted.
 * Immutable; for one thread at a time.
 */
public final class NetworkKernel {
  /** The sigmoid of 0. */
  private static final double HALF = 0.5;

  private final CkksContext context;
  private final NetworkLayout layout;
  private final ColumnLayout first;
  private final NetworkRows rows;
  private final boolean fills;
  private final RowProducts products;

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
    this.products =
        new RowProducts(
            context,
            first.coefficients(),
            first.columns(),
            NetworkLevels.ROW_SCALE,
            NetworkLevels.LOCAL_LIMBS);
  }

  /**
   * The margins of the hidden layer, in coefficients.
   *
   * @param weights of each polynomial of features
   * @param used places of the batch that some provider uses
   * @return a ciphertext a block, owned by the caller; null where it has no row
   */
  public List<@Nullable Ciphertext> forward(List<Ciphertext> weights, BatchPart part, int used) {
    return products.forward(weights, this::value, part, fills ? used : Integer.MAX_VALUE);
  }

  /**
   * The gradient of the first layer, a ciphertext for each that has weights, owned by the caller.
   *
   * @param errors before the activation, of each block
   */
  public List<@Nullable Ciphertext> gradient(List<Ciphertext> errors, BatchPart part) {
    return products.gradient(errors, this::value, part);
  }

  /** Features are cut, so that they are below 2^31 as integers. */
  private double value(int row, int column) {
    return column < first.inputs() ? rows.value(row % rows.rows(), column) : 1;
  }

  /**
   * The labels' part of each output's errors, less what they should be, in slots.
   *
   * @param targets for a row and an output what the output should be
   * @return for each ciphertext of errors n integers at their scale
   */
  public List<long[]> labels(BatchPart part, Targets targets) {
    return layout.hiddenLayers() == 0 ? besides(part, targets) : repeated(part, targets);
  }

  /**
   * What each row's error is multiplied with, at every neuron of a group, in slots: the same for
   * all ciphertexts of errors.
   *
   * @return n integers at {@link NetworkLevels#factorScale}
   */
  public long[] factors(BatchPart part, IntToDoubleFunction factor) {
    int kappa = layout.slots(layout.columnLayers() - 1).neuronsPerCiphertext();
    double[] slots = new double[(part.place() + part.count()) * kappa];
    for (int i = 0; i < part.count(); i++) {
      int slot = (part.place() + i) * kappa;
      double of = factor.applyAsDouble((part.first() + i) % rows.rows());
      Arrays.fill(slots, slot, slot + kappa, of);
    }
    return encoded(slots, NetworkLevels.factorScale(context.primes()));
  }

  /** Outputs as neurons of their groups. What stands for a sigmoid is encrypted less its 1/2. */
  private List<long[]> besides(BatchPart part, Targets targets) {
    SlotLayout of = layout.slots(0);
    List<long[]> out = new ArrayList<>();
    for (int group = 0; group < of.ciphertexts(); group++) {
      double[] slots = new double[(part.place() + part.count()) * of.neuronsPerCiphertext()];
      int first = group * of.neuronsPerCiphertext();
      int end = Math.min(of.neurons(), first + of.neuronsPerCiphertext());
      for (int i = 0; i < part.count(); i++) {
        for (int k = first; k < end; k++) {
          double target = targets.of((part.first() + i) % rows.rows(), k);
          slots[of.slot(part.place() + i, k)] = HALF - target;
        }
      }
      out.add(encoded(slots));
    }
    return out;
  }

  /** An output a ciphertext, the same at each neuron of a group. */
  private List<long[]> repeated(BatchPart part, Targets targets) {
    int kappa = layout.last().neuronsPerGroup();
    List<long[]> out = new ArrayList<>();
    for (int c = 0; c < layout.last().outputs(); c++) {
      double[] slots = new double[(part.place() + part.count()) * kappa];
      for (int i = 0; i < part.count(); i++) {
        double target = targets.of((part.first() + i) % rows.rows(), c);
        int slot = (part.place() + i) * kappa;
        Arrays.fill(slots, slot, slot + kappa, -target);
      }
      out.add(encoded(slots));
    }
    return out;
  }

  private long[] encoded(double[] slots) {
    return encoded(slots, NetworkLevels.scale(context.parameters()));
  }

  private long[] encoded(double[] slots, double scale) {
    try (Scope scope = Scope.open()) {
      // One limb of 60 bits holds them, and one word.
      return new Encoder(context).encode(slots, scale, 1).polynomial().centredWords(1);
    }
  }

  /** What an output should be for a row. */
  @FunctionalInterface
  public interface Targets {
    double of(int row, int output);
  }
}

package parley.fl.protection.encrypted.products;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.IntegerProducts;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.CoefficientLayout;

/**
 * A provider's rows as polynomials of integers, times ciphertexts in a {@link CoefficientLayout}: x
 * W and x^T E, for any number of neurons, one included, and of features F a polynomial. Of d
 * columns, features and an intercept if there is one, polynomial g has g F to g F + F - 1, so that
 * there are d / F, rounded up, ciphertexts of weights and of gradients, and n / (h F) rows a block.
 * What comes out tells the rows to whoever has what went in, until an encryption of zero is added.
 * Immutable; for one thread at a time.
 */
public final class RowProducts {
  private final CkksContext context;
  private final CoefficientLayout layout;
  private final int columns;
  private final double rowScale;
  private final int limbs;
  private final Evaluator evaluator;
  private final IntegerProducts products;

  /**
   * Products in a layout.
   *
   * @param layout its rows are the places of a batch
   * @param columns d
   * @param rowScale of the integers
   * @param limbs of what the rows meet
   */
  public RowProducts(
      CkksContext context, CoefficientLayout layout, int columns, double rowScale, int limbs) {
    this.context = context;
    this.layout = layout;
    this.columns = columns;
    this.rowScale = rowScale;
    this.limbs = limbs;
    this.evaluator = new Evaluator(context);
    this.products = new IntegerProducts(context);
  }

  /** How many polynomials the columns take. */
  private int polynomials() {
    return (columns + layout.featuresPerPolynomial() - 1) / layout.featuresPerPolynomial();
  }

  /**
   * x W of the rows in each block.
   *
   * @param weights of each polynomial
   * @param filledFrom the place from which on blocks get zeros; for one provider the places that no
   *     provider uses, {@link Integer#MAX_VALUE} for the others
   * @return a ciphertext a block, owned by the caller; null where no row lies in it
   */
  public List<@Nullable Ciphertext> forward(
      List<Ciphertext> weights, RowValues rows, BatchPart part, int filledFrom) {
    List<@Nullable Ciphertext> out = new ArrayList<>();
    for (int block = 0; block < layout.blocks(); block++) {
      BatchPart here = within(part, block);
      if (here.count() > 0) {
        List<int[]> x = new ArrayList<>();
        for (int polynomial = 0; polynomial < polynomials(); polynomial++) {
          x.add(integers(rows, polynomial, here));
        }
        out.add(products.sum(exponents(here), x, rowScale, weights));
      } else if (block * layout.rowsPerBlock() >= filledFrom) {
        out.add(zero(rowScale * weights.get(0).scale()));
      } else {
        out.add(null);
      }
    }
    return out;
  }

  /**
   * x^T E over all blocks.
   *
   * @param errors of each block
   * @return a ciphertext a polynomial, owned by the caller
   */
  public List<@Nullable Ciphertext> gradient(
      List<Ciphertext> errors, RowValues rows, BatchPart part) {
    List<@Nullable Ciphertext> out = new ArrayList<>();
    for (int polynomial = 0; polynomial < polynomials(); polynomial++) {
      out.add(gradient(errors, rows, part, polynomial));
    }
    return out;
  }

  private Ciphertext gradient(
      List<Ciphertext> errors, RowValues rows, BatchPart part, int polynomial) {
    try (Scope scope = Scope.open()) {
      Ciphertext sum = null;
      for (int block = 0; block < layout.blocks(); block++) {
        BatchPart here = within(part, block);
        if (here.count() > 0) {
          Ciphertext product =
              products.sumInverted(
                  exponents(here),
                  List.of(integers(rows, polynomial, here)),
                  rowScale,
                  List.of(errors.get(block)));
          sum = sum == null ? product : evaluator.add(sum, product);
        }
      }
      return scope.keep(sum == null ? zero(rowScale * errors.get(0).scale()) : sum);
    }
  }

  private Ciphertext zero(double scale) {
    try (Polynomial zero = Polynomial.zero(context, limbs)) {
      return Ciphertext.of(zero, zero, scale);
    }
  }

  /** The rows of a part that lie in a block. */
  private BatchPart within(BatchPart part, int block) {
    return part.within(block * layout.rowsPerBlock(), layout.rowsPerBlock());
  }

  /** Where the features of a part's rows stand in their block's polynomials, row by row. */
  private int[] exponents(BatchPart part) {
    int features = layout.featuresPerPolynomial();
    return IntStream.range(0, part.count() * features)
        .map(i -> layout.rowExponent(part.place() + i / features, i % features))
        .toArray();
  }

  /** The rows' columns of a polynomial as integers, and 0 behind the last column. */
  private int[] integers(RowValues rows, int polynomial, BatchPart part) {
    int features = layout.featuresPerPolynomial();
    int[] values = new int[part.count() * features];
    for (int i = 0; i < values.length; i++) {
      int column = polynomial * features + i % features;
      if (column < columns) {
        double x = rows.of(part.first() + i / features, column);
        values[i] = Math.toIntExact(Math.round(x * rowScale));
      }
    }
    return values;
  }
}

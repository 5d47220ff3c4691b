package parley.fl.protection.encrypted.linear.loop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Residual;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.packing.CoefficientPlaces;
import parley.fl.protection.encrypted.linear.step.CoefficientSteps;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.IntegerProducts;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;

/**
 * A provider's part of an iteration with coefficients: its rows as polynomials of integers, times
 * what is encrypted. Immutable; for one thread at a time.
 *
 * <p>What meets the model is x sign(y); what meets the residuals has the row's weight, the
 * residual's factor and the step in it, and what labels alone bring is added in clear, as with
 * rows.
 */
final class CoefficientKernel {
  /** A provider's rows in one block. */
  private record Block(
      int number, int[] exponents, WideProducts forward, List<WideProducts> gradient) {}

  private final CkksContext context;
  private final Layout layout;
  private final CoefficientPlaces places;
  private final ProviderRows rows;
  private final TrainingArguments arguments;
  private final long firstPlace;
  private final Evaluator evaluator;
  private final IntegerProducts products;
  private final List<Block> blocks = new ArrayList<>();
  private final List<BigInteger[]> labels = new ArrayList<>();
  private final double gradientScale;

  /**
   * The kernel of a provider.
   *
   * @param firstPlace the provider's first row place among all providers'
   * @throws InvalidDataException when a row is larger than what masks hide
   */
  CoefficientKernel(
      CkksContext context,
      Layout layout,
      ProviderRows rows,
      TrainingArguments arguments,
      long firstPlace,
      double rowNorm) {
    this.context = context;
    this.layout = layout;
    this.places = new CoefficientPlaces(layout);
    this.rows = rows;
    this.arguments = arguments;
    this.firstPlace = firstPlace;
    this.evaluator = new Evaluator(context);
    this.products = new IntegerProducts(context);
    this.gradientScale = TrainingSteps.gradientRowScale(layout);
    requireHidden(rowNorm);
    int from = 0;
    while (from < rows.rows()) {
      int number = Math.toIntExact((firstPlace + from) / places.rowsPerBlock());
      long end = (number + 1L) * places.rowsPerBlock() - firstPlace;
      int to = (int) Math.min(rows.rows(), end);
      blocks.add(block(number, from, to));
      from = to;
    }
    for (int upload = 0; upload < places.uploads(); upload++) {
      labels.add(labels(upload, layout.stateScale() * gradientScale));
    }
  }

  private void requireHidden(double rowNorm) {
    for (int row = 0; row < rows.rows(); row++) {
      double square = 0;
      for (int j = 0; j < layout.weights(); j++) {
        square += entry(row, j) * entry(row, j);
      }
      if (!(square <= rowNorm * rowNorm)) {
        throw new InvalidDataException(
            "cannot take the rows of "
                + rows.provider()
                + ": one is larger than the masks of its margin hide, expected a norm of at most "
                + rowNorm
                + " after standardisation; give a featureClip, or the packing row");
      }
    }
  }

  private Block block(int number, int from, int to) {
    int features = places.featuresPerUpload();
    int[] exponents = new int[(to - from) * features];
    List<long[]> forward = new ArrayList<>();
    List<WideProducts> gradient = new ArrayList<>();
    for (int upload = 0; upload < places.uploads(); upload++) {
      long[] x = new long[exponents.length];
      long[] g = new long[exponents.length];
      for (int row = from; row < to; row++) {
        int place = Math.toIntExact(firstPlace + row);
        for (int offset = 0; offset < features; offset++) {
          int i = (row - from) * features + offset;
          exponents[i] = places.rowExponent(place, offset);
          int column = places.column(upload, offset);
          if (column >= 0) {
            x[i] = Math.round(forwardEntry(row, column) * CoefficientSteps.rowScale());
            g[i] = Math.round(gradientEntry(row, column) * gradientScale);
          }
        }
      }
      forward.add(x);
      gradient.add(new WideProducts(List.of(g)));
    }
    return new Block(number, exponents, new WideProducts(forward), gradient);
  }

  /** The column after the last feature is the intercept's ones. */
  private double entry(int row, int column) {
    return column < rows.features() ? rows.column(column)[row] : 1;
  }

  private double forwardEntry(int row, int column) {
    return entry(row, column) * arguments.circuit().residual().sign(rows.label(row));
  }

  private double gradientEntry(int row, int column) {
    return scaled(row, column) * arguments.circuit().residual().factor(rows.label(row));
  }

  private double scaled(int row, int column) {
    return -rows.weight(row)
        * entry(row, column)
        * arguments.gradientFactors()[column]
        / arguments.halfWidth();
  }

  /**
   * The margins of each block that this provider has a place in, without rows zero; owned by the
   * caller.
   */
  List<@Nullable Ciphertext> forward(List<Ciphertext> state) {
    @Nullable Ciphertext[] out = new Ciphertext[places.blocks()];
    for (Block block : blocks) {
      double scale = CoefficientSteps.rowScale();
      out[block.number()] =
          block
              .forward()
              .of(evaluator, part -> products.sum(block.exponents(), part, scale, state));
    }
    int first = Math.toIntExact(firstPlace / places.rowsPerBlock());
    int last = Math.toIntExact((firstPlace + layout.capacity() - 1) / places.rowsPerBlock());
    for (int number = first; number <= last; number++) {
      if (out[number] == null) {
        out[number] = zero(layout.stateScale() * CoefficientSteps.rowScale());
      }
    }
    return Arrays.asList(out);
  }

  private Ciphertext zero(double scale) {
    try (Polynomial zero = Polynomial.zero(context, layout.refreshLimbs())) {
      return Ciphertext.of(zero, zero, scale);
    }
  }

  /**
   * This provider's gradient, a ciphertext an upload; owned by the caller.
   *
   * @param residuals of every block
   */
  List<@Nullable Ciphertext> gradient(List<Ciphertext> residuals) {
    List<@Nullable Ciphertext> out = new ArrayList<>();
    for (int upload = 0; upload < places.uploads(); upload++) {
      out.add(gradient(residuals, upload));
    }
    return out;
  }

  private Ciphertext gradient(List<Ciphertext> residuals, int upload) {
    double scale = layout.stateScale() * gradientScale;
    try (Scope scope = Scope.open()) {
      @Nullable Ciphertext sum = null;
      for (Block block : blocks) {
        List<Ciphertext> of = List.of(residuals.get(block.number()));
        Ciphertext product =
            block
                .gradient()
                .get(upload)
                .of(
                    evaluator,
                    part -> products.sumInverted(block.exponents(), part, gradientScale, of));
        sum = sum == null ? product : evaluator.add(sum, product);
      }
      int[] positions =
          IntStream.range(0, places.featuresPerUpload()).map(places::weightExponent).toArray();
      Polynomial ofLabels =
          Polynomial.ofCoefficients(context, layout.refreshLimbs(), positions, labels.get(upload));
      return scope.keep(
          evaluator.addPlain(sum == null ? zero(scale) : sum, Plaintext.of(ofLabels, scale)));
    }
  }

  /** What labels alone bring to the gradient, an integer a place of an upload. */
  private BigInteger[] labels(int upload, double scale) {
    Residual residual = arguments.circuit().residual();
    double offset = arguments.circuit().labelOffset();
    BigInteger[] values = new BigInteger[places.featuresPerUpload()];
    for (int k = 0; k < values.length; k++) {
      int column = places.column(upload, k);
      double sum = 0;
      for (int row = 0; column >= 0 && row < rows.rows(); row++) {
        double y = rows.label(row);
        sum += (residual.factor(y) * offset + residual.constant(y)) * scaled(row, column);
      }
      values[k] =
          new BigDecimal(sum)
              .multiply(new BigDecimal(scale))
              .setScale(0, RoundingMode.HALF_EVEN)
              .toBigIntegerExact();
    }
    return values;
  }
}

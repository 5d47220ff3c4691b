package parley.fl.protection.encrypted.network.predict;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import parley.fl.network.NetworkInput;
import parley.fl.protection.encrypted.kind.Queries;
import parley.fl.protection.encrypted.kind.SealedQueries;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.random.Seed;

/**
 * The querier's rows in clear, as a network's providers bring theirs to one scale, and encrypted a
 * block at a time: where the querier is, or in the driver. For one thread; key and context stay the
 * caller's.
 */
public final class NetworkQueries implements Queries {
  private final CkksContext context;
  private final PredictionLayout layout;
  private final NetworkInput input;
  private final PublicKey collectiveKey;
  private final double[][] rows;

  /**
   * Questions of rows.
   *
   * @param input what a row becomes; it cuts features, so that they are bounded
   * @param rows before that
   */
  public NetworkQueries(
      CkksContext context,
      PredictionLayout layout,
      NetworkInput input,
      PublicKey collectiveKey,
      double[][] rows) {
    this.context = context;
    this.layout = layout;
    this.input = input;
    this.collectiveKey = collectiveKey;
    this.rows = rows;
  }

  /** How blocks lie that the querier sealed elsewhere. */
  public static SealedQueries.Form sealedForm(PredictionLayout layout) {
    return new SealedQueries.Form(
        layout.rows(),
        layout.columns(0).polynomials(),
        PredictionLevels.LIMBS,
        PredictionLevels.QUERY_SCALE,
        "questions'");
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int rowsPerBlock() {
    return layout.rows();
  }

  @Override
  public List<Ciphertext> block(int block) {
    double[][] scaled = new double[rowsIn(block)][];
    Arrays.setAll(scaled, r -> input.apply(rows[block * rowsPerBlock() + r]));
    List<Ciphertext> out = new ArrayList<>();
    for (int polynomial = 0; polynomial < layout.columns(0).polynomials(); polynomial++) {
      try (Scope scope = Scope.open()) {
        Plaintext m = Plaintext.of(polynomial(scaled, polynomial), PredictionLevels.QUERY_SCALE);
        out.add(scope.keep(collectiveKey.encrypt(m, Seed.fresh())));
      }
    }
    return out;
  }

  private Polynomial polynomial(double[][] scaled, int polynomial) {
    ColumnRows columns = layout.columns(0);
    CoefficientLayout coefficients = columns.coefficients();
    BigInteger[] values = new BigInteger[coefficients.stride()];
    Arrays.fill(values, BigInteger.ZERO);
    for (int place = 0; place < coefficients.featuresPerPolynomial(); place++) {
      int column = columns.column(polynomial, place);
      for (int r = 0; r < scaled.length; r++) {
        values[coefficients.rowExponent(r, place)] = integer(scaled[r], column);
      }
    }
    int[] positions = IntStream.range(0, values.length).toArray();
    return Polynomial.ofCoefficients(context, PredictionLevels.LIMBS, positions, values);
  }

  /** A column of a row: a feature, the intercept's 1, or none. */
  private BigInteger integer(double[] row, int column) {
    ColumnLayout first = layout.network().first();
    double value = column < first.inputs() ? row[column] : column < first.columns() ? 1 : 0;
    return new BigDecimal(value)
        .multiply(new BigDecimal(PredictionLevels.QUERY_SCALE))
        .setScale(0, RoundingMode.HALF_EVEN)
        .toBigInteger();
  }
}

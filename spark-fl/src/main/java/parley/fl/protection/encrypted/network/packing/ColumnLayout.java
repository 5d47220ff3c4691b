package parley.fl.protection.encrypted.network.packing;

import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.Sizes;

/**
 * A layer that is a product of matrices in the coefficients, and the rows of one batch there, both
 * as {@link CoefficientLayout} says: F columns, an intercept behind the inputs, share a polynomial,
 * whose weights have F h coefficients with h the padded width. Polynomial g is moved by X^(g sigma
 * / J) in a packed ciphertext with room for J of them. Immutable and thread-safe.
 *
 * @param ringDimension n
 * @param inputs without the intercept
 * @param intercept whether there is one
 * @param neurons of the layer
 * @param width neurons that a block has room for before padding: the layer's, and as many as its
 *     inputs where these lie in blocks too
 * @param rows places of a batch, of all providers together
 * @param featuresPerPolynomial F
 */
public record ColumnLayout(
    int ringDimension,
    int inputs,
    boolean intercept,
    int neurons,
    int width,
    int rows,
    int featuresPerPolynomial)
    implements PackedLayer {
  /** F h. */
  @Override
  public int length() {
    return featuresPerPolynomial * Sizes.padded(width);
  }

  /** sigma. */
  @Override
  public int stride() {
    return ringDimension / length();
  }

  /** sigma, the rows of a block. */
  public int rowsPerBlock() {
    return stride();
  }

  /** Ciphertexts that a batch takes in the coefficients. */
  public int blocks() {
    return Sizes.over(rows, rowsPerBlock());
  }

  /** The inputs and the intercept. */
  public int columns() {
    return inputs + (intercept ? 1 : 0);
  }

  /** Polynomials of columns. */
  @Override
  public int vectors() {
    return Sizes.over(columns(), featuresPerPolynomial);
  }

  /** J. */
  @Override
  public int places() {
    return Math.min(stride(), Sizes.padded(vectors()));
  }

  @Override
  public int coefficientsOfWeight() {
    return 1;
  }

  @Override
  public int weights() {
    return columns() * neurons;
  }

  /** Where rows and neurons lie, of the layer and of its inputs. */
  public CoefficientLayout coefficients() {
    return new CoefficientLayout(ringDimension, rows, width, featuresPerPolynomial);
  }

  /**
   * The same weights the other way, without the intercept: what takes errors back. For a feature a
   * polynomial.
   */
  public ColumnLayout transposed() {
    return new ColumnLayout(ringDimension, neurons, false, inputs, width, rows, 1);
  }

  /** The packed ciphertext that has a column. */
  int pack(int column) {
    return column / featuresPerPolynomial / places();
  }

  /** Where that has a column's weight to a neuron. */
  int exponent(int column, int neuron) {
    return coefficients().weightExponent(column % featuresPerPolynomial, neuron)
        + exponent(column / featuresPerPolynomial);
  }
}

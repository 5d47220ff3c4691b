package parley.fl.protection.encrypted.network.packing;

import parley.mhe.layout.CoefficientLayout;

/**
 * A layer that is a product of matrices in the coefficients, and the rows of one batch there, both
 * as {@link CoefficientLayout} says: F columns, an intercept behind the inputs, share a polynomial,
 * whose weights have F h coefficients with h the padded neurons. Polynomial g is moved by X^(g
 * sigma / J) in a packed ciphertext with room for J of them. Immutable and thread-safe.
 *
 * @param ringDimension n
 * @param inputs without the intercept
 * @param intercept whether there is one
 * @param neurons of the layer
 * @param rows places of a batch, of all providers together
 * @param featuresPerPolynomial F
 */
public record ColumnLayout(
    int ringDimension,
    int inputs,
    boolean intercept,
    int neurons,
    int rows,
    int featuresPerPolynomial)
    implements PackedLayer {
  /** F h. */
  @Override
  public int length() {
    return featuresPerPolynomial * PackedLayer.padded(neurons);
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
    return PackedLayer.ceilDiv(rows, rowsPerBlock());
  }

  /** The inputs and the intercept. */
  public int columns() {
    return inputs + (intercept ? 1 : 0);
  }

  /** Polynomials of columns. */
  @Override
  public int vectors() {
    return PackedLayer.ceilDiv(columns(), featuresPerPolynomial);
  }

  /** J. */
  @Override
  public int places() {
    return Math.min(stride(), PackedLayer.padded(vectors()));
  }

  @Override
  public int coefficientsOfWeight() {
    return 1;
  }

  @Override
  public int weights() {
    return columns() * neurons;
  }

  /** Where rows and neurons lie. */
  public CoefficientLayout coefficients() {
    return new CoefficientLayout(ringDimension, rows, neurons, featuresPerPolynomial);
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

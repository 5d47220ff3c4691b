package parley.mhe.layout;

import parley.error.ParleyException;

/**
 * Rows and neurons in coefficients, where a product of polynomials is a product of matrices. With
 * rho the ring dimension over the padded neurons, F features a polynomial and sigma = rho / F rows
 * a block:
 *
 * <pre>
 * x_g(X) = sum_{r, f} x_(r, g F + f) X^(r + (F - 1 - f) sigma)      a block's rows, F features
 * W_g(X) = sum_{f, k} w_(g F + f, k) X^(rho k + f sigma)            their weights
 * sum_g x_g(X) W_g(X)         has row r of x w, neuron k, at X^(rho k + (F - 1) sigma + r)
 * sum_g x_g(X^-1) E(X)        has row g F + f of x^T e, neuron k, at X^(rho k + f sigma),
 *                             for E with e_(r, k) where the product above has row r, neuron k
 * </pre>
 *
 * <p>Weights and gradients lie at multiples of sigma, all of which they fill, as those of F times
 * as many neurons would: what keeps a coarser stride keeps no cross term of two features. More
 * features a polynomial are fewer polynomials and more blocks. Immutable, thread-safe.
 *
 * @param ringDimension a power of two, at least 16
 * @param rows of all providers together, at least 1
 * @param neurons at least 1; padded to a power of two
 * @param featuresPerPolynomial F: a power of two, at most rho
 */
public record CoefficientLayout(
    int ringDimension, int rows, int neurons, int featuresPerPolynomial) {
  /**
   * @throws ParleyException when rows and neurons do not fit
   */
  public CoefficientLayout {
    Sizes.check(ringDimension, rows, neurons);
    if (Integer.bitCount(featuresPerPolynomial) != 1
        || featuresPerPolynomial < 1
        || featuresPerPolynomial > ringDimension) {
      throw new ParleyException(
          "cannot lay out coefficients: features a polynomial, expected a power of two from 1 to "
              + ringDimension
              + ", got "
              + featuresPerPolynomial);
    }
    int most = ringDimension / featuresPerPolynomial;
    if (neurons > most) {
      throw new ParleyException(
          "cannot lay out coefficients: too many neurons for a block with a row, expected at most "
              + most
              + ", got "
              + neurons);
    }
  }

  /** A feature a polynomial. */
  public static CoefficientLayout of(int ringDimension, int rows, int neurons) {
    return new CoefficientLayout(ringDimension, rows, neurons, 1);
  }

  /** h, the least power of two that is not below the neurons. */
  public int paddedNeurons() {
    return Sizes.padded(neurons);
  }

  /** rho, the exponents between a neuron and the next. */
  public int stride() {
    return ringDimension / paddedNeurons();
  }

  /** sigma, the rows of a ciphertext and the distance of the coefficients of weights: rho / F. */
  public int rowsPerBlock() {
    return stride() / featuresPerPolynomial;
  }

  /** How many ciphertexts hold all rows. */
  public int blocks() {
    return Sizes.over(rows, rowsPerBlock());
  }

  /** The ciphertext of a row. */
  public int block(int row) {
    Sizes.place("row", row, rows);
    return row / rowsPerBlock();
  }

  /** The exponent of X at which a row's neuron lies in its block. */
  public int exponent(int row, int neuron) {
    Sizes.place("row", row, rows);
    Sizes.place("neuron", neuron, neurons);
    return firstExponent() + row % rowsPerBlock() + stride() * neuron;
  }

  /** The exponent of a block's first row and neuron: (F - 1) sigma. */
  int firstExponent() {
    return stride() - rowsPerBlock();
  }

  /**
   * The exponent at which the polynomial x_g of a row's block has one of its features.
   *
   * @param feature f, from 0 to F - 1
   */
  public int rowExponent(int row, int feature) {
    Sizes.place("row", row, rows);
    Sizes.place("feature", feature, featuresPerPolynomial);
    return row % rowsPerBlock() + (featuresPerPolynomial - 1 - feature) * rowsPerBlock();
  }

  /**
   * The exponent at which W_g, and a gradient, has one of its features towards a neuron.
   *
   * @param feature f, from 0 to F - 1
   */
  public int weightExponent(int feature, int neuron) {
    Sizes.place("feature", feature, featuresPerPolynomial);
    Sizes.place("neuron", neuron, neurons);
    return stride() * neuron + feature * rowsPerBlock();
  }
}

package parley.mhe.layout;

import parley.error.ParleyException;

/**
 * Rows and neurons in coefficients: row r of its block and neuron k at X^(F r + rho k), rho the
 * ring dimension over the padded neurons. Then sum_j x_j(X) W_j(X) with x_j(X) = sum_r x_rj X^(F r)
 * and W_j(X) = sum_k w_jk X^(rho k) has the products x W in the same places. Immutable,
 * thread-safe.
 *
 * @param ringDimension a power of two, at least 16
 * @param rows of all providers together, at least 1
 * @param neurons at least 1; padded to a power of two
 * @param featuresPerUpload F, how many features a polynomial of a row takes: 1, 2 or 4
 */
public record CoefficientLayout(int ringDimension, int rows, int neurons, int featuresPerUpload) {
  /**
   * @throws ParleyException when rows and neurons do not fit
   */
  public CoefficientLayout {
    Sizes.check(ringDimension, rows, neurons);
    if (featuresPerUpload != 1 && featuresPerUpload != 2 && featuresPerUpload != 4) {
      throw new ParleyException(
          "cannot lay out coefficients: features an upload, expected 1, 2 or 4, got "
              + featuresPerUpload);
    }
    int most = ringDimension / featuresPerUpload;
    if (neurons > most) {
      throw new ParleyException(
          "cannot lay out coefficients: too many neurons for a block with a row, expected at most "
              + most
              + ", got "
              + neurons);
    }
  }

  /** A feature an upload. */
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

  /** Rows of a ciphertext: rho / F. */
  public int rowsPerBlock() {
    return stride() / featuresPerUpload;
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
    return featuresPerUpload * (row % rowsPerBlock()) + stride() * neuron;
  }
}

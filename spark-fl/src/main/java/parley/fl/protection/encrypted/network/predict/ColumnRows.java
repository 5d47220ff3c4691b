package parley.fl.protection.encrypted.network.predict;

import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.Sizes;

/**
 * Where the rows of one opening meet a layer in columns: as polynomials of F' columns each, their
 * products in the coefficients of one block. The fewer rows, the more columns share a polynomial.
 * Immutable and thread-safe.
 *
 * @param columns of the layer, as it was trained: F of them a polynomial
 * @param rows of one opening
 */
public record ColumnRows(ColumnLayout columns, int rows) {
  /** Rows and neurons in coefficients, with F' columns a polynomial. */
  public CoefficientLayout coefficients() {
    int shared = columns.coefficients().stride() / Sizes.padded(rows);
    return new CoefficientLayout(columns.ringDimension(), rows, columns.width(), shared);
  }

  /** How many of the training's polynomials share one: F' over F. */
  public int shared() {
    return coefficients().featuresPerPolynomial() / columns.featuresPerPolynomial();
  }

  /** Polynomials of the weights, and of the rows with an intercept's 1. */
  public int polynomials() {
    return Sizes.over(columns.vectors(), shared());
  }

  /**
   * The column that a polynomial has at one of its F' places; at least {@link ColumnLayout#columns}
   * where it has none. With W'_g = sum_i X^(i sigma') W_(g m + i) of the training's polynomials, m
   * of them, place f m + i has column f of the i-th.
   */
  public int column(int polynomial, int place) {
    int vector = polynomial * shared() + place % shared();
    return vector < columns.vectors()
        ? vector * columns.featuresPerPolynomial() + place / shared()
        : columns.columns();
  }
}

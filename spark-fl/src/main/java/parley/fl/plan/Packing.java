package parley.fl.plan;

/** How rows and weights lie in the slots of ciphertexts. */
public enum Packing {
  /**
   * A slot a row, n/2 rows a block. One ciphertext repeats the features' weights with a period B, a
   * power of two, and a plaintext holds a diagonal: of row i the feature (i + k) mod B. The driver
   * rotates the model B times, once for all providers; a provider sends a few ciphertexts whatever
   * the number of features. For many rows. The activation runs at each provider.
   */
  DIAGONAL,
  /**
   * A plaintext holds whole rows, one after the other, each padded to a power of two; one
   * ciphertext holds all weights, repeated for every row. Two times log2(width) rotations a block,
   * one upload a provider. For wide or few rows. Providers share blocks, so that the activation
   * runs once on the aggregate.
   */
  ROW,
  /**
   * Rows and weights are coefficients of polynomials, so that a product of both is a product of
   * matrices: nothing is encoded or rotated. Two refreshes an iteration carry margins to slots, for
   * the activation, and back. Providers share blocks as with rows, and the finished model lies as
   * with rows. For few to a hundred thousand rows.
   */
  COEFFICIENT
}

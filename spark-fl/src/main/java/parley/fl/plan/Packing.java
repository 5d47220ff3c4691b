package parley.fl.plan;

/** How rows and weights lie in the slots of ciphertexts. */
public enum Packing {
  /**
   * A plaintext holds one feature of up to n/2 rows and every weight fills a ciphertext of its own.
   * No rotations; one upload a weight. For many rows and few features. The activation runs at each
   * provider.
   */
  COLUMN,
  /**
   * A plaintext holds whole rows, one after the other, each padded to a power of two; one
   * ciphertext holds all weights, repeated for every row. Two times log2(width) rotations a block,
   * one upload a provider. For wide or few rows. Providers share blocks, so that the activation
   * runs once on the aggregate.
   */
  ROW
}

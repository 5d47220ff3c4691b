package parley.fl.protection.encrypted.network.packing;

import parley.mhe.layout.Sizes;

/**
 * A layer's weights as vectors in packed ciphertexts: the coefficients of a vector lie {@link
 * #stride} apart, those of several vectors between each other. Implementations are immutable and
 * thread-safe.
 */
public sealed interface PackedLayer permits ColumnLayout, PatternLayout {
  /** Vectors of the layer. */
  int vectors();

  /** Coefficients of a vector, a power of two. */
  int length();

  /** The distance of a vector's coefficients: n over their number. */
  int stride();

  /** Vectors that a packed ciphertext has room for, a power of two up to the stride. */
  int places();

  /** How many coefficients one weight is a sum over. */
  int coefficientsOfWeight();

  /** Weights of the layer, intercepts counted. */
  int weights();

  /** Packed ciphertexts. */
  default int packs() {
    return Sizes.over(vectors(), places());
  }

  /** Vectors in a packed ciphertext, fewer in the last. */
  default int vectorsIn(int pack) {
    return Math.min(places(), vectors() - pack * places());
  }

  /** Exponent of a vector's first coefficient in its packed ciphertext. */
  default int exponent(int vector) {
    return vector % places() * (stride() / places());
  }
}

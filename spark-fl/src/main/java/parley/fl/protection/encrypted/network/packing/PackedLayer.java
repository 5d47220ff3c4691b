package parley.fl.protection.encrypted.network.packing;

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
    return ceilDiv(vectors(), places());
  }

  /** Vectors in a packed ciphertext, fewer in the last. */
  default int vectorsIn(int pack) {
    return Math.min(places(), vectors() - pack * places());
  }

  /** Exponent of a vector's first coefficient in its packed ciphertext. */
  default int exponent(int vector) {
    return vector % places() * (stride() / places());
  }

  /** a / b, rounded up. */
  static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /** The least power of two that is not below a number. */
  static int padded(int number) {
    return number == 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
  }
}

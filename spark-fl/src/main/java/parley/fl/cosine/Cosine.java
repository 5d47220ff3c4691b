package parley.fl.cosine;

/**
 * The cosine of two providers' vectors. Immutable, thread-safe.
 *
 * @param value from -1 to 1; encrypted, with the noise of a deviation of 2^-32.5 that hides its
 *     further digits, and rounded to 10^-9
 * @param length entries of each vector
 * @param first provider that encrypted its own
 * @param second the other
 */
public record Cosine(double value, int length, String first, String second) {}

package parley.ml.column;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;

/**
 * Hashes of a seed and a row's id. Not cryptographic: they spread random numbers, and hide nothing.
 * Stateless, so safe for use by several threads.
 */
public final class RowKeys {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private RowKeys() {}

  /**
   * The key of a row: equal seeds and ids give equal keys. An id of 7 is the same row as a byte, as
   * a short, as an int and as a long; the string 7 is another.
   *
   * @throws InvalidDataException if the id is neither a whole number nor a string
   */
  public static long of(long seed, @Nullable Object id) {
    if (id instanceof Long || id instanceof Integer || id instanceof Short || id instanceof Byte) {
      return mix(seed, ((Number) id).longValue());
    }
    if (id instanceof String text) {
      return mix(mix(seed, text.length()), fnv1a(text));
    }
    throw new InvalidDataException(
        "cannot name the row: its id is "
            + (id == null ? "missing" : "a " + id.getClass().getSimpleName())
            + ", expected a whole number or a string");
  }

  /** A key that follows from another and a number, such as that of a restart. */
  public static long mix(long key, long number) {
    return finish(finish(key + GOLDEN) ^ (number * GOLDEN + 1));
  }

  /** The finaliser of SplitMix64 (https://doi.org/10.1145/2714064.2660195). */
  private static long finish(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long x = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  private static long fnv1a(String text) {
    long hash = FNV_OFFSET;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
    }
    return hash;
  }
}

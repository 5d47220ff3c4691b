package parley.mhe.layout;

import parley.error.ParleyException;

/** What all layouts have in common. Stateless and thread-safe. */
public final class Sizes {
  private static final int MOST_RING_DIMENSION = 1 << 17;

  /** So that places of all ciphertexts together are ints. */
  private static final int MOST = 1 << 24;

  private Sizes() {}

  static void checkRing(int ringDimension) {
    if (ringDimension < 16
        || ringDimension > MOST_RING_DIMENSION
        || Integer.bitCount(ringDimension) != 1) {
      throw new ParleyException(
          "cannot lay out numbers: ring dimension, expected a power of two from 16 to "
              + MOST_RING_DIMENSION
              + ", got "
              + ringDimension);
    }
  }

  static void check(int ringDimension, int rows, int neurons) {
    checkRing(ringDimension);
    checkCount("rows", rows);
    checkCount("neurons", neurons);
  }

  /** The least power of two that is not below a number above 0. */
  public static int padded(int count) {
    return count == 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
  }

  /** count / each, rounded up. */
  public static int over(int count, int each) {
    // Without a sum that could overflow.
    return -Math.floorDiv(-count, each);
  }

  static int ceilLog2(int positive) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(positive - 1);
  }

  static void place(String what, int index, int count) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(
          "cannot find a place: "
              + what
              + " is not there, expected 0 to "
              + (count - 1)
              + ", got "
              + index);
    }
  }

  private static void checkCount(String what, int count) {
    if (count < 1 || count > MOST) {
      throw new ParleyException(
          "cannot lay out numbers: " + what + ", expected 1 to " + MOST + ", got " + count);
    }
  }
}

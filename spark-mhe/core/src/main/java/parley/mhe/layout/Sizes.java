package parley.mhe.layout;

import parley.error.ParleyException;

/** What the layouts have in common. Stateless. */
final class Sizes {
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

  static int padded(int count) {
    return count == 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
  }

  /** count / each, rounded up. */
  static int over(int count, int each) {
    return (count + each - 1) / each;
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

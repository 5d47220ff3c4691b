package parley.fl.image;

import java.util.List;

/**
 * One kind of map with its tables, for images of one shape. Immutable. The same image gives the
 * same bits on every machine: only sums in a fixed order, square roots, and functions of {@link
 * StrictMath}.
 */
interface PixelMap {
  /** What the numbers are called, in their order. */
  List<String> names();

  /** The numbers of an image whose pixels go from 0 to 1. */
  double[] of(double[] pixels);

  /** The error of a map that the images' shape does not allow. */
  static IllegalArgumentException refuse(
      String map, ImageShape shape, String what, String expected) {
    return new IllegalArgumentException(
        "cannot map images of "
            + shape
            + " pixels by "
            + map
            + ": "
            + what
            + ", expected "
            + expected);
  }
}

package parley.fl.image;

import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;

/** An input map with its tables. Immutable, so safe for use by several threads. */
public final class ImageMapper {
  private final InputMap map;
  private final PixelMap pixelMap;

  ImageMapper(InputMap map, PixelMap pixelMap) {
    this.map = map;
    this.pixelMap = pixelMap;
  }

  /**
   * The numbers of one image: the same bits for the same pixels, on every machine.
   *
   * @param pixels row by row, each in the range
   * @param row what an error calls the row; null if it has no name
   * @return a new array of {@link InputMap#width} numbers
   * @throws InvalidDataException if there are more or fewer pixels than the shape says, or one is
   *     outside of the range
   */
  public double[] apply(double[] pixels, @Nullable Object row) {
    if (pixels.length != map.shape().pixels()) {
      throw refuse(
          row,
          "it has a wrong number of pixels",
          map.shape().pixels() + ", " + map.shape(),
          "" + pixels.length);
    }
    double[] units = new double[pixels.length];
    for (int k = 0; k < pixels.length; k++) {
      if (!map.range().has(pixels[k])) {
        int width = map.shape().width();
        throw refuse(
            row,
            "pixel %d of line %d is outside of the range".formatted(k % width, k / width),
            map.range().low() + " to " + map.range().high(),
            kind(pixels[k]));
      }
      units[k] = map.range().unit(pixels[k]);
    }
    return pixelMap.of(units);
  }

  /** Never the number itself: the sentence leaves the provider whose row it is. */
  private String kind(double pixel) {
    if (Double.isNaN(pixel)) {
      return "not a number";
    }
    return pixel < map.range().low() ? "a smaller number" : "a larger number";
  }

  private static InvalidDataException refuse(
      @Nullable Object row, String what, String expected, String got) {
    return new InvalidDataException(
        "cannot use "
            + (row == null ? "a row" : "row " + row)
            + " as an image: "
            + what
            + ", expected "
            + expected
            + ", got "
            + got);
  }
}

package parley.fl.image;

import java.util.ArrayList;
import java.util.List;

/** The pixels themselves. Immutable, so safe for use by several threads. */
final class EachPixel implements PixelMap {
  private final ImageShape shape;

  EachPixel(ImageShape shape) {
    this.shape = shape;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        names.add("pixel_" + y + "_" + x);
      }
    }
    return names;
  }

  @Override
  public double[] of(double[] pixels) {
    return pixels;
  }
}

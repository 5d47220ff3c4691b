package parley.fl.image;

import java.util.ArrayList;
import java.util.List;

/** Means over square cells. Immutable, so safe for use by several threads. */
final class AverageMap implements PixelMap {
  private final ImageShape shape;
  private final int side;

  /** A map with cells of {@code side} x {@code side} pixels. */
  AverageMap(ImageShape shape, int side) {
    if (side < 1 || shape.height() % side != 0 || shape.width() % side != 0) {
      throw PixelMap.refuse(
          "average:" + side,
          shape,
          "cells of " + side + "x" + side + " pixels do not fill them",
          "a side that divides " + shape.height() + " and " + shape.width());
    }
    this.shape = shape;
    this.side = side;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int row = 0; row < shape.height() / side; row++) {
      for (int column = 0; column < shape.width() / side; column++) {
        names.add("average_" + row + "_" + column);
      }
    }
    return names;
  }

  @Override
  public double[] of(double[] pixels) {
    int across = shape.width() / side;
    double[] means = new double[shape.height() / side * across];
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        means[y / side * across + x / side] += pixels[y * shape.width() + x];
      }
    }
    for (int k = 0; k < means.length; k++) {
      means[k] /= side * side;
    }
    return means;
  }
}

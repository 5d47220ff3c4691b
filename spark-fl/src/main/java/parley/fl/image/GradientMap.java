package parley.fl.image;

import java.util.ArrayList;
import java.util.List;

/**
 * How strongly brightness changes in which direction, by cells: histograms of oriented gradients
 * (<a href="https://doi.org/10.1109/CVPR.2005.177">Dalal and Triggs 2005</a>) over the full circle,
 * without their normalisation by blocks. A pixel's change is (p(y, x + 1) - p(y, x - 1)) / 2 across
 * and (p(y + 1, x) - p(y - 1, x)) / 2 down, each 0 where the image ends. Its length is shared
 * between the two nearest of nine directions, 40 degrees apart from 0, by how near they are. A
 * number is the square root of what a direction has in a cell.
 *
 * <p>Immutable, so safe for use by several threads.
 */
final class GradientMap implements PixelMap {
  static final int DIRECTIONS = 9;

  private final ImageShape shape;
  private final int cells;

  /** A map with {@code cells} x {@code cells} cells. */
  GradientMap(ImageShape shape, int cells) {
    if (cells < 1 || shape.height() % cells != 0 || shape.width() % cells != 0) {
      throw PixelMap.refuse(
          "gradients:" + cells,
          shape,
          cells + "x" + cells + " cells do not divide them",
          "cells a side that divide " + shape.height() + " and " + shape.width());
    }
    this.shape = shape;
    this.cells = cells;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int cell = 0; cell < cells * cells; cell++) {
      for (int k = 0; k < DIRECTIONS; k++) {
        names.add("gradient_" + cell / cells + "_" + cell % cells + "_" + k * 360 / DIRECTIONS);
      }
    }
    return names;
  }

  @Override
  public double[] of(double[] pixels) {
    int height = shape.height();
    int width = shape.width();
    double[] numbers = new double[cells * cells * DIRECTIONS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        double across = x == 0 || x == width - 1 ? 0 : (pixels[at + 1] - pixels[at - 1]) / 2;
        double down = y == 0 || y == height - 1 ? 0 : (pixels[at + width] - pixels[at - width]) / 2;
        if (across != 0 || down != 0) {
          int cell = y * cells / height * cells + x * cells / width;
          share(across, down, numbers, cell * DIRECTIONS);
        }
      }
    }
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = Math.sqrt(numbers[k]);
    }
    return numbers;
  }

  private static void share(double across, double down, double[] numbers, int from) {
    double length = Math.sqrt(across * across + down * down);
    double turns = StrictMath.atan2(down, across) / (2 * StrictMath.PI);
    double place = (turns < 0 ? turns + 1 : turns) * DIRECTIONS;
    int below = (int) place;
    double part = place - below;
    numbers[from + below % DIRECTIONS] += length * (1 - part);
    numbers[from + (below + 1) % DIRECTIONS] += length * part;
  }
}

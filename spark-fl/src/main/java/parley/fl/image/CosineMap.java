package parley.fl.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The lowest frequencies of an image's two-dimensional cosine transform: the number of frequency
 * (i, j) is the sum over rows y and columns x of c(i, y) c(j, x) p(y, x), with c(0, y) =
 * sqrt(1/height), c(i, y) = sqrt(2/height) cos(pi (y + 1/2) i / height), and so for columns. These
 * are coordinates in an orthonormal basis (<a href="https://doi.org/10.1109/T-C.1974.223784">Ahmed,
 * Natarajan, Rao 1974</a>). Frequencies come by i^2 + j^2, and by i where these are equal.
 *
 * <p>Immutable, so safe for use by several threads.
 */
final class CosineMap implements PixelMap {
  private record Frequency(int down, int across) {
    int square() {
      return down * down + across * across;
    }
  }

  private final ImageShape shape;
  private final List<Frequency> frequencies;
  private final int mostAcross;
  private final double[][] down;
  private final double[][] across;

  /** A map to {@code count} numbers. */
  CosineMap(ImageShape shape, int count) {
    if (count < 1 || count > shape.pixels()) {
      throw PixelMap.refuse(
          "cosine:" + count,
          shape,
          "they have " + shape.pixels() + " frequencies",
          "1 to " + shape.pixels() + " of them");
    }
    this.shape = shape;
    frequencies = lowest(shape, count);
    mostAcross = frequencies.stream().mapToInt(Frequency::across).max().orElseThrow();
    int mostDown = frequencies.stream().mapToInt(Frequency::down).max().orElseThrow();
    down = basis(shape.height(), mostDown);
    across = basis(shape.width(), mostAcross);
  }

  private static List<Frequency> lowest(ImageShape shape, int count) {
    List<Frequency> all = new ArrayList<>(shape.pixels());
    for (int i = 0; i < shape.height(); i++) {
      for (int j = 0; j < shape.width(); j++) {
        all.add(new Frequency(i, j));
      }
    }
    all.sort(Comparator.comparingInt(Frequency::square).thenComparingInt(Frequency::down));
    return List.copyOf(all.subList(0, count));
  }

  /** Frequencies 0 to {@code most}, each at all places. */
  private static double[][] basis(int places, int most) {
    double[][] basis = new double[most + 1][places];
    for (int i = 0; i <= most; i++) {
      double norm = StrictMath.sqrt((i == 0 ? 1.0 : 2.0) / places);
      for (int y = 0; y < places; y++) {
        basis[i][y] = norm * StrictMath.cos(StrictMath.PI * (y + .5) * i / places);
      }
    }
    return basis;
  }

  @Override
  public List<String> names() {
    return frequencies.stream().map(f -> "cosine_" + f.down() + "_" + f.across()).toList();
  }

  @Override
  public double[] of(double[] pixels) {
    int height = shape.height();
    // Each row is transformed once for all frequencies down: height x width x frequencies across.
    double[] rows = new double[(mostAcross + 1) * height];
    for (int j = 0; j <= mostAcross; j++) {
      for (int y = 0; y < height; y++) {
        rows[j * height + y] = dot(across[j], pixels, y * shape.width());
      }
    }
    double[] numbers = new double[frequencies.size()];
    for (int k = 0; k < numbers.length; k++) {
      Frequency f = frequencies.get(k);
      numbers[k] = dot(down[f.down()], rows, f.across() * height);
    }
    return numbers;
  }

  private static double dot(double[] factors, double[] values, int from) {
    double sum = 0;
    for (int k = 0; k < factors.length; k++) {
      sum += factors[k] * values[from + k];
    }
    return sum;
  }
}

package parley.fl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CosineMapTest {
  @ParameterizedTest
  @CsvSource({"5x5, 25", "4x7, 28", "7x3, 9", "1x6, 4", "8x8, 20"})
  void of_anyImage_isTheFourfoldSum(String shapeText, int count) {
    ImageShape shape = ImageShape.read(shapeText);
    InputMap map = InputMap.read("cosine:" + count, shape, new PixelRange(0, 1));
    SplittableRandom random = new SplittableRandom(41);
    double[] pixels = random.doubles(shape.pixels()).toArray();

    double[] numbers = map.mapper().apply(pixels, null);

    assertThat(numbers).hasSize(count);
    for (int k = 0; k < count; k++) {
      String[] name = map.names().get(k).split("_");
      double expected =
          transform(shape, pixels, Integer.parseInt(name[1]), Integer.parseInt(name[2]));
      assertThat(numbers[k]).as(map.names().get(k)).isCloseTo(expected, within(1e-13));
    }
  }

  /** The definition, one frequency at a time. */
  private static double transform(ImageShape shape, double[] pixels, int i, int j) {
    int h = shape.height();
    int w = shape.width();
    double sum = 0;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        sum +=
            pixels[y * w + x]
                * Math.cos(Math.PI * (2 * y + 1) * i / (2.0 * h))
                * Math.cos(Math.PI * (2 * x + 1) * j / (2.0 * w));
      }
    }
    return sum * Math.sqrt((i == 0 ? 1.0 : 2.0) / h) * Math.sqrt((j == 0 ? 1.0 : 2.0) / w);
  }

  @Test
  void of_allFrequencies_keepsAnglesAndLengths() {
    ImageShape shape = new ImageShape(6, 4);
    ImageMapper map = InputMap.read("cosine:24", shape, new PixelRange(0, 1)).mapper();
    double[][] images = new double[24][24];
    for (int k = 0; k < 24; k++) {
      images[k][k] = 1;
      images[k] = map.apply(images[k], null);
    }
    for (int a = 0; a < 24; a++) {
      for (int b = 0; b < 24; b++) {
        double product = 0;
        for (int k = 0; k < 24; k++) {
          product += images[a][k] * images[b][k];
        }
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-14));
      }
    }
  }

  @Test
  void names_ofFrequencies_goBySquaresThenByLine() {
    assertThat(InputMap.read("cosine:9", new ImageShape(28, 28), PixelRange.BYTES).names())
        .isEqualTo(
            List.of(
                "cosine_0_0",
                "cosine_0_1",
                "cosine_1_0",
                "cosine_1_1",
                "cosine_0_2",
                "cosine_2_0",
                "cosine_1_2",
                "cosine_2_1",
                "cosine_2_2"));
  }
}

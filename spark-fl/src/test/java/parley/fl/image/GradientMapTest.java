package parley.fl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GradientMapTest {
  private static final PixelRange UNIT = new PixelRange(0, 1);

  /**
   * One bright pixel among dark ones: its neighbours change by 1/2, the left one at 0 degrees, the
   * right one at 180 (half way between directions 4 and 5), the upper one at 90 (a quarter of the
   * way from 2 to 3), the lower one at 270 (three quarters of the way from 6 to 7).
   */
  @Test
  void of_oneBrightPixel_changesTowardsItFromFourSides() {
    double[] pixels = new double[25];
    pixels[12] = 1;

    double[] numbers =
        InputMap.read("gradients:1", new ImageShape(5, 5), UNIT).mapper().apply(pixels, null);

    double[] squares = {.5, 0, .375, .125, .25, .25, .125, .375, 0};
    for (int k = 0; k < 9; k++) {
      assertThat(numbers[k]).as("direction " + k).isCloseTo(Math.sqrt(squares[k]), within(1e-15));
    }
  }

  @Test
  void of_anEdge_isNothingAtTheBorder() {
    ImageShape shape = new ImageShape(6, 6);
    // Columns 0 to 2 dark, 3 to 5 bright: columns 2 and 3 change by 1/2 each, in six lines.
    double[] edge = new double[36];
    for (int y = 0; y < 6; y++) {
      for (int x = 3; x < 6; x++) {
        edge[y * 6 + x] = 1;
      }
    }
    double[] numbers = InputMap.read("gradients:1", shape, UNIT).mapper().apply(edge, null);
    assertThat(numbers)
        .containsExactly(new double[] {Math.sqrt(6), 0, 0, 0, 0, 0, 0, 0, 0}, within(1e-15));
  }

  @Test
  void of_noise_isTheHistogramOfItsPixels() {
    ImageShape shape = new ImageShape(8, 12);
    SplittableRandom random = new SplittableRandom(7);
    double[] pixels = random.doubles(96).toArray();

    double[] numbers = InputMap.read("gradients", shape, UNIT).mapper().apply(pixels, null);

    double[][] cells = new double[16][9];
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 12; x++) {
        double gx = x % 11 == 0 ? 0 : (pixels[y * 12 + x + 1] - pixels[y * 12 + x - 1]) / 2;
        double gy = y % 7 == 0 ? 0 : (pixels[(y + 1) * 12 + x] - pixels[(y - 1) * 12 + x]) / 2;
        double degrees = (Math.toDegrees(Math.atan2(gy, gx)) + 360) % 360;
        for (int k = 0; k < 9; k++) {
          double apart = Math.abs(degrees - 40 * k);
          double near = 1 - Math.min(apart, 360 - apart) / 40;
          cells[y / 2 * 4 + x / 3][k] += Math.max(0, near) * Math.hypot(gx, gy);
        }
      }
    }
    assertThat(numbers).hasSize(144);
    for (int k = 0; k < 144; k++) {
      assertThat(numbers[k]).isCloseTo(Math.sqrt(cells[k / 9][k % 9]), within(1e-12));
    }
  }
}

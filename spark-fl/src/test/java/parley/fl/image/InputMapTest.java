package parley.fl.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.InvalidDataException;

class InputMapTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          wavelet      | 28x28 | 0:255 | cannot read the input map: expected none, average:K, cosine:D, gradients or gradients:C, got 'wavelet'
          cosine       | 28x28 | 0:255 | cannot read the input map: expected none, average:K, cosine:D, gradients or gradients:C, got 'cosine'
          cosine:0     | 28x28 | 0:255 | cannot read the input map: expected none, average:K, cosine:D, gradients or gradients:C, got 'cosine:0'
          cosine:785   | 28x28 | 0:255 | cannot map images of 28x28 pixels by cosine:785: they have 784 frequencies, expected 1 to 784 of them
          average:3    | 28x28 | 0:255 | cannot map images of 28x28 pixels by average:3: cells of 3x3 pixels do not fill them, expected a side that divides 28 and 28
          average:4    | 8x6   | 0:255 | cannot map images of 8x6 pixels by average:4: cells of 4x4 pixels do not fill them, expected a side that divides 8 and 6
          gradients    | 30x28 | 0:255 | cannot map images of 30x28 pixels by gradients:4: 4x4 cells do not divide them, expected cells a side that divide 30 and 28
          gradients:9  | 28x28 | 0:255 | cannot map images of 28x28 pixels by gradients:9: 9x9 cells do not divide them, expected cells a side that divide 28 and 28
          none         | 784   | 0:255 | cannot read the shape of images: expected HEIGHTxWIDTH such as 28x28, got '784'
          none         | 0x28  | 0:255 | cannot read the shape of images: expected HEIGHTxWIDTH such as 28x28, got '0x28'
          none         | 28x2000 | 0:255 | cannot use images of 28x2000 pixels: expected 1 to 1024 a side
          none         | 28x28 | 255   | cannot read the range of pixels: expected LOW:HIGH such as 0:255, got '255'
          none         | 28x28 | a:b   | cannot read the range of pixels: expected LOW:HIGH such as 0:255, got 'a:b'
          none         | 28x28 | 5:5   | cannot use the range of pixels: expected two numbers LOW:HIGH with LOW below HIGH, got 5.0:5.0
          none         | 28x28 | 0:NaN | cannot use the range of pixels: expected two numbers LOW:HIGH with LOW below HIGH, got 0.0:NaN
          """)
  void read_whatIsNoMap_isRefused(String map, String shape, String range, String message) {
    assertThatThrownBy(() -> InputMap.read(map, ImageShape.read(shape), PixelRange.read(range)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "none, 4x6, 24, pixel_0_0, pixel_3_5",
    "average:2, 4x6, 6, average_0_0, average_1_2",
    "cosine:5, 4x6, 5, cosine_0_0, cosine_0_2",
    "gradients:2, 4x6, 36, gradient_0_0_0, gradient_1_1_320",
    "gradients, 28x28, 144, gradient_0_0_0, gradient_3_3_320"
  })
  void text_ofAMap_readsAsTheSameMap(
      String name, String shape, int width, String first, String last) {
    InputMap map = InputMap.read(name, ImageShape.read(shape), new PixelRange(-1, .5));

    InputMap again = InputMap.ofText(map.text());

    assertThat(again).isEqualTo(map);
    assertThat(again.text())
        .isEqualTo((name.equals("gradients") ? "gradients:4" : name) + " " + shape + " -1.0:0.5");
    assertThat(again.width()).isEqualTo(width);
    assertThat(again.names()).hasSize(width).startsWith(first).endsWith(last);
    assertThat(again.names()).doesNotHaveDuplicates();
    double[] pixels = new double[map.shape().pixels()];
    assertThat(again.mapper().apply(pixels, null)).hasSize(width);
  }

  @Test
  void ofText_whatNoMapWrote_isRefused() {
    assertThatThrownBy(() -> InputMap.ofText("cosine:3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot read the input map: expected its name, the images' shape and the pixels'"
                + " range, got 'cosine:3'");
  }

  @Test
  void apply_averages_areMeansOfPlacesInTheRange() {
    InputMap map = InputMap.read("average:2", new ImageShape(2, 4), new PixelRange(-4, 4));

    double[] means = map.mapper().apply(new double[] {-4, 0, 1, 2, 4, 4, 3, -2}, null);

    assertThat(means).containsExactly((0 + .5 + 1 + 1) / 4, (5 + 6 + 7 + 2) / 32.0);
  }

  @Test
  void apply_none_givesPlacesInTheRange() {
    InputMap map = InputMap.read("none", new ImageShape(1, 3), PixelRange.BYTES);

    double[] pixels = {0, 51, 255};

    assertThat(map.mapper().apply(pixels, null)).containsExactly(0, .2, 1);
    assertThat(pixels).as("the row itself").containsExactly(0, 51, 255);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          256   | 6 |   | cannot use a row as an image: pixel 1 of line 1 is outside of the range, expected 0.0 to 255.0, got a larger number
          -.5   | 6 | 7 | cannot use row 7 as an image: pixel 1 of line 1 is outside of the range, expected 0.0 to 255.0, got a smaller number
          NaN   | 6 | a | cannot use row a as an image: pixel 1 of line 1 is outside of the range, expected 0.0 to 255.0, got not a number
          1     | 7 | b | cannot use row b as an image: it has a wrong number of pixels, expected 6, 2x3, got 7
          1     | 5 |   | cannot use a row as an image: it has a wrong number of pixels, expected 6, 2x3, got 5
          """)
  void apply_whatIsNoImage_isRefused(double fifth, int pixels, String row, String message) {
    ImageMapper map = InputMap.read("cosine:2", new ImageShape(2, 3), PixelRange.BYTES).mapper();
    double[] image = new double[pixels];
    image[4] = fifth;

    assertThatThrownBy(() -> map.apply(image, row))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
  }
}

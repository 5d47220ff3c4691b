package parley.fl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.error.InvalidDataException;
import parley.fl.image.ImageShape;
import parley.fl.image.InputMap;
import parley.fl.image.PixelRange;
import parley.fl.optim.LabelScale;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;

/** What a row becomes before it comes into a network. */
class NetworkInputTest {
  /** A number, an indicator of one row in a hundred, and a feature that does not vary. */
  private static final Standardization SCALING =
      Standardization.of(
          new double[] {10, 0.01, 7}, new double[] {2, Math.sqrt(0.01 * 0.99), 1}, List.of(2), 3);

  @Test
  void apply_anyFeature_isCutAndWithoutWhatDoesNotVary() {
    NetworkInput input = new NetworkInput(null, SCALING);
    assertThat(SCALING.isIndicator(1)).isTrue();
    assertThat(input.apply(new double[] {13, 1, 7})).containsExactly(1.5, 3, 0);
    assertThat(input.apply(new double[] {-90, 0, 50}))
        .containsExactly(new double[] {-3, -0.1005, 0}, within(1e-4));
    assertThat(input.values()).isEqualTo(3);
  }

  @Test
  void columns_ofAProvider_areItsRowsApplied() {
    NetworkInput input = new NetworkInput(null, SCALING);
    double[][] columns = {{13, -90}, {1, 0}, {7, 50}};
    double[][] scaled =
        input.columns(new ProviderRows("north", columns, new double[2], new double[0]));
    for (int r = 0; r < 2; r++) {
      int row = r;
      double[] values = Arrays.stream(columns).mapToDouble(c -> c[row]).toArray();
      double[] expected = input.apply(values);
      assertThat(Arrays.stream(scaled).mapToDouble(c -> c[row])).containsExactly(boxed(expected));
    }
  }

  private static Double[] boxed(double[] values) {
    return Arrays.stream(values).boxed().toArray(Double[]::new);
  }

  @Test
  void mapped_images_areEachRowsMeansWithLabelAndWeight() {
    InputMap map = InputMap.read("average:2", new ImageShape(2, 4), new PixelRange(0, 10));
    double[][] pixels = new double[8][2];
    for (int j = 0; j < 8; j++) {
      pixels[j][0] = j;
      pixels[j][1] = 10;
    }
    ProviderRows rows = new ProviderRows("north", pixels, new double[] {3, 4}, new double[] {1, 2});

    ProviderRows mapped = NetworkInput.mapped(map, rows);

    // Pixels 0, 1, 4, 5 and 2, 3, 6, 7 of the first image, over 10.
    assertThat(mapped.column(0)).containsExactly(new double[] {0.25, 1}, within(1e-12));
    assertThat(mapped.column(1)).containsExactly(new double[] {0.45, 1}, within(1e-12));
    assertThat(mapped.label(1)).isEqualTo(4);
    assertThat(mapped.weight(1)).isEqualTo(2);
    assertThat(NetworkInput.mapped(null, rows)).isSameAs(rows);
    pixels[7][1] = 10.5;
    assertThatThrownBy(() -> NetworkInput.mapped(map, rows))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "cannot use the rows of provider north: its row 1 is no such image, expected 2x4 pixels"
                + " from 0.0 to 10.0");
  }

  @Test
  void raised_smallDeviations_areAShareOfTheLargest() {
    Standardization raised =
        Standardization.of(new double[4], new double[] {50, 1, 7, 1}, List.of(3), 3).raised(0.1);
    assertThat(raised.scale()).containsExactly(50, 5, 7, 1);
    assertThat(raised.constantFeatures()).containsExactly(3);
    assertThat(raised.clip()).isEqualTo(3);
  }

  @Test
  void outputs_ofANumber_areInTheLabelsUnit() {
    NetworkShape shape = NetworkShape.regression(3, List.of(1));
    double[] weights = new double[shape.weights()];
    weights[shape.index(1, 1, 0)] = 0.5;
    TrainedNetwork network =
        new TrainedNetwork(
            new NetworkInput(null, SCALING),
            new Network(NetworkWeights.of(shape, weights), QuadraticActivation.CENTRED),
            new LabelScale(100, 8, 8, 100, 8));
    assertThat(network.outputs(new double[] {1, 0, 7})).containsExactly(104);
    assertThatThrownBy(() -> network.network().outputs(new double[2]))
        .hasMessage("cannot predict: expected 3 features, got 2");
  }
}

package parley.fl.protection.encrypted.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;

class NetworkCostsTest {
  private static double seconds(int features, int neurons, int outputs, int rows, int providers) {
    NetworkLayout layout = new NetworkLayout(1 << 14, List.of(features, neurons, outputs), rows);
    return NetworkCosts.seconds(layout, providers);
  }

  /** The sums of counts times seconds that were made by hand for ten providers. */
  @ParameterizedTest
  @CsvSource({
    "100, 64, 10, 1024, 9.3",
    "100, 64, 10, 2048, 12.1",
    "144, 64, 10, 1024, 11.6",
    "23, 64, 2, 2048, 5.4",
    "9, 64, 2, 550, 2.7"
  })
  void seconds_tenProviders_areThoseMadeByHand(
      int features, int neurons, int outputs, int rows, double expected) {
    assertThat(seconds(features, neurons, outputs, rows, 10))
        .isCloseTo(expected, within(.2 * expected));
  }

  @Test
  void seconds_moreOfAnything_areMore() {
    double usual = seconds(100, 64, 10, 1024, 10);

    assertThat(seconds(200, 64, 10, 1024, 10)).isGreaterThan(usual);
    assertThat(seconds(100, 128, 10, 1024, 10)).isGreaterThan(usual);
    assertThat(seconds(100, 64, 20, 1024, 10)).isGreaterThan(usual);
    assertThat(seconds(100, 64, 10, 2048, 10)).isGreaterThan(usual);
    assertThat(seconds(100, 64, 10, 1024, 20)).isGreaterThan(usual);
  }
}

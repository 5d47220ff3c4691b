package parley.fl.protection.encrypted.network.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkRing;
import parley.fl.protection.encrypted.network.packing.PackedWeights;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.WideIntegers;

class NetworkMapsTest {
  private static CkksContext context;

  @BeforeAll
  static void open() {
    context = CkksContext.open(NetworkRing.TRAINING.parameters(10, true));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  private static NetworkMaps maps(NetworkLayout layout) {
    NetworkLevels levels = NetworkLevels.of(context.primes(), 3);
    return NetworkMaps.of(layout, levels, MiddleLevels.of(levels, context.primes()), false);
  }

  private static WideIntegers packed(ColumnLayout layer, double[][] weights, int pack) {
    try (Scope scope = Scope.open()) {
      Polynomial polynomial =
          PackedWeights.columns(context, layer, weights, pack, 1, 2).polynomial();
      return WideIntegers.of(polynomial.coefficients());
    }
  }

  /** Packed weights become those of the transposed matrix, whatever packs these have. */
  @ParameterizedTest
  @CsvSource({"3, 3", "5, 3", "3, 9", "20, 12", "32, 20", "20, 32", "64, 40", "1, 1"})
  void transposed_packedWeights_areThoseOfTheTransposedMatrix(int inputs, int neurons) {
    NetworkLayout layout = new NetworkLayout(1024, List.of(2, inputs, neurons, 1), 8);
    ColumnLayout columns = layout.columns(1);
    ConversionMap map = maps(layout).layers().get(1).products().transposed();
    Random random = new Random(inputs);
    double[][] weights = new double[inputs + 1][];
    // Whole multiples, so that no half is rounded.
    Arrays.setAll(
        weights, j -> random.ints(neurons, -99, 99).asDoubleStream().map(w -> w / 64).toArray());
    double[][] transposed = new double[neurons][inputs];
    for (int k = 0; k < neurons; k++) {
      for (int j = 0; j < inputs; j++) {
        transposed[k][j] = weights[j][k];
      }
    }

    WideIntegers[] got =
        map.apply(
            IntStream.range(0, map.inputs())
                .mapToObj(pack -> packed(columns, weights, pack))
                .toArray(WideIntegers[]::new),
            194,
            3);

    ColumnLayout to = columns.transposed();
    assertThat(got).hasSize(to.packs());
    for (int pack = 0; pack < got.length; pack++) {
      BigInteger[] expected = packed(to, transposed, pack).toBigIntegers();
      assertThat(got[pack].toBigIntegers()).as("pack %d", pack).containsExactly(expected);
    }
  }

  @Test
  void products_ofTheFirstLayer_refused() {
    NetworkMaps maps = maps(new NetworkLayout(1024, List.of(2, 3, 1), 8));

    assertThatThrownBy(() -> maps.layers().get(0).products())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot multiply masks: the first layer meets rows, expected a later one");
  }
}

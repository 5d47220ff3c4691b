package parley.fl.statistic.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.error.InvalidDataException;
import parley.fl.sum.FixedSums;
import parley.fl.table.TableRows;

/** Against values that are added one by one. */
class ColumnTotalsTest {
  private static BigInteger[] local(double[] x) {
    return ColumnTotals.local(
        List.of("x"), new TableRows("p", x.length, Map.of("x", x), Map.of(), null));
  }

  @Test
  void local_anyValues_areTheSumsOneByOne() {
    Random random = new Random(12);
    double[][] columns = {
      IntStream.range(0, 5000).mapToDouble(i -> random.nextGaussian()).toArray(),
      IntStream.range(0, 3000)
          .mapToDouble(i -> Math.scalb(random.nextGaussian(), random.nextInt(100) - 55))
          .toArray(),
      IntStream.range(0, 2049).mapToDouble(i -> 0x1.fffffffffffffp49).toArray(),
      IntStream.range(0, 2049).mapToDouble(i -> -0x1.fffffffffffffp49).toArray(),
      {0x1p50, -0x1p50, 0.125, -0.125, Math.nextDown(0.125), 0, -0.0, Double.NaN},
      {}
    };
    for (double[] column : columns) {
      FixedSums sums = new FixedSums(3, 110);
      for (double x : column) {
        if (!Double.isNaN(x)) {
          sums.add(0, 1);
          sums.add(1, x);
          sums.addProduct(2, x, x);
        }
      }
      assertThat(local(column)).containsExactly(sums.toIntegers());
    }
  }

  @Test
  void local_aboveTheBound_isRefusedByName() {
    for (double x : new double[] {Math.nextUp(0x1p50), -1e300, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> local(new double[] {1, x}))
          .isInstanceOf(InvalidDataException.class)
          .hasMessageContaining("cannot add up column x of provider p: it is in too small a unit");
    }
  }
}

package parley.mhe.layout;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A {@link ConversionMap} from coefficients to coefficients: sums of integers of any size, times
 * the factor, rounded once. Stateless.
 */
final class ExactConversion {
  private ExactConversion() {}

  static WideIntegers[] apply(ConversionMap map, WideIntegers[] in) {
    int n = map.ringDimension();
    BigInteger[][] integers =
        Arrays.stream(in).map(WideIntegers::toBigIntegers).toArray(BigInteger[][]::new);
    BigInteger[][] out = new BigInteger[map.outputs()][n];
    for (BigInteger[] numbers : out) {
      Arrays.fill(numbers, BigInteger.ZERO);
    }
    for (Moves loops : map.moves()) {
      int[] from = Moves.places(loops.source(), loops.outer(), Axis::sourceStep);
      int[] to = Moves.places(loops.target(), loops.outer(), Axis::targetStep);
      for (int i = 0; i < from.length; i++) {
        BigInteger sum = BigInteger.ZERO;
        for (int place : Moves.places(from[i], loops.sums(), Axis::sourceStep)) {
          sum = sum.add(integers[place / n][place % n]);
        }
        for (int place : Moves.places(to[i], loops.repeats(), Axis::targetStep)) {
          out[place / n][place % n] = out[place / n][place % n].add(sum);
        }
      }
    }
    return Arrays.stream(out)
        .map(numbers -> Arrays.stream(numbers).map(map.factor()::apply))
        .map(numbers -> WideIntegers.of(numbers.toArray(BigInteger[]::new)))
        .toArray(WideIntegers[]::new);
  }
}

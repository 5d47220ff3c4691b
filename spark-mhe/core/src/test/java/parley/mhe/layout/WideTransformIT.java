package parley.mhe.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ckks.Words;

/** The native transform against the same arithmetic on big integers: every bit. */
class WideTransformIT {

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64, 128, 2048, 1 << 14})
  void slots_atTheLimits_asOnBigIntegers(int n) {
    ExactTransform exact = new ExactTransform(n);
    // What n numbers may be so that a slot fits: 2^254 / n.
    BigInteger most = BigInteger.ONE.shiftLeft(254 - Sizes.ceilLog2(n));
    for (BigInteger[][] ab : cases(n, most)) {
      long[][] got = WideTransform.of(n).slots(words(ab[0]), words(ab[1]));
      BigInteger[][] expected = exact.slots(ab[0], ab[1]);
      assertThat(got[0]).isEqualTo(words(expected[0]));
      assertThat(got[1]).isEqualTo(words(expected[1]));
    }
  }

  @ParameterizedTest
  @CsvSource({"16,16", "32,48", "64,17", "128,62", "2048,30", "16384,48"})
  void coefficients_atTheLimits_asOnBigIntegers(int n, int fraction) {
    ExactTransform exact = new ExactTransform(n);
    for (BigInteger[][] ab : cases(n / 2, BigInteger.ONE.shiftLeft(252))) {
      long[][] got = WideTransform.of(n).coefficients(words(ab[0]), words(ab[1]), fraction);
      BigInteger[][] expected = exact.coefficients(ab[0], ab[1], fraction);
      assertThat(got[0]).isEqualTo(words(expected[0]));
      assertThat(got[1]).isEqualTo(words(expected[1]));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "16,f1ba1a8f288a76693d014af565ea05f161660743fc0ed7760c7f086a6e68d59c",
    "16384,f5b7985a7ed418f8eba6baded38145632b75440414ae37c98ea4e6ffbabcbdff",
  })
  void cosines_ofARing_sameBytesOnEveryMachine(int n, String sha256) throws Exception {
    long[] table = WideTransform.cosines(n);
    ByteBuffer bytes = ByteBuffer.allocate(table.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(table);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha256);
  }

  @Test
  void cosines_againstTheirSeries_toTheNearest() {
    for (int n : new int[] {16, 256}) {
      BigInteger[] table = Words.toIntegers(WideTransform.cosines(n), FixedWords.WORDS);
      Embedding embedding = new Embedding(n);
      BigDecimal one = new BigDecimal(BigInteger.ONE.shiftLeft(254));
      for (int k = 0; k <= n / 2; k++) {
        BigDecimal exact = embedding.cosine(k).multiply(one);
        assertThat(table[k]).isEqualTo(exact.setScale(0, RoundingMode.HALF_UP).toBigInteger());
      }
    }
  }

  @Test
  void scale_factorsAndShifts_asOnBigIntegers() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int bits = 80 + random.nextInt(250);
      Factor factor = factor(random);
      int fraction = random.nextInt(49);
      BigInteger[] in = new BigInteger[9];
      for (int k = 0; k < in.length; k++) {
        in[k] = new BigInteger(bits, random).subtract(BigInteger.ONE.shiftLeft(bits - 1));
      }
      in[8] = BigInteger.ONE.shiftLeft(bits - 1).negate();
      long[] out = new long[in.length * FixedWords.WORDS];
      long[] numerator = WideIntegers.of(new BigInteger[] {factor.numerator()}).array();
      int shift = factor.shift() - fraction;
      assertThat(FixedWords.scale(WideIntegers.of(in), numerator, shift, bits - 1, out))
          .isEqualTo(-1);
      for (int k = 0; k < in.length; k++) {
        BigInteger value =
            shift >= 0
                ? new Factor(factor.numerator(), shift).apply(in[k])
                : in[k].multiply(factor.numerator()).shiftLeft(-shift);
        BigInteger low = BigInteger.ONE.shiftLeft(256);
        BigInteger got = Words.toIntegers(Arrays.copyOfRange(out, 4 * k, 4 * k + 4), 4)[0];
        assertThat(got.mod(low)).isEqualTo(value.mod(low));
      }
    }
  }

  @Test
  void scale_beyondTheLimit_namesTheFirst() {
    long[] one = {1};
    for (int limit : new int[] {2, 63, 64, 65, 66, 127, 128, 129, 130, 178, 250, 400}) {
      BigInteger most = BigInteger.valueOf(5).shiftLeft(limit).shiftRight(2);
      BigInteger[] within = {most.subtract(BigInteger.ONE), most.negate(), BigInteger.ZERO};
      BigInteger[][] beyond = {
        {BigInteger.ONE, most, most}, {BigInteger.ONE, most.negate().subtract(BigInteger.ONE)},
        {BigInteger.ONE, most.shiftLeft(200).negate()}, {BigInteger.ONE, most.shiftLeft(200)}
      };
      assertThat(FixedWords.scale(WideIntegers.of(within), one, 0, limit, new long[12]))
          .isEqualTo(-1);
      for (BigInteger[] numbers : beyond) {
        WideIntegers wide = WideIntegers.of(numbers);
        long[] out = new long[numbers.length * FixedWords.WORDS];
        assertThat(FixedWords.scale(wide, one, 0, limit, out)).as("limit %d", limit).isEqualTo(1);
      }
    }
  }

  private static Factor factor(Random random) {
    BigInteger numerator = new BigInteger(1 + random.nextInt(130), random);
    return new Factor(random.nextBoolean() ? numerator : numerator.negate(), random.nextInt(200));
  }

  /** Random numbers below a bound, and all of them at it with the signs of one slot or another. */
  private static BigInteger[][][] cases(int count, BigInteger most) {
    Random random = new Random(count);
    BigInteger[][][] cases = new BigInteger[count > 1000 ? 1 : 4][2][count];
    for (int c = 0; c < cases.length; c++) {
      for (int j = 0; j < 2 * count; j++) {
        BigInteger number = new BigInteger(most.bitLength(), random).subtract(most.shiftRight(1));
        if (c > 0) {
          double angle = Math.PI * (2 * c - 1) * (j % count) / count;
          boolean minus = (j < count ? Math.cos(angle) : Math.sin(angle)) < 0;
          number = minus ? most.negate() : most.subtract(BigInteger.ONE);
        }
        cases[c][j / count][j % count] = number;
      }
    }
    return cases;
  }

  private static long[] words(BigInteger[] numbers) {
    return Words.ofIntegers(numbers, FixedWords.WORDS);
  }
}

package parley.mhe.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.binding.Native;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;

class SamplersIT {
  private static final int N = 1 << 14;
  private static final Seed SEED = seed(1);
  private static CkksContext context;

  @BeforeAll
  static void open() {
    context =
        CkksContext.open(
            CkksParameters.builder()
                .logRingDimension(14)
                .limbs(4)
                .digits(4)
                .insecure(true)
                .build());
  }

  @AfterAll
  static void close() {
    context.close();
  }

  private static Seed seed(int number) {
    byte[] bytes = new byte[Seed.BYTES];
    bytes[31] = (byte) number;
    return Seed.of(bytes);
  }

  private static byte[] publicSeed(int number) {
    byte[] bytes = new byte[Seed.BYTES];
    bytes[0] = (byte) number;
    return bytes;
  }

  private static BigInteger[] integers(Supplier<Polynomial> sampler) {
    try (Polynomial p = sampler.get()) {
      return p.coefficients();
    }
  }

  private static double deviation(BigInteger[] x) {
    return Math.sqrt(
        Arrays.stream(x).mapToDouble(BigInteger::doubleValue).map(v -> v * v).average().orElse(0));
  }

  /** Sum over cells of (seen - expected)^2 / expected. */
  private static double chiSquare(long[] seen, double expected) {
    return Arrays.stream(seen).mapToDouble(s -> (s - expected) * (s - expected) / expected).sum();
  }

  @Test
  void selfTest_onThisLibrary_passes() {
    assertThatCode(Samplers::selfTest).doesNotThrowAnyException();
  }

  @Test
  void expand_knownKey_givesTheBytesOfBlake2Xb() throws Exception {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    byte[] out = new byte[10_000];
    Native.expand(key, key.length, 7, out, out.length);
    // The same chunks from OpenFHE's blake2xb: "PRLYxof1", use 0, index 7, counters 0 and 1.
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(out)))
        .isEqualTo("15a14992825e38fc26d03011dc47db250dc0499dfe3f8214d6afd9d50b9a760b");
  }

  @Test
  void uniform_perLimb_isUniformAndBelowItsPrime() {
    try (Polynomial a = Samplers.uniform(context, publicSeed(1), 4, false)) {
      byte[] bytes = a.toBytes();
      java.nio.LongBuffer evaluations =
          java.nio.ByteBuffer.wrap(bytes, bytes.length - 4 * N * 8, 4 * N * 8)
              .slice()
              .order(java.nio.ByteOrder.LITTLE_ENDIAN)
              .asLongBuffer();
      for (int limb = 0; limb < 4; limb++) {
        long[] cells = new long[64];
        for (int k = 0; k < N; k++) {
          long v = evaluations.get();
          assertThat(v).isPositive().isLessThan(context.primes()[limb]);
          cells[(int) (v / (context.primes()[limb] / 64 + 1))]++;
        }
        // 63 degrees of freedom: mean 63, std 11.2.
        assertThat(chiSquare(cells, N / 64.0)).isBetween(20.0, 125.0);
      }
    }
  }

  @Test
  void uniform_atFewerLimbs_isAPartOfMore() {
    try (Polynomial all = Samplers.uniform(context, publicSeed(2), 4, true);
        Polynomial some = Samplers.uniform(context, publicSeed(2), 2, false);
        Polynomial part = all.drop(2);
        Polynomial other = Samplers.uniform(context, publicSeed(3), 2, false)) {
      assertThat(part.toBytes()).isEqualTo(some.toBytes());
      assertThat(other.toBytes()).isNotEqualTo(some.toBytes());
    }
  }

  @Test
  void ternary_isUniformAndTheSameAtAnyLimbs() {
    BigInteger[] x = integers(() -> Samplers.ternary(context, SEED, 4, false));
    long[] cells = new long[3];
    for (BigInteger v : x) {
      cells[v.intValueExact() + 1]++;
    }
    // 2 degrees of freedom: above 18.4 once in 10^4.
    assertThat(chiSquare(cells, N / 3.0)).isLessThan(18.4);
    assertThat(integers(() -> Samplers.ternary(context, SEED, 1, false))).isEqualTo(x);
    assertThat(integers(() -> Samplers.ternary(context, seed(2), 1, false))).isNotEqualTo(x);
  }

  @Test
  void gaussian_hasItsDeviationAndShape() {
    BigInteger[] x = integers(() -> Samplers.gaussian(context, SEED, 2, false));
    // The deviation of N samples is known to sigma / sqrt(2 N) = 0.018.
    assertThat(deviation(x)).isCloseTo(Samplers.SIGMA, within(0.09));
    assertThat(Arrays.stream(x).mapToInt(BigInteger::intValueExact).average().orElse(1))
        .isCloseTo(0, within(0.125));
    double chi = 0;
    for (int v = -8; v <= 8; v++) {
      BigInteger value = BigInteger.valueOf(v);
      double expected = N * Math.exp(-v * v / (2 * 3.2 * 3.2)) / (3.2 * Math.sqrt(2 * Math.PI));
      double seen = Arrays.stream(x).filter(value::equals).count();
      chi += (seen - expected) * (seen - expected) / expected;
    }
    assertThat(chi).isLessThan(45); // 17 cells: above 45 twice in 10^4
    assertThat(Arrays.stream(x).mapToInt(v -> Math.abs(v.intValueExact())).max().orElse(99))
        .isBetween(10, 32);
    assertThat(integers(() -> Samplers.gaussian(context, SEED, 1, false))).isEqualTo(x);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1024, 5000, 1e6, 0x1p40, 0x1.4p66, 0x1p120})
  void wideGaussian_hasItsDeviationAndUniformLowBits(double sigma) {
    BigInteger[] x = Samplers.wideGaussianIntegers(SEED, sigma, N);
    assertThat(deviation(x) / sigma).isCloseTo(1, within(0.03));
    long[] low = new long[256];
    for (BigInteger v : x) {
      low[v.intValue() & 255]++;
    }
    // 255 degrees of freedom: mean 255, std 22.6; rounding a double would leave zeros only.
    assertThat(chiSquare(low, N / 256.0)).isBetween(165.0, 365.0);
    double inside = Arrays.stream(x).filter(v -> Math.abs(v.doubleValue()) < sigma).count();
    assertThat(inside / N).isCloseTo(0.6827, within(0.02));
  }

  @Test
  void wideGaussian_asPolynomial_hasTheIntegersOfTheSampler() {
    BigInteger[] x = Samplers.wideGaussianIntegers(SEED, 0x1p66, 20);
    BigInteger[] p = integers(() -> Samplers.wideGaussian(context, SEED, 4, 0x1p66));
    assertThat(Arrays.copyOf(p, 20)).isEqualTo(x);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 63, 64, 65, 128, 173, 220})
  void masks_coverTheirRangeUniformly(int bits) {
    BigInteger[] x = Samplers.masks(SEED, bits, 4096);
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    assertThat(x).allMatch(v -> v.compareTo(half) < 0 && v.compareTo(half.negate()) >= 0);
    int top = Math.min(bits, 4);
    long[] cells = new long[1 << top];
    for (BigInteger v : x) {
      cells[v.add(half).shiftRight(bits - top).intValueExact()]++;
    }
    // At most 15 degrees of freedom: above 45 once in 10^4.
    assertThat(chiSquare(cells, 4096.0 / cells.length)).isLessThan(45);
    assertThat(Samplers.maskWords(SEED, bits, 2)).hasSize(2 * ((bits + 63) / 64 + 1));
  }

  @Test
  void masks_fewerOfOneSeed_areTheFirst() {
    assertThat(Samplers.masks(SEED, 173, 3))
        .isEqualTo(Arrays.copyOf(Samplers.masks(SEED, 173, 9), 3));
    assertThat(Samplers.masks(seed(2), 173, 3)).isNotEqualTo(Samplers.masks(SEED, 173, 3));
  }

  @Test
  void samplers_badArguments_areRefused() {
    assertThatThrownBy(() -> Samplers.wideGaussianIntegers(SEED, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected sigma from 2^10");
    assertThatThrownBy(() -> Samplers.masks(SEED, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Samplers.uniform(context, new byte[3], 1, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

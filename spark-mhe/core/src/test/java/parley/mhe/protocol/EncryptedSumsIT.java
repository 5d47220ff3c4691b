package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Seed;

/** How the querier reads integers, and what it does not believe. */
class EncryptedSumsIT {
  private static final int FRACTION = 40;
  private static final int LIMBS = 3;
  private static final int COUNT = 3;

  private static CkksContext context;
  private static KeyPair querier;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    querier = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    querier.close();
    context.close();
  }

  /** Of coefficients that are 2^-10 units each. */
  private static Ciphertext encrypt(int... coefficients) {
    BigInteger[] values = new BigInteger[coefficients.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = BigInteger.valueOf(coefficients[k]).shiftLeft(FRACTION - 10);
    }
    Polynomial message =
        Polynomial.ofCoefficients(context, LIMBS, EncryptedSums.positions(values.length), values);
    return querier.publicKey().encrypt(message, Math.scalb(1.0, FRACTION), Seed.fresh());
  }

  @Test
  void open_integersWithLittleNoise_areRounded() {
    try (Scope scope = Scope.open()) {
      Ciphertext sums = encrypt(5 * 1024 + 440, -7 * 1024 - 440, 1);
      assertThat(EncryptedSums.open(querier, List.of(sums), COUNT))
          .containsExactly(BigInteger.valueOf(5), BigInteger.valueOf(-7), BigInteger.ZERO);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1474, 0, 0, 0, more noise than the plan allows for",
    "0, 0, -460, 0, more noise than the plan allows for",
    "0, 0, 0, 460, more noise than the plan allows for",
    "0, 0, 0, 1024, a number is where none was put"
  })
  void open_whatNoHonestSumIs_isRefused(int a, int b, int c, int padding, String message) {
    try (Scope scope = Scope.open()) {
      Ciphertext sums = encrypt(a, b, c, padding);
      assertThatThrownBy(() -> EncryptedSums.open(querier, List.of(sums), COUNT))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1024, 2", "1025, 1"})
  void open_anotherNumberOfCiphertexts_isRefused(int count, int ciphertexts) {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> all = Stream.generate(() -> encrypt(0)).limit(ciphertexts).toList();
      assertThatThrownBy(() -> EncryptedSums.open(querier, all, count))
          .hasMessageContaining("ciphertexts for " + count + " numbers, got " + ciphertexts);
    }
  }

  @Test
  void encrypt_equalBlocks_doNotShareTheirRandomness() {
    try (Scope scope = Scope.open()) {
      BigInteger[] values = new BigInteger[2 * context.parameters().ringDimension()];
      Arrays.fill(values, BigInteger.TWO);
      ShareSeeds seeds = ShareSeeds.restore(new byte[Seed.BYTES]);
      List<byte[]> seconds = new ArrayList<>();
      for (int last : new int[] {2, 2, 3}) {
        values[values.length - 1] = BigInteger.valueOf(last);
        EncryptedSums.encrypt(querier.publicKey(), values, FRACTION, LIMBS, seeds)
            .forEach(block -> seconds.add(block.c1().toBytes()));
      }
      assertThat(seconds.get(0)).isEqualTo(seconds.get(2)).isNotEqualTo(seconds.get(1));
      assertThat(seconds.get(4)).isNotEqualTo(seconds.get(0));
    }
  }
}

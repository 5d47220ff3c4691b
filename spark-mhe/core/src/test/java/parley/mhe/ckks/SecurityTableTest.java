package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published numbers: "Security Guidelines for Implementing Homomorphic Encryption" (ePrint
 * 2024/463), table of the largest log2 q for uniform ternary secrets, classical attacks, 128 bits.
 */
class SecurityTableTest {
  @ParameterizedTest(name = "2^{0}")
  @CsvSource({"10, 26", "11, 53", "12, 106", "13, 214", "14, 430", "15, 868", "16, 1747"})
  void mostLogQP_everyRing_asPublished(int logRingDimension, int published) {
    assertThat(SecurityTable.mostLogQP(logRingDimension)).isEqualTo(published);
    assertThat(SecurityTable.bits(logRingDimension, published)).isEqualTo(128);
    assertThat(SecurityTable.bits(logRingDimension, published + .02)).isLessThan(128);
  }

  @Test
  void mostLogQP_ringWithoutARow_none() {
    assertThat(SecurityTable.mostLogQP(9)).isZero();
    assertThat(SecurityTable.mostLogQP(17)).isZero();
  }

  /** The estimator's own page: 121.8 bits for n = 2^13 and log q = 226. */
  @Test
  void bits_aboveTheLimit_nearTheEstimators() {
    assertThat(SecurityTable.bits(13, 226)).isBetween(120, 122);
    assertThat(SecurityTable.bits(14, 435)).isEqualTo(126);
  }
}

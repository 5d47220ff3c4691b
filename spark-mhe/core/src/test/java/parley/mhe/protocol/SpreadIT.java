package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;

/** That vectors which are packed into one ciphertext come apart. */
class SpreadIT {
  private static final int COUNT = 16;
  private static final int TAKEN = 4;
  private static final int PRESENT = 3;
  private static final double SCALE = 0x1p60;

  private static Parties parties;

  @BeforeAll
  static void start() {
    parties = Parties.of(CkksParameters.INSECURE_TOY, 3, 8);
  }

  @AfterAll
  static void stop() {
    parties.close();
  }

  private static double entry(int vector, int k) {
    return .25 * (vector + 1) - .125 * k;
  }

  @Test
  void applyInParallel_vectors_eachComesApartTimesTaken() {
    int n = parties.dimension();
    int length = COUNT / TAKEN;
    Spread spread = new Spread(parties.context, COUNT, TAKEN);
    int[] positions = new int[PRESENT * length];
    BigInteger[] values = new BigInteger[positions.length];
    for (int vector = 0; vector < PRESENT; vector++) {
      for (int k = 0; k < length; k++) {
        int at = k * PRESENT + vector;
        positions[at] = spread.exponent(vector + k * TAKEN);
        values[at] = scaled(entry(vector, k));
      }
    }
    try (Scope scope = Scope.open()) {
      Polynomial packed = Polynomial.ofCoefficients(parties.context, 5, positions, values);
      Ciphertext ciphertext =
          parties.publicKey().encrypt(Plaintext.of(packed, SCALE), Parties.seed(1, "packed"));
      List<Ciphertext> apart =
          spread.applyInParallel(
              ciphertext, PRESENT, parties.automorphismKeys(spread.galoisElements()));

      assertThat(apart).hasSize(PRESENT);
      for (int vector = 0; vector < PRESENT; vector++) {
        BigInteger[] got = parties.phase(apart.get(vector)).coefficients();
        for (int i = 0; i < n; i++) {
          int step = n / length;
          double expected = i % step == 0 ? TAKEN * entry(vector, i / step) : 0;
          assertThat(Math.abs(got[i].doubleValue() / SCALE - expected))
              .as("vector %d, coefficient %d", vector, i)
              .isLessThan(0x1p-30);
        }
        apart.get(vector).close();
      }
    }
  }

  private static BigInteger scaled(double value) {
    return new java.math.BigDecimal(value * SCALE).toBigInteger();
  }

  @Test
  void new_vectorsThatAreNoPowerOfTwo_refused() {
    assertThatThrownBy(() -> new Spread(parties.context, COUNT, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot spread a ciphertext: expected a power of two from 1 to 16 vectors, got 3");
  }
}

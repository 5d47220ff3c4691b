package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;

/** Collective keys against plain arithmetic and their noise bounds. */
class KeysIT {
  private static final double SCALE = 0x1p45;

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 40})
  void publicKey_encryption_hasTheStatedNoise(int count) {
    try (Parties parties = Parties.of(CkksParameters.INSECURE_TEST_4096, count, 1);
        Scope scope = Scope.open()) {
      PublicKey key = parties.publicKey();
      Polynomial keyNoise = key.a().multiplyAdd(parties.secretSum, key.b());
      assertThat(Parties.deviation(keyNoise.coefficients()))
          .isBetween(0.9 * NoiseBounds.sumRefresh(count), 1.1 * NoiseBounds.sumRefresh(count));

      Ciphertext zero = key.encryptZero(3, SCALE, Parties.seed(1, "zero"));
      BigInteger[] noise = parties.phase(zero).coefficients();
      double bound = NoiseBounds.freshEncryption(parties.dimension(), count);
      assertThat(Parties.deviation(noise)).isBetween(0.8 * bound, 1.2 * bound);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 40})
  void relinearisationKey_product_isThatOfTheSlots(int count) {
    try (Parties parties = Parties.of(CkksParameters.INSECURE_TEST_4096, count, 2);
        Scope scope = Scope.open()) {
      PublicKey key = parties.publicKey();
      SwitchingKey relinearisation = parties.relinearisationKey();
      double[] x = Parties.values(parties.slots(), 1, 1);
      double[] y = Parties.values(parties.slots(), 2, 1);
      double[] expected = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        expected[i] = x[i] * y[i];
      }
      Evaluator evaluator = parties.evaluator();
      Ciphertext product =
          evaluator.multiplyNoRelin(
              parties.encrypt(key, x, SCALE, 4, "x"), parties.encrypt(key, y, SCALE, 4, "y"));
      Ciphertext relinearised = evaluator.relinearise(product, relinearisation);
      assertThat(Parties.worst(parties.decrypt(relinearised), expected)).isLessThan(-25);

      Polynomial secret = parties.secretSum.drop(4);
      Polynomial exact =
          product.polynomial(2).multiplyAdd(secret, product.c1()).multiplyAdd(secret, product.c0());
      BigInteger[] noise = parties.phase(relinearised).subtract(exact).coefficients();
      assertNoise(parties, noise, NoiseBounds.relinearisation(parties.context, count));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10})
  void rotationKeys_rotation_movesTheSlots(int count) {
    try (Parties parties = Parties.of(CkksParameters.INSECURE_TEST_4096, count, 3);
        Scope scope = Scope.open()) {
      PublicKey key = parties.publicKey();
      int element = Evaluator.galoisElement(5, parties.dimension());
      int back = Evaluator.galoisElement(-3, parties.dimension());
      RotationKeys keys = parties.automorphismKeys(List.of(element, back));
      double[] x = Parties.values(parties.slots(), 1, 1);
      double[] left = new double[x.length];
      double[] right = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        left[i] = x[(i + 5) % x.length];
        right[i] = x[Math.floorMod(i - 3, x.length)];
      }
      Ciphertext encrypted = parties.encrypt(key, x, SCALE, 3, "x");
      Ciphertext rotated = parties.evaluator().rotate(encrypted, 5, keys);
      assertThat(Parties.worst(parties.decrypt(rotated), left)).isLessThan(-25);
      Ciphertext rotatedBack = parties.evaluator().rotate(encrypted, -3, keys);
      assertThat(Parties.worst(parties.decrypt(rotatedBack), right)).isLessThan(-25);
      BigInteger[] noise =
          parties
              .phase(rotated)
              .subtract(parties.phase(encrypted).automorphism(element))
              .coefficients();
      assertNoise(parties, noise, NoiseBounds.rotation(parties.context, count));
    }
  }

  /**
   * The stated deviation, and no slot that sees much more of it than others (with a mean in the
   * digits, 100 times).
   */
  private static void assertNoise(Parties parties, BigInteger[] noise, double bound) {
    assertThat(Parties.deviation(noise)).isBetween(0.3 * bound, 1.2 * bound);
    Polynomial polynomial =
        Polynomial.ofCoefficients(parties.context, 4, EncryptedSums.positions(noise.length), noise);
    double[] slots = new Encoder(parties.context).decode(polynomial, 1);
    double square = 0;
    double largest = 0;
    for (double slot : slots) {
      square += slot * slot;
      largest = Math.max(largest, Math.abs(slot));
    }
    assertThat(largest / Math.sqrt(square / slots.length)).isLessThan(12);
  }
}

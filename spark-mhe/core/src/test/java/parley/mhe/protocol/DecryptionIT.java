package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Seed;

/** Collective decryption, its smudging, and encrypted sums. */
class DecryptionIT {
  private static final int COUNT = 10;
  private static final int LIMBS = 4;
  private static final double SCALE = 0x1p90;

  /**
   * 2^39 sqrt(k) sigma_ct for k = 4096 coefficients and sigma_ct = 3.2 sqrt(4 n N / 3) = 747.8 of a
   * fresh encryption under the key of 10 providers.
   */
  private static final double SIGMA = 0x1p39 * 64 * 747.8;

  private static Parties parties;
  private static PublicKey key;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 5);
    key = parties.publicKey();
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static Smudging smudging() {
    double fresh = NoiseBounds.freshEncryption(parties.dimension(), COUNT);
    return Smudging.of(parties.dimension(), fresh);
  }

  private static CollectiveDecryption request(Ciphertext ciphertext, int round) {
    return CollectiveDecryption.ofPolynomial(
        parties.session, Place.of("open", round), List.of(ciphertext.c1()), smudging(), 4 * SCALE);
  }

  @Test
  void finalise_wholePolynomial_givesTheSlotsWithinTheStatedError() {
    try (Scope scope = Scope.open()) {
      double[] x = Parties.values(parties.slots(), 1, 1);
      Ciphertext encrypted = parties.encrypt(key, x, SCALE, LIMBS, "x");
      CollectiveDecryption request = request(encrypted, 0);
      Share sum = parties.sum(request);
      double[] opened =
          new Encoder(parties.context)
              .decode(request.finalisePolynomials(List.of(encrypted.c0()), sum).get(0), SCALE);
      // A slot is a sum of n coefficients, each turned by a root of unity: n / 2 a real part.
      double deviation = SIGMA * Math.sqrt(COUNT * 4096 / 2.0) / SCALE;
      double[] errors = new double[x.length];
      double square = 0;
      for (int i = 0; i < x.length; i++) {
        errors[i] = opened[i] - x[i];
        square += errors[i] * errors[i];
      }
      assertThat(Math.sqrt(square / x.length)).isBetween(0.9 * deviation, 1.1 * deviation);
      sum.close();
    }
  }

  @Test
  void genShare_smudging_hasTheStatedDeviation() {
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = parties.encrypt(key, new double[] {1}, SCALE, LIMBS, "y");
      CollectiveDecryption request = request(encrypted, 1);
      Share share = parties.owned(request.genShare(parties.secrets.get(0)));
      Polynomial product =
          parties.secrets.get(0).share().polynomial(LIMBS).multiply(encrypted.c1());
      BigInteger[] smudge = share.polynomials().get(0).subtract(product).coefficients();
      assertThat(Parties.deviation(smudge)).isBetween(0.95 * SIGMA, 1.05 * SIGMA);
    }
  }

  @Test
  void genShare_sameCiphertextInAnotherRound_getsTheSameSmudging() {
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = parties.encrypt(key, new double[] {1}, SCALE, LIMBS, "y");
      Ciphertext other = parties.encrypt(key, new double[] {1}, SCALE, LIMBS, "z");
      Share first = parties.owned(request(encrypted, 2).genShare(parties.secrets.get(0)));
      Share again = parties.owned(request(encrypted, 3).genShare(parties.secrets.get(0)));
      Share different = parties.owned(request(other, 3).genShare(parties.secrets.get(0)));
      assertThat(first.polynomials().get(0).toBytes())
          .isEqualTo(again.polynomials().get(0).toBytes());
      assertThat(first.polynomials().get(0).toBytes())
          .isNotEqualTo(different.polynomials().get(0).toBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void decoding_oneShareMissing_looksUniform(int seed) {
    try (Scope scope = Scope.open()) {
      double[] x = Parties.values(parties.slots(), seed, 1);
      Ciphertext encrypted = parties.encrypt(key, x, SCALE, LIMBS, "ks " + seed);
      CollectiveDecryption request = request(encrypted, 10 + seed);
      List<Share> shares = new ArrayList<>(parties.shares(request));
      shares.remove(seed % COUNT).close();
      Share partial = request.aggregateShares(shares);
      assertThatThrownBy(() -> request.finalisePolynomials(List.of(encrypted.c0()), partial))
          .isInstanceOf(ProtocolException.class);
      BigInteger[] decoded = encrypted.c0().add(partial.polynomials().get(0)).coefficients();
      assertThat(pValueOfUniformity(decoded, parties.context.modulus(LIMBS))).isGreaterThan(0.01);
      shares.forEach(Share::close);
      partial.close();
    }
  }

  @Test
  void pValueOfUniformity_decodedMessage_isNearZero() {
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted =
          parties.encrypt(key, Parties.values(parties.slots(), 3, 1), SCALE, LIMBS, "ks");
      BigInteger[] message = parties.phase(encrypted).coefficients();
      assertThat(pValueOfUniformity(message, parties.context.modulus(LIMBS))).isLessThan(1e-9);
    }
  }

  /**
   * Kolmogorov and Smirnov's test that centred residues are uniform, by the asymptotic
   * distribution.
   */
  private static double pValueOfUniformity(BigInteger[] centred, BigInteger modulus) {
    double[] sorted =
        Arrays.stream(centred)
            .mapToDouble(v -> v.doubleValue() / modulus.doubleValue() + 0.5)
            .sorted()
            .toArray();
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      distance = Math.max(distance, Math.abs(sorted[i] - (double) i / sorted.length));
      distance = Math.max(distance, Math.abs(sorted[i] - (i + 1.0) / sorted.length));
    }
    double lambda = distance * (Math.sqrt(sorted.length) + 0.12 + 0.11 / Math.sqrt(sorted.length));
    if (lambda < 0.3) {
      return 1;
    }
    double p = 0;
    for (int k = 1; k <= 100; k++) {
      p += 2 * Math.pow(-1, k - 1) * Math.exp(-2 * k * k * lambda * lambda);
    }
    return p;
  }

  /** Of the sum of one ciphertext of each party. */
  private static Smudging sumSmudging(long openings, int values) {
    return Smudging.of(openings, values, NoiseBounds.freshSum(parties.dimension(), COUNT));
  }

  private static BigInteger unit(int fraction) {
    return BigInteger.ONE.shiftLeft(fraction);
  }

  /** Numbers as coefficients in units of 2^-fraction; the open scope's. */
  private static Ciphertext encrypt(double[] values, int fraction, Seed seed) {
    BigInteger[] integers =
        Arrays.stream(values)
            .mapToObj(v -> new BigDecimal(v).multiply(new BigDecimal(unit(fraction))))
            .map(v -> v.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact())
            .toArray(BigInteger[]::new);
    int[] positions = EncryptedSums.positions(values.length);
    Polynomial message = Polynomial.ofCoefficients(parties.context, LIMBS, positions, integers);
    return key.encrypt(message, Math.scalb(1.0, fraction), seed);
  }

  @Test
  void encryptedSums_ofAllProviders_openExactlyEnough() {
    try (Scope scope = Scope.open()) {
      int values = 33;
      Smudging smudging = sumSmudging(4, values);
      int fraction = EncryptedSums.fractionBits(smudging, COUNT, 24);
      double[] expected = new double[values];
      double scale = Math.scalb(1.0, fraction);
      Ciphertext sum = key.encryptZero(LIMBS, scale, Parties.seed(9, "start"));
      for (int i = 0; i < COUNT; i++) {
        double[] own = Parties.values(values, 100 + i, 1e6);
        for (int k = 0; k < values; k++) {
          expected[k] += own[k];
        }
        Ciphertext encrypted = encrypt(own, fraction, Parties.seed(9, "sums " + i));
        sum = parties.evaluator().add(sum, encrypted);
      }
      CollectiveDecryption request =
          CollectiveDecryption.ofCoefficients(
              parties.session,
              Place.of("sums"),
              List.of(sum.c1()),
              EncryptedSums.positions(values),
              smudging,
              1e8 * scale);
      Share shares = parties.sum(request);
      assertThat(shares.polynomials()).isEmpty();
      double[] opened =
          Arrays.stream(request.finalise(List.of(sum.c0()), shares).get(0))
              .mapToDouble(
                  c -> new BigDecimal(c).divide(new BigDecimal(unit(fraction))).doubleValue())
              .toArray();
      for (int k = 0; k < values; k++) {
        assertThat(opened[k]).isCloseTo(expected[k], within(0x1p-24));
      }
    }
  }

  @Test
  void genShare_smudgingOfFewCoefficients_hasTheStatedDeviation() {
    try (Scope scope = Scope.open()) {
      int values = 1000;
      Ciphertext encrypted = parties.encrypt(key, new double[] {1}, SCALE, LIMBS, "few");
      Smudging smudging = sumSmudging(1, values);
      int[] positions = EncryptedSums.positions(values);
      CollectiveDecryption request =
          CollectiveDecryption.ofCoefficients(
              parties.session,
              Place.of("few"),
              List.of(encrypted.c1()),
              positions,
              smudging,
              4 * SCALE);
      Share share = request.genShare(parties.secrets.get(1));
      BigInteger[] sent = share.residues().get(0).toIntegers(parties.context);
      BigInteger[] product =
          parties
              .secrets
              .get(1)
              .share()
              .polynomial(LIMBS)
              .multiply(encrypted.c1())
              .coefficients(positions);
      BigInteger modulus = parties.context.modulus(LIMBS);
      for (int k = 0; k < values; k++) {
        BigInteger difference = sent[k].subtract(product[k]).mod(modulus);
        sent[k] =
            difference.bitLength() < modulus.bitLength() - 1
                ? difference
                : difference.subtract(modulus);
      }
      // 1000 numbers in place of 4096, of the sum of ten fresh encryptions.
      double expected = 0x1p39 * Math.sqrt(1000) * 747.8 * Math.sqrt(10);
      assertThat(Parties.deviation(sent)).isBetween(0.9 * expected, 1.1 * expected);
    }
  }

  @Test
  void of_smudgingThatDoesNotFit_refused() {
    try (Scope scope = Scope.open()) {
      List<Polynomial> c1 =
          List.of(parties.encrypt(key, new double[] {1}, 0x1p40, 1, "small").c1());
      assertThatThrownBy(
              () ->
                  CollectiveDecryption.ofPolynomial(
                      parties.session, Place.of("open"), c1, smudging(), 0x1p40))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("too few limbs");
      assertThatThrownBy(
              () ->
                  CollectiveDecryption.ofPolynomial(
                      parties.session, Place.of("open"), c1, Smudging.of(32, 10), 0x1p40))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("4096");
      assertThatThrownBy(() -> new Smudging(39, 1, 1, 10, 0)).isInstanceOf(ProtocolException.class);
    }
  }
}

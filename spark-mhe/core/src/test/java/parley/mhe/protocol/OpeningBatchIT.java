package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;

/** Decryptions and key switches of many ciphertexts under one id. */
class OpeningBatchIT {
  private static final int COUNT = 4;
  private static final int LIMBS = 4;
  private static final double SCALE = 0x1p90;
  private static final int[] FIRST = {0, 1, 2};

  private static Parties parties;
  private static PublicKey key;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 8);
    key = parties.publicKey();
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static Smudging smudging(Parties of) {
    return Smudging.of(of.dimension(), NoiseBounds.freshEncryption(of.dimension(), COUNT));
  }

  private static List<Ciphertext> ciphertexts(Parties of, PublicKey under, int... labels) {
    List<Ciphertext> all = new ArrayList<>();
    for (int label : labels) {
      all.add(of.encrypt(under, values(of, label), SCALE, LIMBS, "batch " + label));
    }
    return all;
  }

  private static double[] values(Parties of, int label) {
    return Parties.values(of.slots(), label, 1);
  }

  private static List<Polynomial> first(List<Ciphertext> ciphertexts) {
    return ciphertexts.stream().map(Ciphertext::c0).toList();
  }

  private static List<Polynomial> second(List<Ciphertext> ciphertexts) {
    return ciphertexts.stream().map(Ciphertext::c1).toList();
  }

  private static CollectiveKeySwitch keySwitch(Parties of, List<Ciphertext> ciphertexts) {
    return CollectiveKeySwitch.of(
        of.session, Place.of("many"), second(ciphertexts), SCALE, smudging(of), 4 * SCALE);
  }

  private static CollectiveDecryption decryption(List<Ciphertext> ciphertexts) {
    return CollectiveDecryption.ofPolynomial(
        parties.session, Place.of("many"), second(ciphertexts), smudging(parties), 4 * SCALE);
  }

  /**
   * By hand: sigma sqrt(N n / 2) / 2^90, sigma = 2^39 sqrt(n) 3.2 sqrt(4 n N / 3) for 4 parties.
   */
  private static double allowed(int count) {
    double sigma = 0x1p39 * 64 * 3.2 * Math.sqrt(4.0 * 4096 * COUNT / 3);
    return Parties.log2(6 * sigma * Math.sqrt(count * 4096 / 2.0) / SCALE);
  }

  @ParameterizedTest(name = "{0} providers")
  @ValueSource(ints = {2, 3, 7})
  void finalise_keySwitch_eachWithinTheStatedError(int count) {
    try (Parties some = Parties.of(CkksParameters.INSECURE_TEST_4096, count, 40 + count);
        Scope scope = Scope.open()) {
      List<Ciphertext> all = ciphertexts(some, some.publicKey(), 1, 2, 3);
      CollectiveKeySwitch request = keySwitch(some, all);
      Share sum = some.owned(some.sum(request));
      List<Ciphertext> switched = request.finalise(first(all), sum);
      assertThat(switched).hasSize(3);
      for (int k = 0; k < 3; k++) {
        assertThat(Parties.worst(some.querier.decrypt(switched.get(k)), values(some, k + 1)))
            .isLessThan(allowed(count));
      }
    }
  }

  @Test
  void finalise_decryption_eachWithinTheStatedError() {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> all = ciphertexts(parties, key, 1, 2, 3);
      CollectiveDecryption request = decryption(all);
      Share sum = parties.owned(parties.sum(request));
      List<Polynomial> opened = request.finalisePolynomials(first(all), sum);
      List<BigInteger[]> coefficients = request.finalise(first(all), sum);
      for (int k = 0; k < 3; k++) {
        double[] slots = new Encoder(parties.context).decode(opened.get(k), SCALE);
        assertThat(Parties.worst(slots, values(parties, k + 1))).isLessThan(allowed(COUNT));
        assertThat(coefficients.get(k)).isEqualTo(opened.get(k).coefficients());
      }
    }
  }

  @Test
  void finalise_fewCoefficients_thoseOfEach() {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> all = ciphertexts(parties, key, 1, 2);
      CollectiveDecryption request = few(second(all), FIRST);
      Share sum = parties.owned(parties.sum(request));
      List<BigInteger[]> opened = request.finalise(first(all), sum);
      double largest = 8 * smudging(parties).deviation() * Math.sqrt(COUNT);
      for (int k = 0; k < 2; k++) {
        BigInteger[] expected = parties.phase(all.get(k)).coefficients(FIRST);
        for (int i = 0; i < FIRST.length; i++) {
          assertThat(opened.get(k)[i].subtract(expected[i]).abs().doubleValue())
              .isLessThan(largest);
        }
      }
    }
  }

  private static CollectiveDecryption few(List<Polynomial> c1, int[] positions) {
    return CollectiveDecryption.ofCoefficients(
        parties.session, Place.of("few"), c1, positions, smudging(parties), 4 * SCALE);
  }

  @Test
  void aggregateShares_anyOrderAndTree_sameBytes() {
    try (Scope scope = Scope.open()) {
      CollectiveKeySwitch request = keySwitch(parties, ciphertexts(parties, key, 1, 2, 3));
      List<Share> shares = new ArrayList<>(parties.shares(request));
      shares.forEach(parties::owned);
      byte[] atOnce = parties.owned(request.aggregateShares(shares)).toBytes();
      Random random = new Random(1);
      for (int run = 0; run < 4; run++) {
        Collections.shuffle(shares, random);
        Share left = parties.owned(request.aggregateShares(shares.subList(0, run % 3 + 1)));
        Share right = parties.owned(request.aggregateShares(shares.subList(run % 3 + 1, COUNT)));
        byte[] sum = parties.owned(request.aggregateShares(List.of(right, left))).toBytes();
        assertThat(sum).isEqualTo(atOnce);
      }
    }
  }

  @Test
  void genShare_readFromBytes_sameBytes() {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> all = ciphertexts(parties, key, 1, 2, 3);
      for (CollectiveProtocol request :
          List.of(keySwitch(parties, all), decryption(all), few(second(all), FIRST))) {
        try (CollectiveProtocol read =
            CollectiveProtocol.fromBytes(parties.session, request.toBytes())) {
          assertThat(read.openings()).isEqualTo(3);
          assertThat(read.opened()).isEqualTo(request.opened()).hasSize(96);
          assertThat(share(read).toBytes()).isEqualTo(share(request).toBytes());
        }
      }
    }
  }

  private static Share share(CollectiveProtocol request) {
    return parties.owned(request.genShare(parties.secrets.get(0)));
  }

  /** v and e are new in every part of the share; the smudging stays that of its ciphertext. */
  @Test
  void genShare_oneInputChanged_allRandomnessIsNew() {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> all = ciphertexts(parties, key, 1, 2, 3);
      List<Ciphertext> changed = ciphertexts(parties, key, 1, 2, 4);
      List<Polynomial> before = share(keySwitch(parties, all)).polynomials();
      List<Polynomial> after = share(keySwitch(parties, changed)).polynomials();
      Polynomial querier = parties.querier.secret().polynomial(LIMBS);
      for (int k = 0; k < 3; k++) {
        Polynomial masks = before.get(2 * k + 1).subtract(after.get(2 * k + 1));
        assertThat(Parties.deviation(masks.coefficients()))
            .as("v p1 + e of two requests, ciphertext " + k)
            .isGreaterThan(0x1p100);
      }
      for (int k = 0; k < 2; k++) {
        Polynomial one = before.get(2 * k + 1).multiplyAdd(querier, before.get(2 * k));
        Polynomial two = after.get(2 * k + 1).multiplyAdd(querier, after.get(2 * k));
        assertThat(Parties.deviation(one.subtract(two).coefficients()))
            .as("smudging of the same ciphertext in two requests")
            .isLessThan(0x1p20);
      }
      assertThat(share(decryption(all)).polynomials().get(1).toBytes())
          .isEqualTo(share(decryption(changed)).polynomials().get(1).toBytes());
    }
  }

  @Test
  void genShare_twoInputs_shareNoRandomness() {
    try (Scope scope = Scope.open()) {
      List<Polynomial> share =
          share(keySwitch(parties, ciphertexts(parties, key, 1, 2))).polynomials();
      assertThat(Parties.deviation(share.get(1).subtract(share.get(3)).coefficients()))
          .isGreaterThan(0x1p100);
    }
  }

  @Test
  void id_sameInputsInAnotherOrderOrFewer_another() {
    try (Scope scope = Scope.open()) {
      byte[] id = keySwitch(parties, ciphertexts(parties, key, 1, 2)).transcript().id();
      assertThat(keySwitch(parties, ciphertexts(parties, key, 2, 1)).transcript().id())
          .isNotEqualTo(id);
      assertThat(keySwitch(parties, ciphertexts(parties, key, 1)).transcript().id())
          .isNotEqualTo(id);
    }
  }

  static Stream<Arguments> badLists() {
    return Stream.of(
        Arguments.of("none", new int[0], "there is no ciphertext, expected at least 1, got 0"),
        Arguments.of("twice", new int[] {1, 2, 1}, "a ciphertext is there twice"),
        Arguments.of("limbs", new int[] {1, -1}, "different limbs, expected 4 in each, got 3"));
  }

  /** A negative number stands for a ciphertext of fewer limbs. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("badLists")
  void of_ciphertextsThatDoNotGoTogether_refused(String name, int[] labels, String message) {
    try (Scope scope = Scope.open()) {
      List<Polynomial> c1 = new ArrayList<>();
      for (int label : labels) {
        Polynomial one = ciphertexts(parties, key, Math.abs(label)).get(0).c1();
        c1.add(label < 0 ? one.drop(LIMBS - 1) : one);
      }
      assertThatThrownBy(() -> few(c1, FIRST))
          .isInstanceOf(ProtocolException.class)
          .hasMessageStartingWith("cannot decrypt: ")
          .hasMessageContaining(message);
      assertThatThrownBy(
              () ->
                  CollectiveKeySwitch.of(
                      parties.session, Place.of("many"), c1, SCALE, smudging(parties), 4 * SCALE))
          .isInstanceOf(ProtocolException.class)
          .hasMessageStartingWith("cannot switch keys: ")
          .hasMessageContaining(message);
    }
  }

  @Test
  void finalise_wrongNumberOfFirstPolynomials_refused() {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> all = ciphertexts(parties, key, 1, 2, 3);
      CollectiveKeySwitch request = keySwitch(parties, all);
      CollectiveDecryption opening = decryption(all);
      Share sum = parties.owned(parties.sum(request));
      Share opened = parties.owned(parties.sum(opening));
      List<Polynomial> two = first(all).subList(0, 2);
      String message = "wrong number of first polynomials, expected 3, got 2";
      assertThatThrownBy(() -> request.finalise(two, sum))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining(message);
      assertThatThrownBy(() -> opening.finalise(two, opened)).hasMessageContaining(message);
      CollectiveKeySwitch one = keySwitch(parties, all.subList(0, 1));
      assertThatThrownBy(() -> one.finalise(first(all.subList(0, 1)), sum))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("a share of another request");
    }
  }
}

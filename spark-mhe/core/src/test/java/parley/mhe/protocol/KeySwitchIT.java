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
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;

/** The key switch to the querier. */
class KeySwitchIT {
  private static final int COUNT = 5;
  private static final int LIMBS = 4;
  private static final double SCALE = 0x1p90;

  /**
   * 2^39 sqrt(k) sigma_ct for k = 4096 coefficients and sigma_ct = 3.2 sqrt(4 n N / 3) = 528.8 of a
   * fresh encryption under the key of 5 providers.
   */
  private static final double SIGMA = 0x1p39 * 64 * 528.8;

  private static Parties parties;
  private static PublicKey key;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 6);
    key = parties.publicKey();
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static Smudging smudging() {
    return Smudging.of(
        parties.dimension(), NoiseBounds.freshEncryption(parties.dimension(), COUNT));
  }

  private static CollectiveKeySwitch request(Ciphertext ciphertext) {
    return CollectiveKeySwitch.of(
        parties.session,
        Place.of("predict"),
        List.of(ciphertext.c1()),
        ciphertext.scale(),
        smudging(),
        4 * SCALE);
  }

  @Test
  void finalise_result_opensWithTheQueriersKeyOnly() {
    double[] x = Parties.values(parties.slots(), 1, 1);
    try (Scope scope = Scope.open();
        KeyPair stranger = KeyPair.generate(parties.context, Parties.seed(3, "stranger"))) {
      Ciphertext encrypted = parties.encrypt(key, x, SCALE, LIMBS, "x");
      CollectiveKeySwitch request = request(encrypted);
      Share sum = parties.owned(parties.sum(request));
      Ciphertext switched = request.finalise(List.of(encrypted.c0()), sum).get(0);
      double allowed = Parties.log2(6 * SIGMA * Math.sqrt(COUNT * 4096 / 2.0) / SCALE);
      assertThat(Parties.worst(parties.querier.decrypt(switched), x)).isLessThan(allowed);
      assertThat(Parties.worst(stranger.decrypt(switched), x)).isGreaterThan(20);
      assertThat(Parties.worst(parties.decrypt(switched), x)).isGreaterThan(20);
      assertThat(Parties.worst(parties.querier.decrypt(encrypted), x)).isGreaterThan(20);
    }
  }

  @Test
  void genShare_smudging_hasTheStatedDeviation() {
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = parties.encrypt(key, new double[] {1}, SCALE, LIMBS, "y");
      Share share = parties.owned(request(encrypted).genShare(parties.secrets.get(0)));
      Polynomial querier = parties.querier.secret().polynomial(LIMBS);
      Polynomial product =
          parties.secrets.get(0).share().polynomial(LIMBS).multiply(encrypted.c1());
      Polynomial opened =
          share.polynomials().get(1).multiplyAdd(querier, share.polynomials().get(0));
      BigInteger[] smudge = opened.subtract(product).coefficients();
      assertThat(Parties.deviation(smudge)).isBetween(0.95 * SIGMA, 1.05 * SIGMA);
    }
  }

  @Test
  void fromBytes_request_givesTheSameShare() {
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = parties.encrypt(key, new double[] {1}, SCALE, LIMBS, "z");
      CollectiveKeySwitch request = request(encrypted);
      CollectiveProtocol read = CollectiveProtocol.fromBytes(parties.session, request.toBytes());
      Share one = parties.owned(request.genShare(parties.secrets.get(0)));
      Share two = parties.owned(read.genShare(parties.secrets.get(0)));
      assertThat(one.toBytes()).isEqualTo(two.toBytes());
    }
  }

  @Test
  void of_smudgingOfFewerCoefficients_refused() {
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = parties.encrypt(key, new double[] {1}, SCALE, LIMBS, "z");
      assertThatThrownBy(
              () ->
                  CollectiveKeySwitch.of(
                      parties.session,
                      Place.of("predict"),
                      List.of(encrypted.c1()),
                      SCALE,
                      Smudging.of(32, 100),
                      SCALE))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("expected k of at least 4096, got 32");
    }
  }
}

package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;

/** Uploads: what they sum up to, and what they do not show. */
class SumUploadIT {
  private static final int COUNT = 3;
  private static final int LIMBS = 5;
  private static final double SCALE = 0x1p45;
  private static Parties parties;
  private static PublicKey key;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 9);
    key = parties.publicKey();
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static SumUpload request() {
    return SumUpload.of(
        parties.session,
        Place.of("train"),
        Parties.hash(1, "model"),
        2,
        LIMBS,
        SCALE * SCALE,
        parties.dimension());
  }

  /** The intercept's and a feature's column times one encrypted residual. */
  private static List<Ciphertext> results(Ciphertext residual, double[] column) {
    Encoder encoder = new Encoder(parties.context);
    Plaintext ones = encoder.encode(Parties.constant(parties.slots(), 1), SCALE, LIMBS);
    Plaintext feature = encoder.encode(column, SCALE, LIMBS);
    return List.of(
        parties.evaluator().multiplyPlain(residual, ones),
        parties.evaluator().multiplyPlain(residual, feature));
  }

  /** The values modulo the first prime at which the polynomial is kept. */
  private static long[] evaluations(Polynomial polynomial) {
    byte[] bytes = polynomial.toBytes();
    int words = parties.dimension() * polynomial.limbs();
    ByteBuffer raw =
        ByteBuffer.wrap(bytes, bytes.length - 8 * words, 8 * words).order(ByteOrder.LITTLE_ENDIAN);
    long[] first = new long[parties.dimension()];
    raw.asLongBuffer().get(first);
    return first;
  }

  /** In how many places numerator / denominator is the column over the intercept's column. */
  private static int recovered(Polynomial numerator, Polynomial denominator, double[] column) {
    BigInteger prime = BigInteger.valueOf(parties.context.primes()[0]);
    Encoder encoder = new Encoder(parties.context);
    long[] x = evaluations(encoder.encode(column, SCALE, LIMBS).polynomial());
    long[] one =
        evaluations(
            encoder.encode(Parties.constant(parties.slots(), 1), SCALE, LIMBS).polynomial());
    long[] above = evaluations(numerator);
    long[] below = evaluations(denominator);
    int hits = 0;
    for (int i = 0; i < x.length; i++) {
      BigInteger left =
          BigInteger.valueOf(above[i]).multiply(BigInteger.valueOf(one[i])).mod(prime);
      BigInteger right = BigInteger.valueOf(below[i]).multiply(BigInteger.valueOf(x[i])).mod(prime);
      hits += left.equals(right) ? 1 : 0;
    }
    return hits;
  }

  @Test
  void genShare_twoUploadsDivided_doNotGiveAColumn() {
    double[] column = Parties.values(parties.slots(), 4, 1);
    try (Scope scope = Scope.open()) {
      Ciphertext residual =
          parties.encrypt(key, Parties.values(parties.slots(), 5, 1), SCALE, LIMBS, "residual");
      List<Ciphertext> results = results(residual, column);
      assertThat(recovered(results.get(1).c1(), results.get(0).c1(), column))
          .as("without re-randomisation the quotient is the column")
          .isEqualTo(parties.dimension());
      SumUpload request = request();
      ShareSeeds seeds = request.seeds(parties.secrets.get(0), Parties.hash(1, "rows"));
      Share upload = parties.owned(request.genShare("provider-000", results, key, seeds));
      assertThat(recovered(upload.polynomials().get(1), upload.polynomials().get(0), column))
          .isZero();
    }
  }

  /** What would be a differing standardisation or library between an answer and its repeat. */
  @Test
  void genShare_otherResultsUnderTheSameSeeds_doNotShareTheirMask() {
    try (Scope scope = Scope.open()) {
      Ciphertext residual =
          parties.encrypt(key, Parties.values(parties.slots(), 5, 1), SCALE, LIMBS, "residual");
      List<Ciphertext> results = results(residual, Parties.values(parties.slots(), 4, 1));
      List<Ciphertext> others = results(residual, Parties.values(parties.slots(), 14, 1));
      SumUpload request = request();
      ShareSeeds seeds = request.seeds(parties.secrets.get(0), Parties.hash(1, "rows"));
      Share one = parties.owned(request.genShare("provider-000", results, key, seeds));
      Share again = parties.owned(request.genShare("provider-000", results, key, seeds));
      Share two = parties.owned(request.genShare("provider-000", others, key, seeds));
      assertThat(again.toBytes()).isEqualTo(one.toBytes());
      for (int j = 0; j < 2; j++) {
        Polynomial mask = one.polynomials().get(j).subtract(results.get(j).c1());
        Polynomial other = two.polynomials().get(j).subtract(others.get(j).c1());
        assertThat(mask.toBytes()).isNotEqualTo(other.toBytes());
      }
    }
  }

  @Test
  void refresh_aggregatedUploads_sumOverProvidersAndSlots() {
    double[][] columns = new double[COUNT][];
    double[] residuals = Parties.values(parties.slots(), 6, 1);
    double expected = 0;
    try (Scope scope = Scope.open()) {
      Ciphertext residual = parties.encrypt(key, residuals, SCALE, LIMBS, "sum");
      SumUpload request = request();
      List<Share> uploads = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        columns[i] = Parties.values(parties.slots(), 20 + i, 1);
        for (int k = 0; k < residuals.length; k++) {
          expected += columns[i][k] * residuals[k];
        }
        PartySecrets secrets = parties.secrets.get(i);
        ShareSeeds seeds = request.seeds(secrets, Parties.hash(1, "rows " + i));
        Share upload = request.genShare(secrets.party(), results(residual, columns[i]), key, seeds);
        uploads.add(parties.owned(upload));
      }
      assertThatThrownBy(() -> request.refresh(uploads.get(0), Place.of("train")))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("missing");
      Share sum = parties.owned(request.aggregateShares(uploads));
      SumRefresh refresh =
          request
              .refresh(sum, Place.of("train"))
              .masks(MaskRule.of(COUNT * SCALE * SCALE))
              .output(SumRefreshOutput.single(1, parties.slots(), SCALE * SCALE, 8, SCALE))
              .build();
      Share shares = parties.owned(parties.sum(refresh));
      Ciphertext output = refresh.finalise(request.firstCoefficients(sum), shares).outputs().get(0);
      assertThat(
              Parties.worst(parties.decrypt(output), Parties.constant(parties.slots(), expected)))
          .isLessThan(-15);
      refresh.close();
    }
  }

  @Test
  void genShare_otherRows_getOtherRandomness() {
    SumUpload request = request();
    ShareSeeds one = request.seeds(parties.secrets.get(0), Parties.hash(1, "rows"));
    ShareSeeds other = request.seeds(parties.secrets.get(0), Parties.hash(2, "rows"));
    assertThat(one.seed("ephemeral", 0)).isEqualTo(one.seed("ephemeral", 0));
    assertThat(one.seed("ephemeral", 0)).isNotEqualTo(one.seed("ephemeral", 1));
    assertThat(one.seed("ephemeral", 0)).isNotEqualTo(one.seed("error-0", 0));
    assertThat(one.seed("ephemeral", 0)).isNotEqualTo(other.seed("ephemeral", 0));
  }

  @Test
  void genShare_ciphertextOfAnotherScale_refused() {
    try (Scope scope = Scope.open()) {
      Ciphertext wrong = key.encryptZero(LIMBS, SCALE, Parties.seed(1, "wrong"));
      SumUpload request = request();
      ShareSeeds seeds = request.seeds(parties.secrets.get(0), new byte[32]);
      assertThatThrownBy(() -> request.genShare("provider-000", List.of(wrong, wrong), key, seeds))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("another scale");
    }
  }
}

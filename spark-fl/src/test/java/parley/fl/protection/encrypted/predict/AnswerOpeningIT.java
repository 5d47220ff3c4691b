package parley.fl.protection.encrypted.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.fl.optim.LinearWeights;
import parley.fl.optim.Standardization;
import parley.fl.protection.AnswerForm;
import parley.fl.protection.SealedAnswers;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.random.Seed;

/** Answers whose values are known beforehand; insecure ring. */
class AnswerOpeningIT {
  private static final double SCALE = 0x1p90;
  private static final double HALF_WIDTH = 14;
  private static final double OFFSET = 0.5;

  private static final QuerierKey KEY = QuerierKey.generate();
  private static CkksContext context;
  private static KeyPair pair;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TEST_4096);
    pair = KEY.open(context);
  }

  @AfterAll
  static void close() {
    pair.close();
    context.close();
    System.clearProperty("parley.insecure");
  }

  private static SealedAnswers.Part part(int count, int stride, double... slots) {
    try (Scope scope = Scope.open()) {
      Plaintext m = new Encoder(context).encode(slots, SCALE, 3);
      byte[] bytes = pair.publicKey().encrypt(m, Seed.fresh()).toBytes();
      return new SealedAnswers.Part(bytes, count, stride);
    }
  }

  private static SealedAnswers margins(SealedAnswers.Part... parts) {
    return answers(SealedAnswers.Kind.MARGINS, null, List.of(7L, 9L, 11L), parts);
  }

  private static SealedAnswers answers(
      SealedAnswers.Kind kind,
      SealedAnswers.Weights weights,
      List<Long> rows,
      SealedAnswers.Part... parts) {
    return new SealedAnswers(
        kind,
        new SealedAnswers.Origin(
            "session",
            "plan",
            "model",
            "request",
            KEY.fingerprint(),
            HexFormat.of().formatHex(pair.publicKey().fingerprint())),
        context.parameters().toBytes(),
        HALF_WIDTH,
        OFFSET,
        AnswerForm.MARGINS,
        List.of(parts),
        rows,
        weights,
        Map.of("label", "y"));
  }

  @Test
  void open_marginsInSteps_areReadAndRounded() {
    double fine = 0.1 + 0x1p-24;
    SealedAnswers sealed = margins(part(2, 4, fine, 9, 9, 9, -0.25), part(1, 1, 0.5, 9));

    SealedAnswers read = SealedAnswers.fromBytes(sealed.toBytes());

    assertThat(AnswerOpening.open(read, KEY).margins())
        .containsExactly(
            Math.rint(0.1 * 0x1p20) * 0x1p-20 * HALF_WIDTH + OFFSET, -3.5 + OFFSET, 7 + OFFSET);
    assertThat(read.rows()).containsExactly(7L, 9L, 11L);
    assertThat(read.origin()).isEqualTo(sealed.origin());
    assertThat(read.attributes()).isEqualTo(sealed.attributes());
  }

  /** A network's: several numbers a row, a coefficient each. */
  @Test
  void open_coefficientsOfSeveralARow_areReadRowByRow() {
    BigInteger[] integers = new BigInteger[6];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = new BigDecimal((i - 2 + 0x1p-10) * SCALE).toBigInteger();
    }
    byte[] bytes;
    try (Scope scope = Scope.open()) {
      Polynomial m = Polynomial.ofCoefficients(context, 3, new int[] {0, 1, 2, 3, 4, 5}, integers);
      bytes = pair.publicKey().encrypt(Plaintext.of(m, SCALE), Seed.fresh()).toBytes();
    }
    SealedAnswers one = margins(new SealedAnswers.Part(bytes, 6, 1));
    SealedAnswers sealed =
        new SealedAnswers(
            one.kind(),
            one.origin(),
            one.parameters(),
            2,
            OFFSET,
            new AnswerForm(true, 2, 8),
            one.parts(),
            one.rows(),
            null,
            Map.of());

    assertThat(AnswerOpening.open(SealedAnswers.fromBytes(sealed.toBytes()), KEY).answers())
        .isDeepEqualTo(
            new double[][] {
              {-4 + OFFSET, -2 + OFFSET}, {OFFSET, 2 + OFFSET}, {4 + OFFSET, 6 + OFFSET}
            });
  }

  @Test
  void open_weights_areOnTheInputScale() {
    Standardization scaling =
        Standardization.of(new double[] {1, -2}, new double[] {2, 0.5}, Double.POSITIVE_INFINITY);
    SealedAnswers sealed =
        answers(
            SealedAnswers.Kind.WEIGHTS,
            new SealedAnswers.Weights(List.of("a", "b"), true, scaling),
            List.of(),
            part(2, 1, 0.5, -1),
            part(1, 1, 0.25));

    LinearWeights read =
        AnswerOpening.open(SealedAnswers.fromBytes(sealed.toBytes()), KEY).weights();

    // Standardised weights 7, -14 and 3.5: 7 (x - 1) / 2 - 14 (y + 2) / 0.5 + 3.5.
    assertThat(read).isNotNull();
    assertThat(read.coefficients()).containsExactly(3.5, -28);
    assertThat(read.intercept()).isEqualTo(3.5 - 3.5 - 56 + OFFSET);
  }

  /** What floods the weights is on every one of them: who knows that one is 0 says so. */
  @Test
  void open_weightOfAConstantFeature_isExactlyZero() {
    Standardization scaling =
        Standardization.of(
            new double[] {1, -2}, new double[] {2, 1}, List.of(1), Double.POSITIVE_INFINITY);
    SealedAnswers sealed =
        answers(
            SealedAnswers.Kind.WEIGHTS,
            new SealedAnswers.Weights(List.of("a", "b"), true, scaling),
            List.of(),
            part(2, 1, 0.5, 0x1p-20),
            part(1, 1, 0.25));

    LinearWeights read =
        AnswerOpening.open(SealedAnswers.fromBytes(sealed.toBytes()), KEY).weights();

    assertThat(read).isNotNull();
    assertThat(read.coefficients()).containsExactly(3.5, 0);
    assertThat(read.intercept()).isEqualTo(OFFSET);
  }

  @Test
  void open_anotherKeyOrPublicKey_refused() {
    SealedAnswers sealed = margins(part(3, 1, 0, 0, 0));
    assertThatThrownBy(() -> AnswerOpening.open(sealed, QuerierKey.generate()))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("they are for another querier's key");
    SealedAnswers.Origin o = sealed.origin();
    SealedAnswers other =
        new SealedAnswers(
            sealed.kind(),
            new SealedAnswers.Origin(
                o.session(), o.plan(), o.model(), o.request(), o.querier(), "00"),
            sealed.parameters(),
            sealed.halfWidth(),
            sealed.offset(),
            sealed.form(),
            sealed.parts(),
            sealed.rows(),
            null,
            Map.of());
    assertThatThrownBy(() -> AnswerOpening.open(other, KEY))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("they are for another querier's key");
  }

  @Test
  void open_moreValuesThanSlotsOrRows_refused() {
    int slots = context.parameters().slots();
    SealedAnswers beyond = margins(part(3, slots, 1));
    assertThatThrownBy(() -> AnswerOpening.open(beyond, KEY))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("they contradict themselves");
    byte[] fewer = margins(part(2, 1, 1, 2)).toBytes();
    assertThatThrownBy(() -> SealedAnswers.fromBytes(fewer))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("they contradict themselves, expected 2 values");
  }
}

package parley.robust.defence.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohenCertifierTest {
  private static final Certifier CERTIFY = new CohenCertifier(1, 0.001, true);
  private static final Certifier PREDICT = new CohenCertifier(1, 0.001, false);

  /** scipy.stats.norm.ppf of the bounds in ClopperPearsonTest. */
  @ParameterizedTest
  @CsvSource({
    "100000, 100000, 3.811456563389914",
    "99000, 100000, 2.289999955213766",
    "80000, 100000, .827651563140814",
    "1000, 1000, 2.463262614780811"
  })
  void certify_alphaOneInAThousand_isScipysQuantile(long own, long all, double radius) {
    Certificate one = CERTIFY.certify(votes(own, all - own));
    Certificate half = new CohenCertifier(0.5, 0.001, true).certify(votes(own, all - own));

    assertThat(one).isEqualTo(new Certificate(0, one.radius()));
    assertThat(one.radius()).isCloseTo(radius, within(1e-9));
    assertThat(half.radius()).isEqualTo(one.radius() / 2);
  }

  @Test
  void certify_shareNotShownToBeAboveOneHalf_abstains() {
    Certificate certificate = CERTIFY.certify(votes(520, 480));

    assertThat(certificate.isAbstained()).isTrue();
    assertThat(certificate.prediction()).isEqualTo(-1);
    assertThat(certificate.radius()).isZero();
  }

  @Test
  void certify_otherClassInTheSecondSample_isNotChosenAfterwards() {
    Votes votes = new Votes(new long[] {51, 49}, new long[] {100, 900});

    assertThat(CERTIFY.certify(votes).isAbstained()).isTrue();
  }

  /** Two-sided: 2 x 2^-10 is above one in a thousand, 2 x 2^-11 is below. */
  @Test
  void predict_clearMajority_isTheBinomialTest() {
    assertThat(PREDICT.certify(votes(0, 10)).isAbstained()).isTrue();
    assertThat(PREDICT.certify(votes(0, 11))).isEqualTo(new Certificate(1, 0));
    assertThat(PREDICT.certify(votes(5, 5)).isAbstained()).isTrue();
  }

  @Test
  void predict_manyClasses_comparesTheFirstTwo() {
    Votes votes = new Votes(new long[] {0, 0, 1}, new long[] {9, 40, 9});

    assertThat(PREDICT.certify(votes)).isEqualTo(new Certificate(1, 0));
  }

  private static Votes votes(long... counts) {
    return new Votes(counts, counts);
  }
}

package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;

/** The two rounds of the relinearisation key. */
class RelinearisationIT {
  private static final int COUNT = 4;
  private static Parties parties;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, COUNT, 10);
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  @Test
  void secondRound_changedFirstRound_isAnotherRequestInTheSamePlace() {
    try (RelinearisationRoundOne one =
            RelinearisationRoundOne.of(parties.session, Place.of("keys"));
        RelinearisationRoundOne next =
            RelinearisationRoundOne.of(parties.session, Place.of("keys").withAttempt(1));
        Share sum = parties.sum(one);
        Share other = parties.sum(next)) {
      RelinearisationRoundTwo two = one.secondRound(sum);
      RelinearisationRoundTwo changed =
          RelinearisationRoundTwo.of(
              parties.session,
              Place.of("keys"),
              other.polynomials().subList(0, parties.context.digits()),
              sum.polynomials().subList(parties.context.digits(), 2 * parties.context.digits()));
      assertThat(changed.transcript().place()).isEqualTo(two.transcript().place());
      assertThat(changed.transcript().id()).isNotEqualTo(two.transcript().id());
      assertThatThrownBy(() -> one.secondRound(other))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("another request");
      two.close();
      changed.close();
    }
  }

  @Test
  void genShare_sharesOfBothRounds_doNotCombineToTheSecret() {
    try (Scope scope = Scope.open();
        RelinearisationRoundOne one =
            RelinearisationRoundOne.of(parties.session, Place.of("mask"));
        Share sum = parties.sum(one);
        Share share = one.genShare(parties.secrets.get(0))) {
      Polynomial secret = parties.secrets.get(0).share().extended();
      Polynomial gadget = secret.gadget(0);
      int digits = parties.context.digits();
      Polynomial both = share.polynomials().get(0).add(share.polynomials().get(digits));
      BigInteger[] rest = both.subtract(gadget).drop(parties.context.limbs()).coefficients();
      double modulus = parties.context.modulus(parties.context.limbs()).doubleValue();
      assertThat(Parties.deviation(rest))
          .as("without the ephemeral secret this would be 4.5")
          .isGreaterThan(modulus / 8);
    }
  }
}

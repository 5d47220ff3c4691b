package parley.fl.protection.encrypted.network.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;
import parley.mhe.party.plan.Opens;

class SplitSumsTest {
  private static final BigInteger BOUND = BigInteger.ONE.shiftLeft(240);
  private static final SumSpec WIDE =
      SumSpec.of("standardize/some", "some", 3, BOUND).withAudience(Opens.TO_ALL).withOpenings(2);

  @Test
  void open_wideIntegersOfSeveralProviders_isTheirSum() {
    Random random = new Random(2);
    BigInteger[] expected = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
    BigInteger[] carried = new BigInteger[6];
    Arrays.fill(carried, BigInteger.ZERO);
    SumSpec spec = SplitSums.carried(WIDE);
    for (int provider = 0; provider < 7; provider++) {
      BigInteger[] own = {
        new BigInteger(240, random).negate(), new BigInteger(100, random), BOUND.negate()
      };
      BigInteger[] parts = SplitSums.parts(WIDE, own);
      for (int i = 0; i < parts.length; i++) {
        assertThat(parts[i].abs()).isLessThanOrEqualTo(spec.bound());
        carried[i] = carried[i].add(parts[i]);
      }
      Arrays.setAll(expected, i -> expected[i].add(own[i]));
    }

    OpenedSum opened =
        new SplitSums((of, args) -> new OpenedSum(of, carried)).open(WIDE, new byte[0]);

    assertThat(opened.integers()).isEqualTo(expected);
    assertThat(opened.spec()).isEqualTo(WIDE);
    assertThat(spec.length()).isEqualTo(6);
    assertThat(spec.openings()).isEqualTo(2);
    assertThat(spec.opens()).isEqualTo(Opens.TO_ALL);
  }

  @Test
  void carried_integersThatFit_areTheSame() {
    SumSpec narrow = SumSpec.of("prepare/some", "some", 3, BigInteger.ONE.shiftLeft(170));
    BigInteger[] own = {BigInteger.ONE, BigInteger.TWO, BigInteger.TEN.negate()};

    assertThat(SplitSums.carried(narrow)).isSameAs(narrow);
    assertThat(SplitSums.parts(narrow, own)).isSameAs(own);
    assertThat(
            new SplitSums((of, args) -> new OpenedSum(of, own))
                .open(narrow, new byte[0])
                .integers())
        .isEqualTo(own);
  }
}

package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;

class MaskRuleIT {

  @Test
  void of_largestCoefficient_addsItsBitsToLambda() {
    assertThat(MaskRule.of(0x1p45).bits()).isEqualTo(173);
    assertThat(MaskRule.of(0x1.01p45).bits()).isEqualTo(174);
    assertThat(MaskRule.of(0x1p92).bits()).isEqualTo(220);
    assertThat(MaskRule.of(80, 0x1p45).bits()).isEqualTo(125);
  }

  @Test
  void of_lambdaBelow80_refused() {
    assertThatThrownBy(() -> MaskRule.of(79, 0x1p45))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("80")
        .hasMessageContaining("79");
  }

  @Test
  void limbsNeeded_issueFigures_match() {
    try (CkksContext context = CkksContext.open(CkksParameters.INSECURE_TEST_4096)) {
      assertThat(MaskRule.of(0x1p45).limbsNeeded(context, 160)).isEqualTo(4);
      assertThat(MaskRule.of(0x1p92).limbsNeeded(context, 10)).isEqualTo(5);
      assertThat(MaskRule.of(0x1p92).limbsNeeded(context, 160)).isEqualTo(5);
      assertThat(MaskRule.of(0x1p92).fits(context, 4, 10)).isFalse();
      assertThatThrownBy(() -> MaskRule.of(0x1p300).limbsNeeded(context, 10))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("more than 8");
    }
  }
}

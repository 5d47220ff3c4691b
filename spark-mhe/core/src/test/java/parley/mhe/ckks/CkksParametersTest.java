package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import parley.error.ParleyException;

class CkksParametersTest {
  @Test
  void fromBytes_ofToBytes_isEqual() {
    CkksParameters p = CkksParameters.SECURE_15;
    assertThat(CkksParameters.fromBytes(p.toBytes())).isEqualTo(p).hasSameHashCodeAs(p);
    assertThat(p).isNotEqualTo(CkksParameters.SECURE_14);
    assertThat(CkksParameters.INSECURE_TOY.toString()).startsWith("INSECURE");
  }

  @Test
  void fromBytes_alteredOrTruncated_isRefused() {
    byte[] good = CkksParameters.SECURE_14.toBytes();
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] = 100;
      assertThatThrownBy(() -> CkksParameters.fromBytes(bad)).isInstanceOf(ParleyException.class);
    }
    assertThatThrownBy(() -> CkksParameters.fromBytes(new byte[3]))
        .isInstanceOf(ParleyException.class);
  }

  @Test
  void build_outOfRange_namesTheValue() {
    assertThatThrownBy(() -> CkksParameters.builder().logRingDimension(9).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 10 to 16, got 9");
    assertThatThrownBy(() -> CkksParameters.builder().limbs(3).digits(4).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("digits");
  }
}

package parley.fl.protection.encrypted.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenedSlotsTest {
  @Test
  void round_anyValue_isTheNearestMultipleOfTheStep() {
    assertThat(OpenedSlots.round(0.1)).isEqualTo(104858 * 0x1p-20);
    assertThat(OpenedSlots.round(-0.1 - 0x1p-22)).isEqualTo(-104858 * 0x1p-20);
    assertThat(OpenedSlots.round(0x1.1p-21)).isEqualTo(0x1p-20);
    assertThat(OpenedSlots.round(3 + 0x1p-22)).isEqualTo(3);
  }
}

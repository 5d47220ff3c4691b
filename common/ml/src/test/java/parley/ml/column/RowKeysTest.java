package parley.ml.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.error.InvalidDataException;

class RowKeysTest {
  @Test
  void of_sameNumberInAnyWidth_isTheSameRow() {
    long key = RowKeys.of(3, 7L);
    assertThat(RowKeys.of(3, 7)).isEqualTo(key);
    assertThat(RowKeys.of(3, (short) 7)).isEqualTo(key);
    assertThat(RowKeys.of(3, (byte) 7)).isEqualTo(key);
    assertThat(RowKeys.of(3, "7")).isNotEqualTo(key);
    assertThat(RowKeys.of(4, 7L)).isNotEqualTo(key);
  }

  @Test
  void of_values_areFixedForGood() {
    assertThat(Long.toHexString(RowKeys.of(1, 2L))).isEqualTo("cc2a9c30d4d9e843");
    assertThat(Long.toHexString(RowKeys.of(1, "row-2"))).isEqualTo("5b1af4c39fdc9f7b");
  }

  @Test
  void of_neighbours_neverMeet() {
    Set<Long> keys = new HashSet<>();
    for (long seed = 0; seed < 30; seed++) {
      for (long id = 0; id < 1000; id++) {
        keys.add(RowKeys.of(seed, id));
      }
    }
    assertThat(keys).hasSize(30_000);
  }

  @Test
  void of_missingOrOtherId_isRefused() {
    assertThatThrownBy(() -> RowKeys.of(0, null))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("its id is missing");
    assertThatThrownBy(() -> RowKeys.of(0, 1.5)).hasMessageContaining("its id is a Double");
  }
}

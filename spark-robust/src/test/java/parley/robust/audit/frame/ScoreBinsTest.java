package parley.robust.audit.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.robust.audit.frame.ScoreBins.Bin;

class ScoreBinsTest {
  private static final long UNITS = 1L << 30;

  @Test
  void plus_moreThanABinHolds_failsAndDoesNotWrap() {
    long most = Long.MAX_VALUE / UNITS; // rows of score 1
    Bin nearlyFull = new Bin(most, 0, most * UNITS);

    assertThat(nearlyFull.plus(new Bin(1, 1, UNITS - 1)).scoreUnits()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> nearlyFull.plus(new Bin(1, 1, UNITS)))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot add up scores: a bin has too many rows, expected a sum of scores below 2^33,"
                + " got 8589934591 and 1 rows; ask for more bins");
  }
}

package parley.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.cli.Cli;

class IntervalConverterTest {

  @Test
  void convert_twoNumbers_areItsEnds() {
    assertThat(new IntervalConverter().convert("-3,1e1")).isEqualTo(new NumberInterval(-3, 10));
  }

  /** An option of an array's type would take the converted value for one of its entries. */
  @Test
  void interval_onTheCommandLine_isTaken() {
    Cli.Run run = Cli.run("plan", "--rows", "100", "--feature-count", "5", "--interval", "-10,10");

    assertThat(run.code()).as(run.err()).isZero();
  }
}

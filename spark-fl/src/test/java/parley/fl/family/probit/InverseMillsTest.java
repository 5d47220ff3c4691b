package parley.fl.family.probit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against scipy.stats.norm: exp(logpdf - logcdf), and logcdf. */
class InverseMillsTest {

  @ParameterizedTest
  @CsvSource({
    "-60.0, 60.01665742025938, -1805.013560680567",
    "-10.0, 10.09809323396256, -53.23128515051248",
    "-6.001, 6.1594586203841, -20.7429279205866",
    "-5.999, 6.157506595658643, -20.73061095537518",
    "-1.0, 1.525135276160981, -1.841021645009263",
    "0.0, 0.7978845608028654, -0.6931471805599453",
    "2.0, 0.05524786267898995, -0.02301290932896348"
  })
  void at_bothTails_isScipys(double t, double ratio, double logCumulative) {
    assertThat(InverseMills.at(t)).isCloseTo(ratio, within(1e-12 * ratio));
    assertThat(InverseMills.logCumulative(t))
        .isCloseTo(logCumulative, within(1e-11 * Math.abs(logCumulative)));
  }
}

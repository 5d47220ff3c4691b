package parley.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCheckTest {
  @ParameterizedTest
  @CsvSource({
    "2.36,2.34,1",
    "2.34,2.34,0",
    "2.9,2.34,-1",
    "17.0.15,17.0.11,1",
    "17.0.9,17.0.11,-1",
    "18-ea,17.0.11,1",
    "3,2.34,1"
  })
  void compareVersions_dottedNumbers_byNumberNotByText(String a, String b, int expected) {
    assertThat(HealthCheck.compareVersions(a, b)).isEqualTo(expected);
  }

  @Test
  void acceptable_absent_onlyWhatTheLibraryCanDoWithout() {
    assertThat(new HealthCheck.Finding(HealthCheck.CHROMIUM, false, "").acceptable()).isTrue();
    assertThat(new HealthCheck.Finding(HealthCheck.JDK, false, "").acceptable()).isFalse();
    assertThat(HealthCheck.CHROMIUM.run().text()).containsAnyOf("chromium", "Debian");
  }
}

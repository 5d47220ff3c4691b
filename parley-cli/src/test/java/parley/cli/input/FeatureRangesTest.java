package parley.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureRangesTest {
  private static final List<String> FEATURES = List.of("a", "b, c", "ward=0,17", "say \"x\"");

  @Test
  void in_namesAsMessagesPrintThem_areTheFeatures() {
    FeatureRanges ranges =
        FeatureRanges.of(
            List.of("\"b, c\"=-1:2.5, a=0:1", "\"ward=0,17\"=0:1,\"say \"\"x\"\"\"=1e3:2e3"));

    assertThat(ranges.in(FEATURES))
        .isDeepEqualTo(new double[][] {{0, 1}, {-1, 2.5}, {0, 1}, {1000, 2000}});
    assertThat(FeatureRanges.of(List.of("ward=3A=0:1")).in(List.of("ward=3A")))
        .isDeepEqualTo(new double[][] {{0, 1}});
    assertThat(FeatureRanges.of(List.of()).in(FEATURES)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a=0:1,z=0:1     | there is no feature 'z', expected ranges of a
          b=0:1           | feature 'a' has none
          a=0:1,a=0:2     | expected each feature once, got 'a' twice
          a               | expected NAME=LO:HI, got 'a'
          a=0:1,          | expected NAME=LO:HI, got ''
          b, c=0:1        | expected NAME=LO:HI, got 'b'
          "a=0:1          | is not closed
          "a"b=0:1        | has text behind a closing quote
          a=1:1           | of 'a': expected LO:HI with LO below HI, got '1:1'
          a=0:x           | of 'a': expected LO:HI with LO below HI, got '0:x'
          a=0:Infinity    | of 'a': expected LO:HI with LO below HI, got '0:Infinity'
          a=0:1:2         | of 'a': expected LO:HI with LO below HI, got '0:1:2'
          """)
  void in_whatIsNoRange_isRefused(String given, String message) {
    assertThatThrownBy(() -> FeatureRanges.of(List.of(given)).in(List.of("a")))
        .hasMessageContaining(message);
  }
}

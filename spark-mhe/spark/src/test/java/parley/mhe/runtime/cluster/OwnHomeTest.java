package parley.mhe.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.ParleyException;

class OwnHomeTest {
  private static final Map<String, String> RESOURCES = Map.of("b", "hospb", "c", "hospc");

  @ParameterizedTest
  @CsvSource({"a, a, ''", "b, a:b, ''", "b, '', hospb:gpu", "c, a, hospc"})
  void require_workersWord_isHome(String provider, String claims, String resources) {
    assertThatCode(() -> home(claims, resources).require(provider, RESOURCES, "executor 3"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | b:c | hospa | expected a worker with it in PARLEY_PROVIDERS, got one with [b, c] and"
            + " resources [hospa]",
        "b | '' | '' | expected a worker with it in PARLEY_PROVIDERS or with resource hospb, got"
            + " one with []",
        "c | b | hospb | or with resource hospc, got one with [b] and resources [hospb]"
      })
  void require_anothersHome_refused(
      String provider, String claims, String resources, String message) {
    assertThatThrownBy(() -> home(claims, resources).require(provider, RESOURCES, "executor 3"))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith(
            "cannot read the file of " + provider + ": executor 3 is not its home, ")
        .hasMessageEndingWith(message);
  }

  private static OwnHome home(String claims, String resources) {
    return new OwnHome(List.of(words(claims)), Set.of(words(resources)));
  }

  private static String[] words(String list) {
    return list.isEmpty() ? new String[0] : list.split(":", -1);
  }
}

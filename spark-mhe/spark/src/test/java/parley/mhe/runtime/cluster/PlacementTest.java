package parley.mhe.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.mhe.runtime.message.PluginMessage.Hello;
import parley.mhe.runtime.placement.Placement;

class PlacementTest {
  private static final List<String> PROVIDERS = List.of("a", "b", "c", "d");

  private static Hello executor(String id, @Nullable String problem, String... claims) {
    return new Hello(id, "host-" + id, 100, 1, List.of(claims), new TreeMap<>(), problem);
  }

  @Test
  void of_noClaims_dealtOutInEqualBlocks() {
    Placement placement =
        Placement.of(List.of(executor("0", null), executor("1", null)), PROVIDERS);
    List<String> homes = new ArrayList<>();
    PROVIDERS.forEach(p -> homes.add(placement.home(p).executor()));
    assertThat(homes).containsExactly("0", "0", "1", "1");
  }

  @Test
  void of_claims_followed() {
    Placement placement =
        Placement.of(
            List.of(
                executor("0", null, "c", "d"), executor("1", null, "a"), executor("2", null, "b")),
            PROVIDERS);
    assertThat(placement.home("c").executor()).isEqualTo("0");
    assertThat(placement.home("a").location()).isEqualTo("executor_host-1_1");
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("no executor", List.of(), "no executor has the plugin"),
        Arguments.of(
            "a provider without an executor",
            List.of(executor("0", null, "a", "b"), executor("1", null, "c")),
            "cannot place d: no executor is its home, expected one with it in PARLEY_PROVIDERS, got"
                + " executor 0 on host-0 with [a, b]; executor 1 on host-1 with [c]"),
        Arguments.of(
            "two executors claiming one provider",
            List.of(executor("0", null, "a", "b", "c"), executor("1", null, "c", "d")),
            "cannot place c: 2 executors claim it, expected one"),
        Arguments.of(
            "an executor without native support",
            List.of(
                executor("0", null),
                executor("1", "has no native support: it needs Linux amd64, got Linux aarch64")),
            "cannot place c: executor 1 on host-1 has no native support: it needs Linux amd64, got"
                + " Linux aarch64"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void of_badExecutors_errorSaysWhichAndWhat(String name, List<Hello> executors, String message) {
    assertThatThrownBy(() -> Placement.of(executors, PROVIDERS))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void claims_listWithBlanks_names() {
    assertThat(ClusterExecutor.claims(" hospital a, b ,,")).containsExactly("hospital a", "b");
    assertThat(ClusterExecutor.claims(null)).isEmpty();
  }

  @Test
  void settings_raiseLocalityWait_neverLowerAndAllLevels() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.locality.wait.node", "1s")
            .set("spark.locality.wait.rack", "10m")
            .set(ClusterSettings.ROUND_TIMEOUT, "90s");
    ClusterSettings.of(conf).raiseLocalityWait(conf);
    assertThat(conf.getTimeAsSeconds("spark.locality.wait")).isEqualTo(90);
    assertThat(conf.getTimeAsSeconds("spark.locality.wait.node")).isEqualTo(90);
    assertThat(conf.getTimeAsSeconds("spark.locality.wait.rack")).isEqualTo(600);
    assertThat(conf.contains("spark.locality.wait.process")).isFalse();
  }

  @Test
  void settings_broadcasts_uncompressedUnlessStated() {
    SparkConf conf = new SparkConf(false);
    ClusterSettings.leaveBroadcastsUncompressed(conf);
    assertThat(conf.get("spark.broadcast.compress")).isEqualTo("false");
    conf.set("spark.broadcast.compress", "true");
    ClusterSettings.leaveBroadcastsUncompressed(conf);
    assertThat(conf.get("spark.broadcast.compress")).isEqualTo("true");
  }

  @Test
  void settings_executors_fromMasterUnlessStated() {
    SparkConf conf = new SparkConf(false).set("spark.master", "local-cluster[3,1,1024]");
    assertThat(ClusterSettings.of(conf).executors()).hasValue(3);
    conf.set("spark.executor.instances", "5");
    assertThat(ClusterSettings.of(conf).executors()).hasValue(5);
    assertThat(ClusterSettings.of(new SparkConf(false)).executors()).isEmpty();
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"a", "a=", "a=b=c", "=b", "a=b c"})
  void settings_malformedResources_refused(String list) {
    SparkConf conf = new SparkConf(false).set(ClusterSettings.RESOURCES, list);
    assertThatThrownBy(() -> ClusterSettings.of(conf))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected provider=resource,provider=resource, got " + list);
  }
}

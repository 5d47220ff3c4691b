package parley.mhe.party.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a policy says, where it is found, and which files are refused. */
class ProviderPolicyTest {
  private static final String KEY = "ab".repeat(32);

  @TempDir private Path folder;

  private static String least(String more) {
    return "{\"version\":2,\"queriers\":[\""
        + KEY
        + "\"],\"rows\":100,\"mayOpen\":[\"sums\"]"
        + more
        + "}";
  }

  private Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  @Test
  void read_leastFile_hasTheDefaults() throws IOException {
    ProviderPolicy policy = ProviderPolicy.read(write("a.json", least("")), "a");

    assertThat(policy.queriers()).containsExactly(KEY);
    assertThat(policy.rows()).isEqualTo(100);
    assertThat(policy.openings()).containsExactly(OpeningKind.SUMS);
    assertThat(policy.numbers()).isEqualTo(Long.MAX_VALUE);
    assertThat(policy.limits()).isEqualTo(DisclosureLimits.NONE);
    assertThat(policy.limits()).isEqualTo(DisclosureLimits.NONE);
    assertThat(policy.limits().ofUploads()).isFalse();
    assertThat(policy.leastProviders()).isEqualTo(3);
    assertThat(policy.leastMaskBits()).isEqualTo(128);
    assertThat(policy.plans()).isEmpty();
    assertThat(policy.log()).isEqualTo(folder.resolve("a.log"));
    assertThat(policy.fingerprint()).hasSize(64);
  }

  @Test
  void read_everyField_taken() throws IOException {
    String all =
        ",\"numbers\":64,\"algorithms\":[\"x/1\"],\"plans\":[\""
            + KEY
            + "\"],\"leastProviders\":5,\"leastMaskBits\":100,"
            + "\"jars\":[\""
            + KEY
            + "\"],\"log\":\"logs/mine.log\""
            + ",\"leastRows\":50,\"leastContributors\":4,\"rowsPerNumber\":10"
            + ",\"leastDifference\":5,\"largestShare\":0.25,\"rowId\":\"patient\",\"leastNoise\":2.5";
    ProviderPolicy policy = ProviderPolicy.read(write("p.json", least(all)), "a");

    assertThat(policy.numbers()).isEqualTo(64);
    assertThat(policy.algorithms()).containsExactly("x/1");
    assertThat(policy.plans()).containsExactly(KEY);
    assertThat(policy.leastProviders()).isEqualTo(5);
    assertThat(policy.leastMaskBits()).isEqualTo(100);
    assertThat(policy.jars()).containsExactly(KEY);
    assertThat(policy.log()).isEqualTo(folder.resolve("logs/mine.log"));
    assertThat(policy.limits()).isEqualTo(new DisclosureLimits(50, 4, 10, 5, 0.25, "patient", 2.5));
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        row("empty", "", "expected a JSON object"),
        row(
            "not JSON",
            "{\"version\":2,",
            "it is malformed, expected a JSON object, got at line 1"),
        row("a list", "[]", "expected a JSON object, got []"),
        row("two objects", least("") + "{}", "it is malformed"),
        row("field twice", least(",\"rows\":5"), "it is malformed"),
        row("unknown field", least(",\"row\":5"), "the field 'row', expected one of [version"),
        row(
            "no version",
            "{}",
            "the field 'version', expected a whole number of at least 1, got nothing"),
        row("version 3", "{\"version\":3}", "the field 'version', expected 2, got 3"),
        row(
            "version 1",
            least("").replace("\"version\":2", "\"version\":1"),
            "expected 2, got 1, in which names of a plan's steps decided what is opened: set it to"
                + " 2, let 'mayOpen' name words of [sums, curvature, looks, weights, margins,"
                + " statistics, gradients, gate, product, counts, masked] and no steps"),
        row(
            "a step's name",
            least("").replace("sums", "standardize/moments-open"),
            "the field 'mayOpen', expected a list of [sums, curvature, looks, weights, margins,"
                + " statistics, gradients, gate, product, counts, masked], got in it"
                + " \"standardize/moments-open\""),
        row(
            "numbers negative",
            least(",\"numbers\":-1"),
            "the field 'numbers', expected a whole number from 0"),
        row(
            "no queriers",
            "{\"version\":2}",
            "the field 'queriers', expected a list of fingerprints"),
        row(
            "empty queriers",
            "{\"version\":2,\"queriers\":[]}",
            "expected at least one fingerprint, got none"),
        row("querier too short", "{\"version\":2,\"queriers\":[\"ab\"]}", "in it \"ab\""),
        row("querier a number", "{\"version\":2,\"queriers\":[7]}", "in it 7"),
        row(
            "rows missing",
            "{\"version\":2,\"queriers\":[\"" + KEY + "\"]}",
            "the field 'rows', expected a whole number of at least 0, got nothing"),
        row(
            "rows text",
            least("").replace("100", "\"many\""),
            "the field 'rows', expected a whole number of at least 0, got \"many\""),
        row("rows negative", least("").replace("100", "-1"), "got -1"),
        row("rows a fraction", least("").replace("100", "1.5"), "got 1.5"),
        row("rows beyond all bounds", least("").replace("100", "9".repeat(30)), "the field 'rows'"),
        row(
            "unknown opening",
            least("").replace("sums", "everything"),
            "the field 'mayOpen', expected a list of [sums, curvature, looks, weights, margins,"
                + " statistics, gradients, gate, product, counts, masked], got in it \"everything\""),
        row(
            "one provider",
            least(",\"leastProviders\":1"),
            "the field 'leastProviders', expected a whole number from 2 to 65536, got 1"),
        row(
            "no rows at least",
            least(",\"leastRows\":0"),
            "the field 'leastRows', expected a whole number from 1 to 1099511627776, got 0"),
        row(
            "contributors a text",
            least(",\"leastContributors\":\"3\""),
            "the field 'leastContributors', expected a whole number of at least 1, got \"3\""),
        row(
            "no rows a number",
            least(",\"rowsPerNumber\":0"),
            "the field 'rowsPerNumber', expected a whole number from 1"),
        row(
            "a difference of one row",
            least(",\"leastDifference\":1"),
            "the field 'leastDifference', expected a whole number from 2 to 2147483647, got 1"),
        row(
            "a share in percent",
            least(",\"largestShare\":25"),
            "the field 'largestShare', expected a number above 0 and at most 1, got 25"),
        row("no share", least(",\"largestShare\":0"), "above 0 and at most 1, got 0"),
        row("a share as text", least(",\"largestShare\":\".2\""), "at most 1, got \".2\""),
        row("no noise", least(",\"leastNoise\":0"), "above 0 and at most 2^20, got 0"),
        row("noise as text", least(",\"leastNoise\":\"2\""), "at most 2^20, got \"2\""),
        row(
            "no column",
            least(",\"rowId\":\" \""),
            "the field 'rowId', expected a column's name, got \" \""),
        row(
            "narrow masks",
            least(",\"leastMaskBits\":40"),
            "expected a whole number from 80 to 4096, got 40"),
        row("plan no hash", least(",\"plans\":[\"any\"]"), "the field 'plans'"),
        row("log no name", least(",\"log\":3"), "the field 'log', expected a file's name, got 3"));
  }

  private static Arguments row(String name, String text, String message) {
    return Arguments.of(name, text, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void read_badFile_namesFileFieldAndWhatWouldDo(String name, String text, String message)
      throws IOException {
    Path file = write("bad.json", text);
    assertThatThrownBy(() -> ProviderPolicy.read(file, "a"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void read_missing_refused() {
    assertThatThrownBy(() -> ProviderPolicy.read(folder.resolve("no.json"), "a"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void read_othersCanWriteFileOrFolder_refused() throws IOException {
    Path file = write("a.json", least(""));
    for (String mode : List.of("rw-rw-r--", "rw-r--rw-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> ProviderPolicy.read(file, "a"))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining(
              "others can write " + file + ", expected its owner alone, got mode " + mode);
    }
    Path loose = Files.createDirectory(folder.resolve("loose"));
    Path inside = Files.writeString(loose.resolve("a.json"), least(""));
    Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(loose, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> ProviderPolicy.read(inside, "a"))
        .hasMessageContaining("others can write " + loose);
  }

  @Test
  void policies_severalPlaces_allHold() throws IOException {
    write("a.json", least(""));
    Path fixed = Files.createDirectory(folder.resolve("etc"));
    Files.writeString(fixed.resolve("a.json"), least("").replace("100", "50"));
    Files.setPosixFilePermissions(
        fixed.resolve("a.json"), PosixFilePermissions.fromString("rw-r--r--"));
    Path drivers = write("driver.json", least("").replace("100", "1000"));

    PolicyPlaces places = PolicyPlaces.of(fixed, folder.toString(), null);

    assertThat(places.policies("a", drivers))
        .extracting(ProviderPolicy::rows)
        .containsExactly(50L, 100L, 1000L);
    assertThat(places.policies("a", null)).hasSize(2);
    assertThat(PolicyPlaces.of(folder.resolve("none"), null, null).policies("a", null)).isEmpty();
    assertThat(
            PolicyPlaces.of(folder.resolve("none"), folder.toString(), folder + "/a.json")
                .policies("a", folder))
        .as("one file named three times")
        .hasSize(1);
  }

  @Test
  void policies_placeWithoutTheProvidersFile_refused() throws IOException {
    write("a.json", least(""));
    PolicyPlaces places = PolicyPlaces.of(folder.resolve("none"), folder.toString(), null);
    assertThatThrownBy(() -> places.policies("b", null))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("b.json: there is no such file");
  }

  @Test
  void jars_ofThisProcess_allFound() throws IOException {
    assertThat(DeployedJars.all())
        .isNotEmpty()
        .allSatisfy(jar -> assertThat(jar.sha256()).hasSize(64));
    Path file = Files.writeString(folder.resolve("x"), "abc");
    assertThat(DeployedJars.fingerprint(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    String before = DeployedJars.fingerprint(folder);
    Files.writeString(file, "abd");
    assertThat(DeployedJars.fingerprint(folder)).isNotEqualTo(before);
  }
}

package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The image's entry point, run without a container, and what its Dockerfile names. */
class ContainerFilesTest {
  private static final Pattern COPIED = Pattern.compile("(?m)^COPY (\\S+) ");

  @TempDir private Path folder;

  static Stream<Arguments> nodes() {
    return Stream.of(
        arguments("hospital-a\n", "", "hospital-a"),
        arguments("hospital-a\nhospital-b\n", "", "hospital-a,hospital-b"),
        arguments("hospital-a\n", "hospital-z", "hospital-z"),
        arguments(null, "", ""));
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void entrypoint_ofANode_namesItsProviders(String file, String stated, String expected)
      throws Exception {
    Path own = folder.resolve("spark");
    LauncherTree.script(own, "echo \"$PARLEY_PROVIDERS $@\"\n");
    Path providers = folder.resolve("providers");
    if (file != null) {
      Files.writeString(providers, file);
    }
    ProcessBuilder command =
        new ProcessBuilder(Cli.repository("examples/cluster/entrypoint").toString(), "executor");
    command.environment().put("PARLEY_PROVIDERS", stated);
    command.environment().put("PARLEY_PROVIDERS_FILE", providers.toString());
    command.environment().put("SPARK_ENTRYPOINT", own.toString());
    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(expected + " executor\n");
  }

  @Test
  void dockerfile_whatItCopies_isThereOrMadeByPackage() {
    Matcher copied =
        COPIED.matcher(DocumentSamples.read(Cli.repository("examples/cluster/Dockerfile")));
    List<String> files = copied.results().map(copy -> copy.group(1)).toList();

    assertThat(files).contains("dist/parley-spark4-*.jar").hasSize(2);
    assertThat(files.stream().filter(file -> !file.startsWith("dist/")))
        .allMatch(file -> Files.exists(Cli.repository(file)));
  }
}

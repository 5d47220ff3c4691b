package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.cli.terminal.ExitCode;
import parley.mhe.Release;

/**
 * The commands of docs/artifacts.md as they stand, in folders that have nothing of the build but
 * what they name. Runs after all was packed; needs no network, since Maven and Ivy find in a local
 * repository what the build fetched.
 */
@Timeout(500)
class ArtifactsDocumentIT {
  private static final Pattern SCALA =
      Pattern.compile("<artifactId>scala-library</artifactId>\\s*<version>(.*)</version>");

  private static final Pattern RESULT = Pattern.compile("(plain|encrypted), .* right");

  @TempDir private Path folder;

  @Test
  void artifacts_commandsOfTheDocument_trainInAProjectOfItsOwn() throws Exception {
    StandaloneSpark spark = StandaloneSpark.prepare(folder);
    Path home = Files.createDirectory(folder.resolve("home"));
    Path repository = LinkedRepository.make(home.resolve(".m2/repository"));
    writeMaven(folder.resolve("spark/bin/mvn"), repository);
    FileUtils.copyDirectory(
        Cli.repository("examples/maven").toFile(),
        folder.resolve("examples/maven").toFile(),
        file -> !file.getName().equals("target"));
    List<String> blocks =
        DocumentSamples.of("bash").stream()
            .filter(sample -> sample.place().startsWith("docs/artifacts.md:"))
            .map(DocumentSamples.Sample::code)
            .toList();
    assertThat(blocks).hasSize(4);

    String byMaven = result(run(spark, home, blocks.get(0)));
    assertThat(byMaven).startsWith("plain, sealed false: 2").endsWith(" of 300 right");
    assertThat(result(run(spark, home, blocks.get(1)))).isEqualTo(byMaven);
    assertThat(result(run(spark, home, blocks.get(2))))
        .isEqualTo(byMaven.replace("plain, sealed false", "encrypted, sealed true"));
    assertThat(run(spark, home, blocks.get(3)).out()).contains("querier.key", "2^");
    LinkedRepository.unlink(repository);
  }

  /** Maven as it is, but of that repository alone. */
  private static void writeMaven(Path script, Path repository) throws IOException {
    String real =
        Stream.of(System.getenv("PATH").split(":"))
            .map(bin -> Path.of(bin, "mvn"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("cannot find mvn, which builds this"))
            .toString();
    Files.writeString(
        script,
        "#!/bin/sh\nexec " + real + " -o -B -q -Dmaven.repo.local=" + repository + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private Cli.Run run(StandaloneSpark spark, Path home, String block) throws Exception {
    ProcessBuilder shell = spark.shell(block);
    shell
        .environment()
        .put("SPARK_SUBMIT_OPTS", "-Duser.home=" + home + " -Dspark.ui.enabled=false");
    Cli.Run run = CliProcess.run(shell, folder);
    assertThat(run.code()).as("%s%n%s%n%s", block, run.out(), run.err()).isZero();
    return run;
  }

  private static String result(Cli.Run run) {
    Matcher result = RESULT.matcher(run.out());
    return result.find() ? result.group() : run.out();
  }

  static Stream<Arguments> homes() {
    return Stream.of(
        arguments("", "SPARK_HOME is not set"),
        arguments("/nowhere", "there is no folder /nowhere/jars"),
        arguments("empty", "no jar in the folder jars of SPARK_HOME has Spark's classes"));
  }

  @ParameterizedTest
  @MethodSource("homes")
  void jar_withoutSpark_saysWhatIsMissing(String home, String why) throws Exception {
    StandaloneSpark.prepare(folder);
    Files.createDirectories(folder.resolve("empty/jars"));
    ProcessBuilder command =
        new ProcessBuilder("bash", "-c", "java -jar dist/parley-spark4-*.jar --version");
    command.environment().put("SPARK_HOME", home);
    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "error: cannot start: "
                + why
                + ", expected SPARK_HOME to name a Spark 4.1, or spark-submit --class"
                + " parley.cli.Parley\n");
  }

  @Test
  void consumerPoms_ofAllModules_nameNothingOfTheBuild() {
    for (Path pom : LinkedRepository.poms()) {
      assertThat(pom)
          .content()
          .contains("<version>" + Release.version() + "</version>")
          .doesNotContain("<parent>", "<build>", "<profile>", "<scope>test</scope>", "${revision}");
    }
  }

  @Test
  void versions_statedTwice_agree() throws IOException {
    assertThat(Cli.repository("examples/maven/pom.xml"))
        .content()
        .contains("<parley.version>" + Release.version() + "</parley.version>");
    Matcher scala = SCALA.matcher(Files.readString(Cli.repository("parley-bom/pom.xml")));
    assertThat(scala.find()).isTrue();
    assertThat(Cli.repository("pom.xml"))
        .content()
        .contains("<scala.version>" + scala.group(1) + "</scala.version>");
  }
}

package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What `./parley site` makes its pages of, and what it refuses before it makes anything. */
@Timeout(60)
class LauncherSiteTest {
  private static final Pattern PACKAGE = Pattern.compile("`(parley(?:\\.[a-z]+)+)`");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (parley(?:\\.[a-z]+)+)\\.");
  private static final Pattern GROUPS = Pattern.compile("(?ms)^## Documents$(.*?)^## ");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  @TempDir private Path folder;
  private Path tree;

  @BeforeEach
  void copy() throws IOException {
    tree = LauncherTree.copy(folder.resolve("tree"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(
            "site --serve x", "", 2, "cannot make the site: expected [FOLDER] [--serve PORT]"),
        arguments("site a b", "", 2, "expected [FOLDER] [--serve PORT], got b"),
        arguments("site full", "", 1, "cannot make the site: PLACE/full is there and not its own"),
        arguments("site full/of", "", 1, "cannot make the site: PLACE/full/of is there and not"),
        arguments("site own", "exit 1", 1, "cannot make target/site-tools"),
        arguments(
            "site new", "exit 1", 1, "cannot make target/site-tools: Python's venv is missing"),
        arguments(
            "site",
            "[ \"$1\" = -c ] || { echo no network; exit 1; }",
            1,
            "cannot make target/site-tools: see above, all of it is in target/site-tools.log"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void site_ofBadPlaceOrMachine_refusedBeforeItBuilds(
      String words, String python, int code, String why) throws Exception {
    Files.createDirectories(folder.resolve("full"));
    Files.createDirectories(folder.resolve("own"));
    Files.createFile(folder.resolve("own/.made-by-parley"));
    Path others = Files.createFile(folder.resolve("full/of"));
    LauncherTree.script(folder.resolve("bin/python3"), python + "\n");
    ProcessBuilder command = new ProcessBuilder((tree + "/parley " + words).split(" "));
    command
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).contains(why.replace("PLACE", folder.toString()));
    assertThat(run.err()).doesNotContain("building");
    assertThat(run.out()).isEmpty();
    assertThat(others).exists();
  }

  @Test
  void groups_ofTheReadme_haveEveryDocument() throws IOException {
    String readme = DocumentSamples.read(Cli.repository("README.md"));
    MatchResult groups = GROUPS.matcher(readme).results().findFirst().orElseThrow();
    Set<String> linked =
        LINK.matcher(groups.group(1))
            .results()
            .map(link -> link.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(linked).contains("docs/decisions/", "notebooks/README.md", "SECURITY.md");
    try (Stream<Path> pages = Files.list(Cli.repository("docs"))) {
      assertThat(pages.map(page -> "docs/" + page.getFileName()).filter(p -> p.endsWith(".md")))
          .allMatch(linked::contains);
    }
  }

  @Test
  void packages_ofTheJavaPage_areThoseThatUsersMeet() throws IOException {
    Set<String> named = found(PACKAGE, DocumentSamples.read(Cli.repository("docs/java.md")));
    Set<String> met = new TreeSet<>();
    for (DocumentSamples.Sample sample : DocumentSamples.of("java")) {
      met.addAll(found(IMPORT, sample.code()));
    }
    for (String module : new String[] {"spark-fl", "spark-robust"}) {
      String services = "src/main/resources/META-INF/services";
      try (Stream<Path> files = Files.list(Cli.repository(module).resolve(services))) {
        for (Path file : files.filter(f -> f.toString().contains("spark.ml")).toList()) {
          met.addAll(
              found(Pattern.compile("(?m)^(parley[a-z.]+)\\.[A-Z]"), Files.readString(file)));
        }
      }
    }
    Path python = Cli.repository("python/src");
    try (Stream<Path> modules = Files.walk(python.resolve("parley"))) {
      modules
          .filter(file -> file.toString().endsWith(".py"))
          .filter(file -> !file.getFileName().toString().startsWith("_"))
          .map(file -> python.relativize(file).toString().replace(".py", "").replace('/', '.'))
          .forEach(met::add);
    }

    assertThat(met).hasSizeGreaterThan(25).allMatch(named::contains);
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

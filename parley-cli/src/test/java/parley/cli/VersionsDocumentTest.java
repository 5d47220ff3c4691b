package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/versions.md has the numbers that the code writes. */
class VersionsDocumentTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\|[^|]*\\| `(\\w+)` \\| (\\d+) \\|");

  /** A constant by name, or the end of the word that a file begins with. */
  private static final Pattern CONSTANT =
      Pattern.compile("\\b(?:VERSION = (\\d+)|MAGIC =\\s*\"[^\"]*/(\\d+)\")");

  @Test
  void versions_ofTheDocument_areTheCodes() throws IOException {
    Map<String, String> stated = new TreeMap<>();
    ROW.matcher(DocumentSamples.read(Cli.repository("docs/versions.md")))
        .results()
        .forEach(row -> stated.put(row.group(1), row.group(2)));
    assertThat(stated).hasSize(13);

    Map<String, String> written = new TreeMap<>();
    for (String module : List.of("spark-mhe/core", "spark-fl", "spark-robust")) {
      try (Stream<Path> files = Files.walk(Cli.repository(module).resolve("src/main/java"))) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          if (stated.containsKey(name)) {
            written.put(name, version(Files.readString(file)));
          }
        }
      }
    }
    assertThat(written).isEqualTo(stated);
  }

  private static String version(String source) {
    Matcher constant = CONSTANT.matcher(source);
    assertThat(constant.find()).isTrue();
    MatchResult found = constant.toMatchResult();
    return found.group(1) == null ? found.group(2) : found.group(1);
  }
}

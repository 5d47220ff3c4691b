package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Excerpts in documents are parts of the files that they name. */
class ExtendingDocumentTest {
  private static final Pattern EXCERPT = Pattern.compile("(?ms)^```java (\\S+)\\n(.*?)^```\\s*$");

  static Stream<Arguments> excerpts() {
    return DocumentSamples.documents().stream()
        .flatMap(
            document ->
                EXCERPT
                    .matcher(DocumentSamples.read(document))
                    .results()
                    .map(found -> excerpt(document.getFileName().toString(), found)));
  }

  private static Arguments excerpt(String document, MatchResult found) {
    return Arguments.of(document, found.group(1), found.group(2));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("excerpts")
  void excerpt_isPartOfItsFile(String document, String file, String excerpt) {
    assertThat(DocumentSamples.read(Cli.repository(file))).contains(excerpt);
  }
}

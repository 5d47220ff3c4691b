package parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/**
 * What travels is what its README says it is, and what does not is never passed over in silence.
 */
class PublicDataTest {
  private static final String PROPERTY = "parley.goldens";
  private @Nullable String before;

  @BeforeEach
  void keep() {
    before = System.getProperty(PROPERTY);
    System.clearProperty(PROPERTY);
  }

  @AfterEach
  void restore() {
    if (before != null) {
      System.setProperty(PROPERTY, before);
    } else {
      System.clearProperty(PROPERTY);
    }
  }

  @Test
  void testdata_everyFile_hasTheHashOfTheReadme() throws Exception {
    Path folder = PublicData.file("wdbc.csv").getParent();
    String readme = Files.readString(folder.resolve("README.md"));
    List<String> stated =
        Pattern.compile("\\| `([^`]+)` \\|.*\\| `([0-9a-f]{64})` \\|")
            .matcher(readme)
            .results()
            .map((MatchResult m) -> m.group(1) + " " + m.group(2))
            .sorted()
            .toList();
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder).sorted()) {
      for (Path file : files.filter(f -> !f.endsWith("README.md")).toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        found.add(file.getFileName() + " " + HexFormat.of().formatHex(hash));
      }
    }
    assertThat(found).hasSizeGreaterThan(5).isEqualTo(stated);
  }

  @ParameterizedTest
  @CsvSource({
    "breast-cancer-wisconsin.csv, 699",
    "wdbc.csv, 569",
    "credit-default.csv, 30000",
    "musk-v1.csv, 476",
    "digits.csv, 1797",
    "german-credit.csv, 1000",
    "adult-train.csv, 32561",
    "adult-test.csv, 16281"
  })
  void lines_ofADataSet_areAllItsRowsAndAHeader(String name, int rows) {
    assertThat(PublicData.lines(name)).hasSize(rows + 1);
  }

  @Test
  void file_absent_isSkippedWithAReasonOrFails() {
    assertThatThrownBy(() -> PublicData.file("nothing.csv"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("the data set nothing.csv is neither in testdata/");
    System.setProperty(PROPERTY, "require");
    assertThatThrownBy(() -> PublicData.file("nothing.csv"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cannot compare: the data set nothing.csv");
    System.setProperty(PROPERTY, "yes");
    assertThatThrownBy(() -> PublicData.file("nothing.csv"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected require or skip, got yes");
  }
}

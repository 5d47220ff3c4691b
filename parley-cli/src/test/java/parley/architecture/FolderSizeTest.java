package parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No folder of main code holds more than a reader takes in at once, and each says what it is. */
class FolderSizeTest {
  private static final int MOST_FILES = 25;

  /** Java wants the classes of a sealed family in one package. */
  private static final String SEALED_FAMILY = "mhe/protocol";

  @Test
  void folders_ofMainCode_areShortAndExplained() throws IOException {
    Map<Path, Integer> files = new TreeMap<>();
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(path -> path.toString().contains("src/main/java/parley/"))
          .filter(path -> path.toString().endsWith(".java"))
          .forEach(path -> files.merge(root.relativize(path).getParent(), 1, Integer::sum));
    }

    assertThat(files).hasSizeGreaterThan(50);
    files.forEach(
        (folder, count) -> {
          if (!folder.endsWith(SEALED_FAMILY)) {
            assertThat(count).as("files in %s", folder).isLessThanOrEqualTo(MOST_FILES);
          }
          if (!folder.startsWith("examples") && !folder.startsWith("benchmarks")) {
            assertThat(root.resolve(folder).resolve("package-info.java")).exists();
          }
        });
  }
}

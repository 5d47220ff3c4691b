package parley.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The public data sets that tests compare on: those of {@code testdata/}, and the few that may not
 * travel with the code from {@code shared/data} beside the repository. A test whose data set is
 * absent is skipped with a reason that {@code ./parley test} adds up; with {@code
 * -Dparley.goldens=require} it fails. Stateless.
 */
public final class PublicData {
  private static final String REQUIRE = "require";

  private PublicData() {}

  /** Where a data set is, perhaps gzipped; Spark reads both. */
  public static Path file(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      for (String place : List.of("testdata/", "shared/data/")) {
        for (String suffix : List.of("", ".gz")) {
          Path file = at.resolve(place + name + suffix);
          if (Files.isRegularFile(file)) {
            return file;
          }
        }
      }
    }
    String reason =
        "the data set "
            + name
            + " is neither in testdata/ nor in shared/data beside the repository";
    String mode = System.getProperty("parley.goldens", "skip");
    if (mode.equals(REQUIRE)) {
      fail("cannot compare: " + reason + ", expected it with -Dparley.goldens=require");
    } else if (!mode.equals("skip")) {
      fail("cannot compare: parley.goldens, expected require or skip, got " + mode);
    }
    assumeTrue(false, "skipped: " + reason);
    throw new AssertionError("an assumption that is false ends the test");
  }

  /** All lines, the header first. */
  public static List<String> lines(String name) {
    Path file = file(name);
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package parley.fl.classification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.querier.QuerierKey;

/** Policies and logs of the three providers of {@link SealedRows}. */
final class TestPolicies {
  static final List<String> PROVIDERS = List.of("p0", "p1", "p2");
  static final String WITHOUT_WEIGHTS = "\"sums\",\"curvature\",\"looks\",\"margins\"";
  static final String ALL = WITHOUT_WEIGHTS + ",\"weights\"";

  private TestPolicies() {}

  /** One for each, in a folder of its own. */
  static void writeAll(Path folder, QuerierKey querier, String mayOpen, long rows, String more)
      throws IOException {
    Files.createDirectories(folder);
    for (String provider : PROVIDERS) {
      write(folder.resolve(provider + ".json"), querier, mayOpen, rows, more);
    }
  }

  static void write(Path file, QuerierKey querier, String mayOpen, long rows, String more)
      throws IOException {
    Files.writeString(
        file,
        "{\"version\":2,\"queriers\":[\"%s\"],\"rows\":%d,\"mayOpen\":[%s]%s}"
            .formatted(querier.fingerprint(), rows, mayOpen, more));
  }

  static List<LogFile> logs(Path folder) {
    return PROVIDERS.stream().map(p -> LogFile.read(folder.resolve(p + ".log"))).toList();
  }
}

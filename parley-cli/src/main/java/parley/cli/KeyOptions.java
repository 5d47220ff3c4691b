package parley.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.table.InputException;
import picocli.CommandLine.Option;

/** The querier's key and the providers' stores. */
final class KeyOptions {
  @Option(
      names = "--querier-key",
      paramLabel = "FILE",
      description = "the querier's key, made by keygen (default: one for this run only)")
  private @Nullable Path querierKey;

  @Option(
      names = "--key-store",
      paramLabel = "DIR",
      description = "where each provider keeps its key share, one folder a provider")
  private @Nullable Path keyStore;

  @Nullable Path querierKey() {
    return querierKey;
  }

  @Nullable Path keyStore() {
    return keyStore;
  }

  /** Refuses a key file that is not there. */
  void check() {
    if (querierKey != null && !Files.isRegularFile(querierKey)) {
      throw new InputException(
          "cannot read the querier's key " + querierKey + ": there is no such file");
    }
  }
}

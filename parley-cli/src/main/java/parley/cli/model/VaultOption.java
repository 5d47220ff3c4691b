package parley.cli.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the vaults are that hold the providers' key shares. */
public final class VaultOption {
  @Option(
      names = "--vault",
      paramLabel = "DIR",
      description =
          "folder with the sockets of the vaults that hold the providers' key shares (default:"
              + " these are in the providers' own processes)")
  private @Nullable Path vault;

  /** The folder; null where shares live elsewhere. */
  public @Nullable Path folder() {
    return vault;
  }
}

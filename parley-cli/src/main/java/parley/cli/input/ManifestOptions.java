package parley.cli.input;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Rows that stay in files of their providers. */
public final class ManifestOptions {
  /** What says where other rows are, and how they are written. */
  private static final List<String> OTHERS =
      List.of(
          "--data",
          "--providers",
          "--provider-column",
          "--format",
          "--separator",
          "--decimal",
          "--encoding",
          "--missing");

  @Option(
      names = "--data-manifest",
      paramLabel = "F.json",
      description =
          "or: rows that stay in CSV or Parquet files of their providers, {\"providers\":"
              + " {\"NAME\": \"PATH\"}}; read by each one's own executor")
  private @Nullable String file;

  /** Whether there is one. */
  public boolean given() {
    return file != null;
  }

  public String file() {
    return Objects.requireNonNull(file);
  }

  /**
   * Refuses options that need rows here.
   *
   * @param more of the command's own
   */
  public void check(CommandSpec spec, String... more) {
    if (!given()) {
      return;
    }
    for (String option : Stream.concat(OTHERS.stream(), Stream.of(more)).toList()) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new InputException(
            "cannot use %s with --data-manifest: rows stay in their providers' files, expected one of the two"
                .formatted(option));
      }
    }
  }
}

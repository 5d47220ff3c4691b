package parley.cli.input;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Rows that stay in files of their providers. */
public final class ManifestOptions {
  /** What a process that sees no row can do nothing with. */
  private static final List<String> OTHERS =
      List.of(
          "--data",
          "--providers",
          "--provider-column",
          "--test-data",
          "--test-every",
          "--test-remainder",
          "--one-hot",
          "--levels",
          "--format",
          "--separator",
          "--decimal",
          "--encoding",
          "--missing",
          "--reveal-weights",
          "--answers-out");

  @Option(
      names = "--data-manifest",
      paramLabel = "F.json",
      description =
          "or: rows that stay in CSV or Parquet files of their providers, {\"providers\":"
              + " {\"NAME\": \"PATH\"}}; read by each one's own executor, nothing is measured")
  private @Nullable String file;

  /** Whether there is one. */
  public boolean given() {
    return file != null;
  }

  public String file() {
    return Objects.requireNonNull(file);
  }

  /** Refuses options that need rows here. */
  public void check(CommandSpec spec) {
    for (String option : OTHERS) {
      if (given() && spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new InputException(
            "cannot use %s with --data-manifest: rows stay in their providers' files, expected one of the two"
                .formatted(option));
      }
    }
  }
}

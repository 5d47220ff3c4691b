package parley.cli.model;

import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import parley.cli.place.OutputDirectory;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** Where answers to a querier that is apart are left. */
public final class AnswerOptions {
  @Option(
      names = "--answers-out",
      paramLabel = "DIR",
      description =
          "with --querier-public: a new folder for what the querier opens with parley open")
  private @Nullable String folder;

  public boolean given() {
    return folder != null;
  }

  public @Nullable String folder() {
    return folder;
  }

  /** Refuses answers that would be in clear anyway. */
  public void check(KeyOptions keys) {
    if (folder != null && !keys.isApart()) {
      throw new InputException(
          "cannot seal answers: --answers-out is for a querier that is apart, expected"
              + " --querier-public FILE");
    }
  }

  /** Looks at the place before any work is done; null where none was named. */
  public @Nullable OutputDirectory at(boolean force) {
    return folder == null ? null : OutputDirectory.at(folder, force, new Configuration());
  }
}

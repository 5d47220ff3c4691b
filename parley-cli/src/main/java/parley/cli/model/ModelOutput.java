package parley.cli.model;

import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import parley.cli.place.OutputDirectory;
import parley.cli.terminal.Console;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** What is left of an encrypted training. */
public final class ModelOutput {
  @Option(
      names = "--reveal-weights",
      description = "switch the weights to the querier's key; without it the model stays sealed")
  private boolean revealWeights;

  @Option(
      names = "--model-out",
      paramLabel = "DIR",
      description = "save the model; a sealed one needs --querier-key, and --key-store or --vault")
  private @Nullable String folder;

  /** Whether the querier gets the weights. */
  public boolean reveals() {
    return revealWeights;
  }

  /** Whether the model is saved. */
  public boolean saves() {
    return folder != null;
  }

  /** Refuses to save what nobody could use. */
  public void check(boolean plain, KeyOptions keys) {
    if (folder != null && sealed(plain) && !keys.hasBoth()) {
      throw new InputException(
          "cannot save a sealed model: nobody could use it without its keys, expected --querier-key"
              + " and --key-store or --vault (or --reveal-weights)");
    }
  }

  /** Looks at the place before any work is done; null where none was named. */
  public @Nullable OutputDirectory at(boolean force) {
    return folder == null ? null : OutputDirectory.at(folder, force, new Configuration());
  }

  /** Says what the model will need. */
  public void introduce(Console console, boolean plain, KeyOptions keys) {
    if (!plain && !keys.hasQuerierKey()) {
      console.say("no --querier-key given: made one for this run only");
    }
    if (folder != null && sealed(plain)) {
      console.say(
          "the sealed model will need "
              + keys.sharesPlace()
              + " and the querier's key: where one of them is lost, it is useless and cannot be"
              + " brought back");
    }
  }

  private boolean sealed(boolean plain) {
    return !plain && !revealWeights;
  }
}

package parley.cli.model;

import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import parley.cli.place.KeyStoreFolder;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.Console;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.fl.Defaults;
import parley.fl.param.HasCheckpoint;
import parley.fl.protection.Engines;
import parley.fl.settings.Protection;
import picocli.CommandLine.Option;

/** Where a training is saved to now and then, so that the same command goes on with it. */
public final class CheckpointOptions {
  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "save the training to this folder now and then; the same command goes on with it after"
              + " its process was lost. Needs --querier-key, and --key-store or --vault")
  private @Nullable String folder;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "N",
      description =
          "iterations between two checkpoints (default: " + Defaults.CHECKPOINT_INTERVAL + ")")
  private @Nullable Integer interval;

  /** Refuses what no other process could go on with. */
  public void check(boolean plain, KeyOptions keys) {
    if (folder == null && interval != null) {
      throw new InputException(
          "cannot save the training: --checkpoint-interval needs --checkpoint DIR");
    }
    if (interval != null && interval < 1) {
      throw new InputException(
          "cannot save the training every " + interval + " iterations: expected 1 or more");
    }
    if (folder != null && plain) {
      throw new InputException(
          "cannot save the training: --checkpoint is for encrypted ones, expected no --protection"
              + " plain");
    }
    if (folder != null && !keys.hasBoth()) {
      throw new InputException(
          "cannot save the training: another process could not go on with it, expected"
              + " --querier-key and --key-store or --vault with --checkpoint");
    }
  }

  /** Whether a folder was named. */
  public boolean given() {
    return folder != null;
  }

  /** Whether a training is there to go on with. */
  public boolean holdsTraining() {
    return folder != null
        && Engines.trainer(Protection.ENCRYPTED).canResume(folder, new Configuration());
  }

  /**
   * The checkpoint goes when the command has succeeded, and not before: a model that could not be
   * written is made anew from it.
   */
  public void forgetAtSuccess() {
    String place = folder;
    if (place == null) {
      return;
    }
    Cleanup.register(
        this,
        new Cleanup.Step() {
          @Override
          public void keep() {
            forget(place);
          }

          @Override
          public void undo() {
            // The same command goes on with it.
          }
        });
  }

  private static void forget(String place) {
    try {
      Engines.trainer(Protection.ENCRYPTED).forget(place, new Configuration());
    } catch (ParleyException e) {
      System.getLogger(CheckpointOptions.class.getName())
          .log(System.Logger.Level.WARNING, "the checkpoint of a finished training is left", e);
    }
  }

  /** The providers' stores: those of a training that goes on are there before. */
  public KeyStoreFolder keyStores(KeyOptions keys, boolean force) {
    return given()
        ? KeyStoreFolder.resumable(keys.keyStore(), this::holdsTraining)
        : KeyStoreFolder.at(keys.keyStore(), force);
  }

  /** Says so where a training goes on. */
  public void introduce(Console console) {
    if (holdsTraining()) {
      console.say("going on with the training that --checkpoint holds");
    }
  }

  /** Hands what was given to an estimator. */
  public <E extends HasCheckpoint<E>> void applyTo(E estimator) {
    if (folder != null) {
      estimator.setCheckpointPath(folder).setKeepCheckpoint(true);
    }
    if (interval != null) {
      estimator.setCheckpointInterval(interval);
    }
  }
}

package parley.fl.settings;

import java.util.Optional;
import parley.fl.Defaults;

/**
 * What an interrupted training is resumed from. Immutable, so safe for use by several threads.
 *
 * @param folder on any of Hadoop's file systems; empty for none
 * @param interval iterations between two checkpoints
 * @param keep whether the checkpoint stays when the training ends
 */
public record CheckpointSettings(Optional<String> folder, int interval, boolean keep) {
  /** Nothing is saved on the way. */
  public static final CheckpointSettings NONE =
      new CheckpointSettings(
          Optional.empty(), Defaults.CHECKPOINT_INTERVAL, Defaults.KEEP_CHECKPOINT);
}

package parley.fl.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/**
 * A stage whose training can be gone on with.
 *
 * @param <S> the stage, so that setters can be chained
 */
public interface HasCheckpoint<S extends HasCheckpoint<S>> extends ParamGroup<S> {

  /** Where this stage keeps these Params. */
  CheckpointParams checkpointParams();

  /**
   * Folder, on any of Hadoop's file systems, that the training is saved to now and then, empty for
   * none; default none. When its driver is lost, the same fit again goes on from there; when it
   * ends, the folder is emptied ({@link #setKeepCheckpoint} has it wait for the model's saving).
   * What is in it is encrypted, masked or public. Refused before any work without a querier key,
   * and key stores or vaults.
   */
  default S setCheckpointPath(String value) {
    set(checkpointPath(), value);
    return self();
  }

  /**
   * Iterations between two checkpoints, above 0; default {@value
   * parley.fl.Defaults#CHECKPOINT_INTERVAL}. Others are refused here.
   */
  default S setCheckpointInterval(int value) {
    set(checkpointInterval(), value);
    return self();
  }

  /**
   * Whether the checkpoint stays when the fit ends, until it is deleted: so that a model that
   * cannot be saved is not lost, and the same fit again makes it anew from there; default {@value
   * parley.fl.Defaults#KEEP_CHECKPOINT}.
   */
  default S setKeepCheckpoint(boolean value) {
    set(keepCheckpoint(), value);
    return self();
  }

  default Param<String> checkpointPath() {
    return checkpointParams().checkpointPath;
  }

  default IntParam checkpointInterval() {
    return checkpointParams().checkpointInterval;
  }

  default BooleanParam keepCheckpoint() {
    return checkpointParams().keepCheckpoint;
  }
}

package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;
import parley.fl.settings.CheckpointSettings;

/** The Params of {@link HasCheckpoint}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class CheckpointParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> checkpointPath;
  final IntParam checkpointInterval;
  final BooleanParam keepCheckpoint;

  /** A stage's Params, with their defaults. */
  public CheckpointParams(Params stage) {
    checkpointPath =
        new Param<>(
            stage,
            "checkpointPath",
            "folder that the training is saved to now and then, and resumed from when its driver"
                + " was lost; needs querierKey and keyStore (or vault)");
    checkpointInterval =
        new IntParam(
            stage,
            "checkpointInterval",
            "iterations between two checkpoints",
            ParamValidators.gt(0));
    keepCheckpoint =
        new BooleanParam(
            stage,
            "keepCheckpoint",
            "keep the checkpoint when the fit ends, until its model is where it belongs");
    stage.setDefault(checkpointInterval, Defaults.CHECKPOINT_INTERVAL);
    stage.setDefault(keepCheckpoint, Defaults.KEEP_CHECKPOINT);
  }

  CheckpointSettings settings(Params stage) {
    return new CheckpointSettings(
        ParamGroup.given(stage, checkpointPath),
        (Integer) stage.getOrDefault(checkpointInterval),
        (Boolean) stage.getOrDefault(keepCheckpoint));
  }
}

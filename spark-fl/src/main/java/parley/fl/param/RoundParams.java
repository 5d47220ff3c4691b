package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;

/** The Params of {@link HasRounds}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class RoundParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> policy;
  final IntParam roundTimeout;

  /** A stage's Params, with their defaults. */
  public RoundParams(Params stage) {
    policy =
        new Param<>(
            stage,
            "policy",
            "a policy beside those that the providers' processes name, which it cannot replace: a"
                + " file, or a folder with PROVIDER.json for each provider");
    roundTimeout =
        new IntParam(stage, "roundTimeout", "seconds that a round may take", ParamValidators.gt(0));
    stage.setDefault(roundTimeout, Defaults.ROUND_TIMEOUT_SECONDS);
  }

  /** Forgets both. */
  public void clear(Params stage) {
    stage.clear(policy);
    stage.clear(roundTimeout);
  }
}

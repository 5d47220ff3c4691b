package parley.robust.defence.training;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import parley.robust.threat.ThreatModel;

/**
 * What tasks need to know of a training by steps. Immutable, so safe for use by several threads.
 *
 * @param layers of the perceptron
 * @param threat how rows may be perturbed; not used with {@link TrainingMethod#NONE}
 * @param attackStep length of a step of the inner attack
 * @param tradesBeta weight of the divergence in TRADES
 * @param seed of the order of rows in an epoch
 */
@DefaultSerializer(JavaSerializer.class)
public record StepPlan(
    int[] layers,
    TrainingMethod method,
    ThreatModel threat,
    double attackStep,
    int attackIterations,
    double tradesBeta,
    long seed)
    implements Serializable {

  int features() {
    return layers[0];
  }

  int classes() {
    return layers[layers.length - 1];
  }
}

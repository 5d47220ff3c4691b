package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import parley.fl.optim.LabelScale;

/**
 * A network with what comes before and behind it: it answers rows as they were before any training.
 * Immutable and thread-safe.
 *
 * @param input what a row becomes
 * @param network of such rows
 * @param labels how labels came to one scale: {@link LabelScale#NONE} of classes
 */
@DefaultSerializer(JavaSerializer.class)
public record TrainedNetwork(NetworkInput input, Network network, LabelScale labels)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of classes an output each, else the label; in a new array. */
  public double[] outputs(double[] values) {
    double[] outputs = network.outputs(input.apply(values));
    for (int k = 0; k < outputs.length; k++) {
      outputs[k] = labels.factor() * outputs[k] + labels.offset();
    }
    return outputs;
  }
}

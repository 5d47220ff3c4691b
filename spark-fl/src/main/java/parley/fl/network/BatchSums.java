package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * What rows contribute to one iteration; additive over providers. Holds the arrays it is given;
 * safe for use by several threads if no one changes them.
 *
 * @param gradient sums over the rows, in the order of the weights
 * @param squaredErrors sum over rows and outputs of the squared errors
 * @param rows how many
 * @param largest of each layer the largest absolute value before its activation
 */
@DefaultSerializer(JavaSerializer.class)
public record BatchSums(double[] gradient, double squaredErrors, int rows, double[] largest)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** These and the other's, in new arrays. */
  public BatchSums plus(BatchSums other) {
    double[] sum = gradient.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.gradient[i];
    }
    double[] most = largest.clone();
    for (int i = 0; i < most.length; i++) {
      most[i] = Math.max(most[i], other.largest[i]);
    }
    return new BatchSums(sum, squaredErrors + other.squaredErrors, rows + other.rows, most);
  }
}

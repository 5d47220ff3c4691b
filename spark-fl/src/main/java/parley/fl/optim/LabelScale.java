package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * The public map from labels to those that are trained on, y' = (y - centre) / scale, and from
 * margins z' of that training back to the labels' scale, z = factor z' + offset. All providers
 * apply the same one. Immutable, so safe for use by several threads.
 *
 * @param centre what is subtracted from a label
 * @param scale what it is divided by then; above 0
 * @param factor what weights on standardised features are multiplied with in the end
 * @param offset what is added to the intercept after that
 * @param penalty what a ridge penalty in Spark's convention is divided by
 */
@DefaultSerializer(JavaSerializer.class)
public record LabelScale(double centre, double scale, double factor, double offset, double penalty)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Labels as they are. */
  public static final LabelScale NONE = new LabelScale(0, 1, 1, 0, 1);

  /** Rejects what would leave no labels. */
  public LabelScale {
    if (!(scale > 0) || !(penalty > 0) || !Double.isFinite(centre / scale)) {
      throw new IllegalArgumentException(
          "cannot scale labels: expected a positive scale and penalty, got "
              + scale
              + " and "
              + penalty);
    }
  }

  /** A label on the scale that is trained on. */
  public double apply(double label) {
    return (label - centre) / scale;
  }

  /** Weights for labels as they came in. */
  public LinearWeights toInputScale(LinearWeights weights) {
    double[] coefficients = weights.coefficients().clone();
    for (int j = 0; j < coefficients.length; j++) {
      coefficients[j] *= factor;
    }
    return new LinearWeights(coefficients, factor * weights.intercept() + offset);
  }
}

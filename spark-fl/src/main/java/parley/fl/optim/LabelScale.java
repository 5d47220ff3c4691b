package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

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

  private static final String ATTRIBUTE = "labels";

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

  /** As small public facts of a sealed model; none where labels are as they were. */
  public Map<String, String> attributes() {
    return equals(NONE)
        ? Map.of()
        : Map.of(
            ATTRIBUTE,
            DoubleStream.of(centre, scale, factor, offset, penalty)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(",")));
  }

  /**
   * Reads {@link #attributes}.
   *
   * @throws IllegalArgumentException if they say something else
   */
  public static LabelScale of(Map<String, String> attributes) {
    String text = attributes.get(ATTRIBUTE);
    if (text == null) {
      return NONE;
    }
    double[] parts = Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    if (parts.length != 5) {
      throw new IllegalArgumentException(
          "cannot read how labels were scaled: expected five numbers, got " + text);
    }
    return new LabelScale(parts[0], parts[1], parts[2], parts[3], parts[4]);
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

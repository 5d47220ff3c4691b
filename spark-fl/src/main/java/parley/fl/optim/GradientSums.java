package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What rows contribute to one iteration; additive over providers.
 *
 * <p>Holds the array it is given; safe for use by several threads if no one changes it.
 *
 * @param gradient G_j, a number a weight
 * @param squareSum weighted sum of the squared margins z
 * @param fourthSum weighted sum of z^4
 */
@DefaultSerializer(JavaSerializer.class)
public record GradientSums(double[] gradient, double squareSum, double fourthSum)
    implements Serializable {

  /** The sums of no rows. */
  public static GradientSums zero(int columns) {
    return new GradientSums(new double[columns], 0, 0);
  }

  /** These and the others' sums, in a new array. */
  public GradientSums plus(GradientSums other) {
    double[] sum = gradient.clone();
    for (int j = 0; j < sum.length; j++) {
      sum[j] += other.gradient[j];
    }
    return new GradientSums(sum, squareSum + other.squareSum, fourthSum + other.fourthSum);
  }

  /** Sums of several models, each with the other's of the same model. */
  public static List<GradientSums> plusEach(List<GradientSums> a, List<GradientSums> b) {
    List<GradientSums> sums = new ArrayList<>();
    for (int k = 0; k < a.size(); k++) {
      sums.add(a.get(k).plus(b.get(k)));
    }
    return sums;
  }
}

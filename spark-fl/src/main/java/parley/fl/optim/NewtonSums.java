package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * The logistic loss of rows with its derivatives; additive over providers. Holds the arrays it is
 * given; safe for use by several threads if no one changes them.
 *
 * @param loss sum of s (log(1 + e^z) - y z)
 * @param gradient a number a weight
 * @param hessian a row and a column a weight
 */
@DefaultSerializer(JavaSerializer.class)
public record NewtonSums(double loss, double[] gradient, double[][] hessian)
    implements Serializable {
  /** These and the others' sums, in new arrays. */
  public NewtonSums plus(NewtonSums other) {
    int size = gradient.length;
    double[] sum = new double[size];
    double[][] both = new double[size][size];
    for (int a = 0; a < size; a++) {
      sum[a] = gradient[a] + other.gradient[a];
      for (int b = 0; b < size; b++) {
        both[a][b] = hessian[a][b] + other.hessian[a][b];
      }
    }
    return new NewtonSums(loss + other.loss, sum, both);
  }
}

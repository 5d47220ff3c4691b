package parley.fl.family.poisson;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.fl.family.Head;
import parley.fl.optim.RowLoss;

/** The loss e^z - y z. Immutable. */
@DefaultSerializer(JavaSerializer.class)
record PoissonLoss() implements RowLoss, Head {
  private static final long serialVersionUID = 1L;

  @Override
  public double value(double z, double label) {
    return StrictMath.exp(z) - label * z;
  }

  @Override
  public double slope(double z, double label) {
    return StrictMath.exp(z) - label;
  }

  @Override
  public double curvature(double z, double label) {
    return StrictMath.exp(z);
  }

  @Override
  public double mean(double z) {
    return StrictMath.exp(z);
  }

  @Override
  public double prediction(double margin, double threshold) {
    return mean(margin);
  }
}

package parley.fl.family.gamma;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.fl.family.Head;
import parley.fl.optim.Residual;
import parley.fl.optim.RowLoss;

/** The loss y e^-z + z, of which the derivative is 1 - y e^-z. Immutable. */
@DefaultSerializer(JavaSerializer.class)
record GammaLoss() implements RowLoss, Head, Residual {
  private static final long serialVersionUID = 1L;

  @Override
  public double value(double z, double label) {
    return label * StrictMath.exp(-z) + z;
  }

  @Override
  public double slope(double z, double label) {
    return 1 - label * StrictMath.exp(-z);
  }

  @Override
  public double curvature(double z, double label) {
    return label * StrictMath.exp(-z);
  }

  @Override
  public double mean(double z) {
    return StrictMath.exp(z);
  }

  @Override
  public double prediction(double margin, double threshold) {
    return mean(margin);
  }

  @Override
  public double sign(double label) {
    return 1;
  }

  @Override
  public double factor(double label) {
    return -label;
  }

  @Override
  public double constant(double label) {
    return 1;
  }
}

package parley.fl.family.probit;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.fl.family.Head;
import parley.fl.optim.Residual;
import parley.fl.optim.RowLoss;

/** The loss -ln Phi(s z), s = 2 y - 1, of which the derivative is -s r(s z). Immutable. */
@DefaultSerializer(JavaSerializer.class)
record ProbitLoss() implements RowLoss, Head, Residual {
  private static final long serialVersionUID = 1L;

  @Override
  public double value(double z, double label) {
    return -InverseMills.logCumulative(sign(label) * z);
  }

  @Override
  public double slope(double z, double label) {
    return -sign(label) * InverseMills.at(sign(label) * z);
  }

  @Override
  public double curvature(double z, double label) {
    double t = sign(label) * z;
    double r = InverseMills.at(t);
    return r * (t + r);
  }

  @Override
  public double mean(double z) {
    return InverseMills.cumulative(z);
  }

  @Override
  public double prediction(double margin, double threshold) {
    return mean(margin) > threshold ? 1 : 0;
  }

  @Override
  public double sign(double label) {
    return 2 * label - 1;
  }

  @Override
  public double factor(double label) {
    return -sign(label);
  }

  @Override
  public double constant(double label) {
    return 0;
  }
}

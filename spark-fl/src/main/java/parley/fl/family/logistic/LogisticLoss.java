package parley.fl.family.logistic;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.Head;
import parley.fl.optim.RowLoss;

/** The loss log(1 + e^z) - y z with its mean, the sigmoid. Immutable. */
@DefaultSerializer(JavaSerializer.class)
record LogisticLoss() implements RowLoss, Head {
  @Override
  public double value(double z, double label) {
    // log(1 + e^z) - y z without overflow.
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - label * z;
  }

  @Override
  public double mean(double z) {
    return SigmoidPolynomial.exact(z);
  }

  @Override
  public double slope(double z, double label) {
    return mean(z) - label;
  }

  @Override
  public double curvature(double z, double label) {
    double p = SigmoidPolynomial.exact(z);
    return p * (1 - p);
  }

  @Override
  public double prediction(double margin, double threshold) {
    return mean(margin) > threshold ? 1 : 0;
  }
}

package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

/** a(z) - y. Immutable. */
@DefaultSerializer(JavaSerializer.class)
record MeanLessLabel() implements Residual {
  private static final long serialVersionUID = 1L;

  @Override
  public double sign(double label) {
    return 1;
  }

  @Override
  public double factor(double label) {
    return 1;
  }

  @Override
  public double constant(double label) {
    return -label;
  }
}

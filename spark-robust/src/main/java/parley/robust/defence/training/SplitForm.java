package parley.robust.defence.training;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import parley.robust.threat.FeasibleSet;
import parley.robust.threat.ThreatModel;

/**
 * For L-inf, where the worst margin has a kink at every weight that is 0. With weights w = u - v
 * and u, v at least 0 it has none: a positive weight is hurt most at one end of a feature's range
 * and a negative one at the other, whatever their size. At the minimum of u and v one is 0, since
 * both together only cost.
 */
@DefaultSerializer(JavaSerializer.class)
public record SplitForm(ThreatModel threat) implements MarginForm {

  @Override
  public int size() {
    return 2 * threat.numFeatures() + 1;
  }

  @Override
  public boolean nonNegative() {
    return true;
  }

  @Override
  public boolean hasKinkAtZero() {
    return false;
  }

  @Override
  public Writer writer(double[] parameters) {
    int features = threat.numFeatures();
    FeasibleSet feasible = new FeasibleSet(threat);
    double[] origin = new double[features];
    double[] lower = new double[features];
    double[] upper = new double[features];
    return (rows, from, sign, z) -> {
      System.arraycopy(rows, from, origin, 0, features);
      feasible.boxes(origin, 1, lower, upper);
      double[] worstForPositive = sign > 0 ? lower : upper;
      double[] worstForNegative = sign > 0 ? upper : lower;
      for (int j = 0; j < features; j++) {
        z[j] = sign * worstForPositive[j];
        z[features + j] = -sign * worstForNegative[j];
      }
      z[2 * features] = sign;
    };
  }

  @Override
  public double[] weights(double[] parameters) {
    int features = threat.numFeatures();
    double[] weights = new double[features];
    for (int j = 0; j < features; j++) {
      weights[j] = parameters[j] - parameters[features + j];
    }
    return weights;
  }

  @Override
  public void spread(double[] weightGradient, double[] parameterGradient) {
    int features = threat.numFeatures();
    for (int j = 0; j < features; j++) {
      parameterGradient[j] += weightGradient[j];
      parameterGradient[features + j] -= weightGradient[j];
    }
  }
}

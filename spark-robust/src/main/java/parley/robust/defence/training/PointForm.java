package parley.robust.defence.training;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.robust.threat.FeasibleSet;
import parley.robust.threat.LinearMaximum;
import parley.robust.threat.ThreatModel;

/**
 * Parameters are the weights themselves, and z is the worst row: the margin's gradient by Danskin's
 * theorem, wherever the worst row is the only one.
 *
 * @param threat null if rows are not perturbed
 */
@DefaultSerializer(JavaSerializer.class)
public record PointForm(int features, @Nullable ThreatModel threat) implements MarginForm {

  @Override
  public int size() {
    return features + 1;
  }

  @Override
  public boolean nonNegative() {
    return false;
  }

  @Override
  public boolean hasKinkAtZero() {
    return threat != null;
  }

  @Override
  public Writer writer(double[] parameters) {
    return threat == null ? this::clean : new Worst(threat, parameters);
  }

  @Override
  public double[] weights(double[] parameters) {
    return Arrays.copyOf(parameters, features);
  }

  @Override
  public void spread(double[] weightGradient, double[] parameterGradient) {
    for (int j = 0; j < features; j++) {
      parameterGradient[j] += weightGradient[j];
    }
  }

  private void clean(double[] rows, int from, int sign, double[] z) {
    for (int j = 0; j < features; j++) {
      z[j] = sign * rows[from + j];
    }
    z[features] = sign;
  }

  private static final class Worst implements Writer {
    private final double[] parameters;
    private final FeasibleSet feasible;
    private final LinearMaximum maximum;
    private final double[] origin;
    private final double[] against;
    private final double[] lower;
    private final double[] upper;
    private final double[] point;

    Worst(ThreatModel threat, double[] parameters) {
      this.parameters = parameters;
      int features = threat.numFeatures();
      feasible = new FeasibleSet(threat);
      maximum = new LinearMaximum(threat);
      origin = new double[features];
      against = new double[features];
      lower = new double[features];
      upper = new double[features];
      point = new double[features];
    }

    @Override
    public void write(double[] rows, int from, int sign, double[] z) {
      int features = origin.length;
      System.arraycopy(rows, from, origin, 0, features);
      for (int j = 0; j < features; j++) {
        against[j] = -sign * parameters[j];
      }
      feasible.boxes(origin, 1, lower, upper);
      maximum.find(against, origin, lower, upper, point);
      for (int j = 0; j < features; j++) {
        z[j] = sign * point[j];
      }
      z[features] = sign;
    }
  }
}

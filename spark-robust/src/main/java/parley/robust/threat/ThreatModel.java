package parley.robust.threat;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What an attacker may do to a row: move it by at most {@code perturbationEpsilon}, within bounds
 * of the features, and only some of them. Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class ThreatModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Norm norm;
  private final double perturbationEpsilon;
  private final double[] clipLo;
  private final double[] clipHi;
  private final boolean[] attackable;

  private ThreatModel(
      Norm norm,
      double perturbationEpsilon,
      double[] clipLo,
      double[] clipHi,
      boolean[] attackable) {
    this.norm = norm;
    this.perturbationEpsilon = perturbationEpsilon;
    this.clipLo = clipLo;
    this.clipHi = clipHi;
    this.attackable = attackable;
  }

  /**
   * Any row no farther than the radius.
   *
   * @param perturbationEpsilon the radius, above 0 and finite
   * @param features length of a row
   * @throws IllegalArgumentException if the radius is not positive
   */
  public static ThreatModel of(Norm norm, double perturbationEpsilon, int features) {
    if (!(perturbationEpsilon > 0) || Double.isInfinite(perturbationEpsilon)) {
      throw new IllegalArgumentException(
          "cannot bound the perturbation: expected a positive perturbationEpsilon, got "
              + perturbationEpsilon);
    }
    boolean[] all = new boolean[features];
    Arrays.fill(all, true);
    return new ThreatModel(
        norm,
        perturbationEpsilon,
        filled(features, Double.NEGATIVE_INFINITY),
        filled(features, Double.POSITIVE_INFINITY),
        all);
  }

  /** The same with another radius. */
  public ThreatModel withPerturbationEpsilon(double value) {
    ThreatModel checked = of(norm, value, numFeatures());
    return new ThreatModel(norm, checked.perturbationEpsilon, clipLo, clipHi, attackable);
  }

  /** The same with the same bounds for every feature. */
  public ThreatModel withClip(double lo, double hi) {
    return withClip(new double[] {lo}, new double[] {hi});
  }

  /**
   * The same with bounds for the features.
   *
   * @param lo lowest values: one for all or one for each, possibly -infinity
   * @param hi highest values: one for all or one for each, possibly infinity
   * @throws IllegalArgumentException if they cross, are NaN or of another number
   */
  public ThreatModel withClip(double[] lo, double[] hi) {
    double[] lowest = expand("clipLo", lo);
    double[] highest = expand("clipHi", hi);
    for (int j = 0; j < lowest.length; j++) {
      if (!(lowest[j] <= highest[j])) {
        throw new IllegalArgumentException(
            "cannot bound feature "
                + j
                + ": expected clipLo at most clipHi, got "
                + lowest[j]
                + " and "
                + highest[j]);
      }
    }
    return new ThreatModel(norm, perturbationEpsilon, lowest, highest, attackable);
  }

  /**
   * The same where only the given features can be attacked.
   *
   * @param indices places in a row, from 0
   * @throws IllegalArgumentException if there are none, or one is not in a row
   */
  public ThreatModel withAttackable(int... indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException(
          "cannot attack: expected at least one attackable feature, got none");
    }
    boolean[] mask = new boolean[numFeatures()];
    for (int index : indices) {
      if (index < 0 || index >= mask.length) {
        throw new IllegalArgumentException(
            "cannot attack feature "
                + index
                + ": expected attackable features from 0 to "
                + (mask.length - 1));
      }
      mask[index] = true;
    }
    return new ThreatModel(norm, perturbationEpsilon, clipLo, clipHi, mask);
  }

  public Norm norm() {
    return norm;
  }

  public double perturbationEpsilon() {
    return perturbationEpsilon;
  }

  public int numFeatures() {
    return attackable.length;
  }

  /** The lowest value of a feature, possibly -infinity. */
  public double clipLo(int feature) {
    return clipLo[feature];
  }

  /** The highest value of a feature, possibly infinity. */
  public double clipHi(int feature) {
    return clipHi[feature];
  }

  public boolean isAttackable(int feature) {
    return attackable[feature];
  }

  /**
   * The first feature whose value is outside its bounds, -1 if there is none.
   *
   * @param from where the row starts
   */
  public int firstOutside(double[] rows, int from) {
    for (int j = 0; j < clipLo.length; j++) {
      double value = rows[from + j];
      if (!(value >= clipLo[j] && value <= clipHi[j])) {
        return j;
      }
    }
    return -1;
  }

  private double[] expand(String name, double[] values) {
    if (values.length == 1) {
      return filled(numFeatures(), values[0]);
    }
    if (values.length != numFeatures()) {
      throw new IllegalArgumentException(
          "cannot bound the features: expected 1 or "
              + numFeatures()
              + " values in "
              + name
              + ", got "
              + values.length);
    }
    return values.clone();
  }

  private static double[] filled(int length, double value) {
    double[] result = new double[length];
    Arrays.fill(result, value);
    return result;
  }
}

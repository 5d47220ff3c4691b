package parley.fl.optim;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The public map from input features to those that are trained on: x' = (x - mean) / scale, clipped
 * to [-clip, clip] unless the feature is an indicator, whose values are all 0 or 1: to cut one of
 * two values would change the weight and nothing else. Mean m and variance m (1 - m) tell an
 * indicator, so it needs no opening of its own. All providers and the querier apply the same one.
 * Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class Standardization implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Relative difference of a variance to m (1 - m) that is rounding. */
  private static final double INDICATOR = 1e-9;

  private final double[] mean;
  private final double[] scale;
  private final boolean[] constant;
  private final boolean[] indicator;
  private final double clip;

  Standardization(double[] mean, double[] scale, boolean[] constant, double clip) {
    if (!(clip > 0)) {
      throw new IllegalArgumentException(
          "cannot standardise: expected a clip above 0 (infinite for none), got " + clip);
    }
    this.mean = mean;
    this.scale = scale;
    this.constant = constant;
    this.clip = clip;
    this.indicator = new boolean[mean.length];
    for (int j = 0; j < mean.length; j++) {
      double variance = mean[j] * (1 - mean[j]);
      indicator[j] =
          variance > 0 && Math.abs(scale[j] * scale[j] - variance) <= INDICATOR * variance;
    }
  }

  /** Features as they are, but clipped. */
  public static Standardization none(int features, double clip) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return new Standardization(new double[features], ones, new boolean[features], clip);
  }

  /**
   * Agreed ranges to [-1, 1]; a range of width 0 maps its one value to 0.
   *
   * @param ranges {lowest, highest} for each feature, on the input scale
   */
  public static Standardization ranges(double[][] ranges) {
    int d = ranges.length;
    double[] mean = new double[d];
    double[] scale = new double[d];
    boolean[] constant = new boolean[d];
    for (int j = 0; j < d; j++) {
      double[] range = ranges[j];
      if (range.length != 2 || !Double.isFinite(range[1] - range[0]) || range[0] > range[1]) {
        throw new IllegalArgumentException(
            "cannot standardise by ranges: expected two finite ends, the lower first, for feature "
                + j
                + ", got "
                + Arrays.toString(range));
      }
      mean[j] = (range[0] + range[1]) / 2;
      constant[j] = range[0] == range[1];
      scale[j] = constant[j] ? 1 : (range[1] - range[0]) / 2;
    }
    return new Standardization(mean, scale, constant, Double.POSITIVE_INFINITY);
  }

  /** The map with the given parts, as saved with a model; infinite {@code clip} for none. */
  public static Standardization of(double[] mean, double[] scale, double clip) {
    return of(mean, scale, List.of(), clip);
  }

  /**
   * The map with the given parts.
   *
   * @param constant the numbers of the features that do not vary, as of {@link #constantFeatures}
   * @param clip infinite for none
   */
  public static Standardization of(
      double[] mean, double[] scale, List<Integer> constant, double clip) {
    if (mean.length != scale.length) {
      throw new IllegalArgumentException(
          "cannot standardise: expected as many means as scales, got "
              + mean.length
              + " and "
              + scale.length);
    }
    boolean[] constants = new boolean[mean.length];
    for (int j : constant) {
      constants[j] = true;
    }
    return new Standardization(mean.clone(), scale.clone(), constants, clip);
  }

  /**
   * The same with scales of at least a share of the largest, so that what hardly varies is not
   * blown up; features that do not vary at all keep theirs.
   */
  public Standardization raised(double share) {
    double largest = 0;
    for (int j = 0; j < scale.length; j++) {
      largest = constant[j] ? largest : Math.max(largest, scale[j]);
    }
    double[] least = scale.clone();
    for (int j = 0; j < least.length; j++) {
      least[j] = constant[j] ? scale[j] : Math.max(scale[j], share * largest);
    }
    return new Standardization(mean.clone(), least, constant.clone(), clip);
  }

  public int features() {
    return mean.length;
  }

  /** A copy of what is subtracted, one number a feature, on the input scale. */
  public double[] mean() {
    return mean.clone();
  }

  /** A copy of what is divided by, one positive number a feature; 1 for constant features. */
  public double[] scale() {
    return scale.clone();
  }

  /** The largest absolute value after scaling; infinite if there is no clipping. */
  public double clip() {
    return clip;
  }

  /** The numbers of the features that do not vary; their weights stay 0. */
  public List<Integer> constantFeatures() {
    List<Integer> found = new ArrayList<>();
    for (int j = 0; j < constant.length; j++) {
      if (constant[j]) {
        found.add(j);
      }
    }
    return found;
  }

  /** Whether a feature has the values 0 and 1 alone, and is not clipped. */
  public boolean isIndicator(int feature) {
    return indicator[feature];
  }

  /** Whether clipping changes a feature's value. */
  public boolean clips(int feature, double x) {
    return !indicator[feature] && Math.abs((x - mean[feature]) / scale[feature]) > clip;
  }

  /** A feature's value, scaled and clipped. */
  public double apply(int feature, double x) {
    double scaled = (x - mean[feature]) / scale[feature];
    return indicator[feature] ? scaled : Math.max(-clip, Math.min(clip, scaled));
  }

  /** A new array of one row's features, scaled and clipped. */
  public double[] apply(double[] x) {
    double[] result = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      result[j] = apply(j, x[j]);
    }
    return result;
  }

  /**
   * Weights for standardised features to weights for features as they came in. What clipping does
   * to outlying values has no linear form and is left out.
   *
   * @param weights one number a feature, then the intercept if there is one
   */
  public LinearWeights toInputScale(double[] weights) {
    double[] coefficients = new double[mean.length];
    double intercept = weights.length > mean.length ? weights[mean.length] : 0;
    for (int j = 0; j < mean.length; j++) {
      coefficients[j] = constant[j] ? 0 : weights[j] / scale[j];
      intercept -= coefficients[j] * mean[j];
    }
    return new LinearWeights(coefficients, intercept);
  }
}

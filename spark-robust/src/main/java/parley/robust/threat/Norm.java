package parley.robust.threat;

import java.util.Arrays;
import java.util.Locale;

/** How far a perturbation goes. Immutable, so safe for use by several threads. */
public enum Norm {
  /** The largest change of a feature. */
  LINF {
    @Override
    public double distance(double[] a, int aFrom, double[] b, int bFrom, int length) {
      double largest = 0;
      for (int j = 0; j < length; j++) {
        largest = Math.max(largest, Math.abs(a[aFrom + j] - b[bFrom + j]));
      }
      return largest;
    }
  },

  /** The Euclidean length. */
  L2 {
    @Override
    public double distance(double[] a, int aFrom, double[] b, int bFrom, int length) {
      double sum = 0;
      for (int j = 0; j < length; j++) {
        double d = a[aFrom + j] - b[bFrom + j];
        sum += d * d;
      }
      return Math.sqrt(sum);
    }
  },

  /** The sum of all changes. */
  L1 {
    @Override
    public double distance(double[] a, int aFrom, double[] b, int bFrom, int length) {
      double sum = 0;
      for (int j = 0; j < length; j++) {
        sum += Math.abs(a[aFrom + j] - b[bFrom + j]);
      }
      return sum;
    }
  };

  /** The distance of two vectors that start at places of their arrays. */
  public abstract double distance(double[] a, int aFrom, double[] b, int bFrom, int length);

  /** The name in Params and on the command line: linf, l2 or l1. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static String[] words() {
    return Arrays.stream(values()).map(Norm::word).toArray(String[]::new);
  }

  /**
   * The norm of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Norm of(String word) {
    for (Norm norm : values()) {
      if (norm.word().equals(word)) {
        return norm;
      }
    }
    throw new IllegalArgumentException(
        "cannot measure perturbations: expected a norm "
            + String.join(", ", words())
            + ", got "
            + word);
  }
}

package parley.robust.model;

/**
 * The loops that take an attack's time. Plain Java in a fixed order, not BLAS: a library may sum in
 * another order on another machine or for another number of rows, and a row's result would change
 * with its batch.
 */
final class Kernels {
  private Kernels() {}

  /** The sum of a[i] b[i] over length entries; four partial sums let the processor overlap them. */
  static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += a[aFrom + i] * b[bFrom + i];
      s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
      s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
      s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
    }
    for (; i < length; i++) {
      s0 += a[aFrom + i] * b[bFrom + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Adds factor x a to b. */
  static void axpy(double factor, double[] a, int aFrom, double[] b, int bFrom, int length) {
    for (int i = 0; i < length; i++) {
      b[bFrom + i] += factor * a[aFrom + i];
    }
  }

  /** Sets b to factor x a. */
  static void scale(double factor, double[] a, int aFrom, double[] b, int bFrom, int length) {
    for (int i = 0; i < length; i++) {
      b[bFrom + i] = factor * a[aFrom + i];
    }
  }

  /** The place of the largest of the values plus offsets, the first of several. */
  static int argmax(double[] values, int from, double[] offsets) {
    int best = 0;
    double highest = values[from] + offsets[0];
    for (int k = 1; k < offsets.length; k++) {
      double value = values[from + k] + offsets[k];
      if (value > highest) {
        highest = value;
        best = k;
      }
    }
    return best;
  }

  /**
   * Replaces scores by softmax probabilities.
   *
   * @return the log of the sum of the scores' exponentials
   */
  static double softmax(double[] scores, int from, int classes) {
    double highest = scores[from];
    for (int k = 1; k < classes; k++) {
      highest = Math.max(highest, scores[from + k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double e = Math.exp(scores[from + k] - highest);
      scores[from + k] = e;
      sum += e;
    }
    for (int k = 0; k < classes; k++) {
      scores[from + k] /= sum;
    }
    return highest + Math.log(sum);
  }

  /** log(1 + e^-m) without overflow. */
  static double logistic(double margin) {
    return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
  }

  /** An array of at least the given length: the old one if it will do. */
  static double[] room(double[] old, int length) {
    return old.length >= length ? old : new double[length];
  }
}

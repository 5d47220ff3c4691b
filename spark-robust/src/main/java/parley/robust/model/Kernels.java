package parley.robust.model;

/**
 * The loops that take an attack's time. Matrices lie row by row. Plain Java in a fixed order, not
 * BLAS: a library may sum in another order on another machine or for another number of rows, and a
 * row's result would change with its batch. Four rows of the weights at a time keep the sums in
 * registers long enough for the compiler's vector instructions to pay.
 */
final class Kernels {
  /** Below this many columns a vector loop never gets going, and dot products are faster. */
  static final int NARROW = 24;

  private Kernels() {}

  /**
   * Adds A M to C.
   *
   * @param a count x inner
   * @param m inner x columns
   * @param c count x columns
   */
  static void multiply(double[] a, int count, int inner, double[] m, double[] c, int columns) {
    int k = 0;
    for (; k + 3 < inner; k += 4) {
      for (int i = 0; i < count; i++) {
        int from = i * inner + k;
        addFour(
            a[from],
            a[from + 1],
            a[from + 2],
            a[from + 3],
            m,
            k * columns,
            c,
            i * columns,
            columns);
      }
    }
    for (; k < inner; k++) {
      for (int i = 0; i < count; i++) {
        axpy(a[i * inner + k], m, k * columns, c, i * columns, columns);
      }
    }
  }

  /**
   * Adds A M' to C, for few columns.
   *
   * @param a count x inner
   * @param m columns x inner
   * @param c count x columns
   */
  static void multiplyTransposed(
      double[] a, int count, int inner, double[] m, double[] c, int columns) {
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < columns; k++) {
        c[i * columns + k] += dot(a, i * inner, m, k * inner, inner);
      }
    }
  }

  /**
   * Adds A' B to C: what the rows of a batch give to a gradient in weights.
   *
   * @param a count x rows
   * @param b count x columns
   * @param c rows x columns, from a place on
   */
  static void outer(
      double[] a, int count, int rows, double[] b, double[] c, int from, int columns) {
    int i = 0;
    for (; i + 3 < count; i += 4) {
      for (int k = 0; k < rows; k++) {
        addFour(
            a[i * rows + k],
            a[(i + 1) * rows + k],
            a[(i + 2) * rows + k],
            a[(i + 3) * rows + k],
            b,
            i * columns,
            c,
            from + k * columns,
            columns);
      }
    }
    for (; i < count; i++) {
      for (int k = 0; k < rows; k++) {
        axpy(a[i * rows + k], b, i * columns, c, from + k * columns, columns);
      }
    }
  }

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

  /** The transpose of a rows x columns matrix. */
  static double[] transpose(double[] m, int rows, int columns) {
    double[] result = new double[m.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = m[i * columns + j];
      }
    }
    return result;
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
    double factor = 1 / sum;
    for (int k = 0; k < classes; k++) {
      scores[from + k] *= factor;
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

  /** Adds f0 m[0] + .. + f3 m[3] to c, where m[k] are rows behind each other. */
  private static void addFour(
      double f0, double f1, double f2, double f3, double[] m, int from, double[] c, int to, int n) {
    int second = from + n;
    int third = second + n;
    int fourth = third + n;
    for (int j = 0; j < n; j++) {
      c[to + j] +=
          (f0 * m[from + j] + f1 * m[second + j]) + (f2 * m[third + j] + f3 * m[fourth + j]);
    }
  }
}

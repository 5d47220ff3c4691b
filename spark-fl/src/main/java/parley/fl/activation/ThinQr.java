package parley.fl.activation;

/**
 * V = Q T with orthonormal columns Q as many as V's, T upper triangular: Gram and Schmidt, each
 * column twice, after which it is as good as reflections. The library's QR keeps a square Q, of 401
 * x 401 here. Immutable, so safe for use by several threads.
 */
public final class ThinQr {
  private final double[][] q;
  private final double[][] t;

  private ThinQr(double[][] q, double[][] t) {
    this.q = q;
    this.t = t;
  }

  /** Of a matrix by rows, of full rank. */
  public static ThinQr of(double[][] v) {
    int columns = v[0].length;
    double[][] q = new double[columns][v.length];
    double[][] t = new double[columns][columns];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < v.length; i++) {
        q[j][i] = v[i][j];
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < j; k++) {
          double along = dot(q[k], q[j]);
          t[k][j] += along;
          for (int i = 0; i < v.length; i++) {
            q[j][i] -= along * q[k][i];
          }
        }
      }
      t[j][j] = Math.sqrt(dot(q[j], q[j]));
      for (int i = 0; i < v.length; i++) {
        q[j][i] /= t[j][j];
      }
    }
    return new ThinQr(q, t);
  }

  /** Q' f. */
  public double[] projected(double[] f) {
    double[] z = new double[q.length];
    for (int j = 0; j < z.length; j++) {
      z[j] = dot(q[j], f);
    }
    return z;
  }

  /** T^-1 z. */
  public double[] solve(double[] z) {
    double[] c = z.clone();
    for (int j = c.length - 1; j >= 0; j--) {
      for (int k = j + 1; k < c.length; k++) {
        c[j] -= t[j][k] * c[k];
      }
      c[j] /= t[j][j];
    }
    return c;
  }

  /** T'^-1 d: a row of constraints d T^-1. */
  public double[] solveTransposed(double[] d) {
    double[] a = d.clone();
    for (int j = 0; j < a.length; j++) {
      for (int k = 0; k < j; k++) {
        a[j] -= t[k][j] * a[k];
      }
      a[j] /= t[j][j];
    }
    return a;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

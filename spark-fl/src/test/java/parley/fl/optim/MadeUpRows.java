package parley.fl.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import parley.fl.activation.SigmoidPolynomial;

/** Rows of many kinds, the same in each run. */
final class MadeUpRows {
  private static final double[] RATES = {.001, .002, .005, .01, .02, .05, .1, .2, .3, .5};
  private static final int[] FEATURES = {3, 5, 8, 12, 20, 30};
  private static final int[] ROWS = {800, 2000, 4000};
  private static final double[] SPREADS = {.8, 1.5, 2.5};

  private enum Kind {
    NORMAL,
    STUDENT,
    LOG_NORMAL,
    INDICATORS
  }

  private MadeUpRows() {}

  /** Set k of the mixed ones. */
  static List<ProviderRows> set(int k, int providers) {
    double rate = RATES[k % 10];
    int rows = rate < .002 ? 16000 : rate < .005 ? 12000 : rate < .01 ? 8000 : ROWS[k % 3];
    return make(k, Kind.values()[k / 2 % 4], rate, FEATURES[k % 6], rows, providers);
  }

  /** Set k of those with t or log-normal features. */
  static List<ProviderRows> heavyTails(int k, int providers) {
    Kind kind = k % 2 == 0 ? Kind.STUDENT : Kind.LOG_NORMAL;
    return make(100 + k, kind, RATES[k % 10], FEATURES[k % 4], 3000, providers);
  }

  /** 12 of 4,000 rows have the third feature, some 250 are positive. */
  static List<ProviderRows> rareIndicator(int providers) {
    Random random = new Random(7);
    double[][] x = new double[4000][3];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = random.nextGaussian();
      x[i][1] = random.nextGaussian();
      x[i][2] = i % 333 == 5 && i < 3996 ? 1 : 0;
      double z = -3 + .7 * x[i][0] - .4 * x[i][1] + 4 * x[i][2];
      y[i] = random.nextDouble() < SigmoidPolynomial.exact(z) ? 1 : 0;
    }
    return deal(x, y, providers);
  }

  private static List<ProviderRows> make(
      int seed, Kind kind, double rate, int features, int rows, int providers) {
    Random random = new Random(1000 + seed);
    double common = Math.sqrt(new double[] {0, .3, .6}[seed % 3]);
    double own = Math.sqrt(1 - common * common);
    double[][] x = new double[rows][features];
    for (double[] row : x) {
      double shared = random.nextGaussian();
      double tail = kind == Kind.STUDENT ? tail(random) : 1;
      for (int j = 0; j < features; j++) {
        double value = (common * shared + own * random.nextGaussian()) / tail;
        if (kind == Kind.LOG_NORMAL && j % 2 == 0) {
          value = Math.exp(.8 * value);
        } else if (kind == Kind.INDICATORS && j % 3 == 0) {
          value = value > 1.5 ? 1 : 0;
        }
        row[j] = value;
      }
    }
    double[] z = margins(x, random, SPREADS[seed % 3]);
    double offset = offset(z, rate);
    double[] y = new double[rows];
    int positive = 0;
    for (int i = 0; i < rows; i++) {
      y[i] = random.nextDouble() < SigmoidPolynomial.exact(z[i] + offset) ? 1 : 0;
      positive += (int) y[i];
    }
    for (int i = 0; i < rows && positive < 6; i++) {
      if (y[i] == 0 && z[i] > 1) {
        y[i] = 1;
        positive++;
      }
    }
    return deal(x, y, providers);
  }

  /** The square root of a chi-squared with 4 degrees of freedom over 4. */
  private static double tail(Random random) {
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      double g = random.nextGaussian();
      sum += g * g;
    }
    return Math.sqrt(sum / 4);
  }

  /** Random weights of standardised features, scaled to that deviation. */
  private static double[] margins(double[][] x, Random random, double spread) {
    double[] z = new double[x.length];
    for (int j = 0; j < x[0].length; j++) {
      double mean = 0;
      double square = 0;
      for (double[] row : x) {
        mean += row[j] / x.length;
        square += row[j] * row[j] / x.length;
      }
      double deviation = Math.sqrt(square - mean * mean);
      double weight = random.nextGaussian() / (deviation > 0 ? deviation : 1);
      for (int i = 0; i < z.length; i++) {
        z[i] += weight * (x[i][j] - mean);
      }
    }
    double square = 0;
    for (double v : z) {
      square += v * v / z.length;
    }
    for (int i = 0; i < z.length; i++) {
      z[i] *= spread / Math.sqrt(square);
    }
    return z;
  }

  private static double offset(double[] z, double rate) {
    double low = -40;
    double high = 40;
    for (int k = 0; k < 60; k++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (double v : z) {
        sum += SigmoidPolynomial.exact(v + middle) / z.length;
      }
      if (sum < rate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Row i goes to provider i mod N. */
  static List<ProviderRows> deal(double[][] x, double[] y, int providers) {
    List<ProviderRows> dealt = new ArrayList<>();
    for (int p = 0; p < providers; p++) {
      int count = (x.length - p + providers - 1) / providers;
      double[][] columns = new double[x[0].length][count];
      double[] labels = new double[count];
      for (int i = 0; i < count; i++) {
        labels[i] = y[p + i * providers];
        for (int j = 0; j < columns.length; j++) {
          columns[j][i] = x[p + i * providers][j];
        }
      }
      dealt.add(new ProviderRows(String.valueOf(p), columns, labels, new double[0]));
    }
    return dealt;
  }
}

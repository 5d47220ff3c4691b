package parley.fl.family.circuit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;

/**
 * Evaluates a polynomial of degree 15 or less, with odd and even powers, in 4 levels and 8
 * products: p(u) = c (u - r) times seven quadratics u^2 + a u + b. All factors are there one level
 * below u; their product is a tree of depth 3. Of lower degrees some factors are 1, at the same
 * scales. One of degree 7 or less can do with 4 factors, 3 levels and 4 products.
 *
 * <p>A factor or product whose values are small is multiplied by an integer before its rescale,
 * which costs nothing and keeps its digits; the leading coefficient makes up for it. Quadratics are
 * paired left with right, so that products are not small where both are. Immutable and thread-safe.
 */
public final class FittedCircuit implements PolynomialCircuit {
  /** Most factors, and those of a polynomial that is fitted. */
  private static final int MOST = 8;

  /** Largest degree that half of them serve. */
  public static final int SHORT_DEGREE = MOST - 1;

  /** Largest degree. */
  public static final int LONG_DEGREE = 2 * MOST - 1;

  /** Scales of {@link #LONG_DEGREE} depend on limbs alone: every factor has the same. */
  public static final Scales SCALES = scales(LONG_DEGREE);

  private static final double REAL_ROOT_TOLERANCE = 1e-9;
  private static final int POLISH = 3;

  /** times (square u^2 + linear u + constant), square 0 or 1. */
  private record Factor(int times, int square, double linear, double constant) {
    double at(double u) {
      return (square * u + linear) * u + constant;
    }
  }

  /** Where products are looked at for their largest values. */
  private static final int SAMPLES = 65;

  private final List<Factor> factors;

  private final int count;

  /** What each product is multiplied by: of pairs, then of pairs of these, up to the last. */
  private final int[] times;

  private final double atZero;

  /** One that takes the levels of {@link #LONG_DEGREE}, whatever its degree. */
  public FittedCircuit(double[] coefficients, double farthest) {
    this(coefficients, farthest, LONG_DEGREE);
  }

  /**
   * From coefficients of powers of u.
   *
   * @param coefficients lowest first, from 2 to 16 of them, the last not 0
   * @param farthest where |u| ends
   * @param room {@link #SHORT_DEGREE} or {@link #LONG_DEGREE}, whose levels it takes
   */
  public FittedCircuit(double[] coefficients, double farthest, int room) {
    int degree = coefficients.length - 1;
    if (degree < 1 || degree > room) {
      throw new IllegalArgumentException(
          "cannot build the activation: degree, expected 1 to " + room + ", got " + degree);
    }
    this.count = (room + 1) / 2;
    this.times = new int[count - 1];
    this.atZero = coefficients[0];
    List<Factor> monic = new ArrayList<>();
    double leading = coefficients[degree];
    @Nullable Double single = null;
    List<Double> real = new ArrayList<>();
    for (Complex root : roots(coefficients)) {
      if (Math.abs(root.getImaginary()) < REAL_ROOT_TOLERANCE * Math.max(1, root.abs())) {
        real.add(root.getReal());
      } else if (root.getImaginary() > 0) {
        double square = root.getReal() * root.getReal() + root.getImaginary() * root.getImaginary();
        monic.add(scaled(-2 * root.getReal(), square, farthest));
      }
    }
    real.sort(Comparator.comparingDouble(Math::abs));
    if (real.size() % 2 == 1) {
      single = real.remove(0);
    }
    for (int k = 0; k + 1 < real.size(); k += 2) {
      monic.add(scaled(-(real.get(k) + real.get(k + 1)), real.get(k) * real.get(k + 1), farthest));
    }
    if (2 * monic.size() + (single == null ? 0 : 1) != degree) {
      throw new IllegalArgumentException(
          "cannot build the activation: its roots do not pair, expected degree "
              + degree
              + ", got "
              + monic.size()
              + " quadratic factors");
    }
    for (Factor factor : monic) {
      leading /= factor.times();
    }
    List<Factor> paired = paired(monic);
    leading /= scaleProducts(paired, farthest);
    List<Factor> all = new ArrayList<>();
    all.add(
        single == null
            ? new Factor(1, 0, 0, leading)
            : new Factor(1, 0, leading, -leading * single));
    all.addAll(paired);
    this.factors = List.copyOf(all);
  }

  /** The middle one first, as it meets the linear factor; then the outermost with each other. */
  private static List<Factor> paired(List<Factor> monic) {
    List<Factor> left = new ArrayList<>(monic);
    left.sort(Comparator.comparingDouble(Factor::linear));
    List<Factor> paired = new ArrayList<>();
    if (left.size() % 2 == 1) {
      paired.add(left.remove(left.size() / 2));
    }
    int half = left.size() / 2;
    List<Factor> pairs = new ArrayList<>();
    for (int k = 0; k < half; k++) {
      pairs.add(left.get(k));
      pairs.add(left.get(left.size() - 1 - k));
    }
    if (paired.isEmpty() && !pairs.isEmpty()) {
      paired.add(pairs.remove(pairs.size() - 1));
    }
    paired.addAll(pairs);
    return paired;
  }

  /** Chooses what products without the first factor are multiplied by; all of it together. */
  private double scaleProducts(List<Factor> paired, double farthest) {
    List<double[]> level = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double[] values = new double[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        double u = farthest * (2.0 * i / (SAMPLES - 1) - 1);
        values[i] = 1;
        if (k > 0 && k <= paired.size()) {
          values[i] = paired.get(k - 1).times() * paired.get(k - 1).at(u);
        }
      }
      level.add(values);
    }
    double all = 1;
    int node = 0;
    while (level.size() > 1) {
      List<double[]> next = new ArrayList<>();
      for (int k = 0; k < level.size(); k += 2) {
        double[] product = new double[SAMPLES];
        double largest = 0;
        for (int i = 0; i < SAMPLES; i++) {
          product[i] = level.get(k)[i] * level.get(k + 1)[i];
          largest = Math.max(largest, Math.abs(product[i]));
        }
        times[node] = k == 0 ? 1 : times(largest);
        all *= times[node];
        for (int i = 0; i < SAMPLES; i++) {
          product[i] *= times[node];
        }
        node++;
        next.add(product);
      }
      level = next;
    }
    return all;
  }

  private static int times(double largest) {
    return (int) Math.max(1, Math.min(1 << 20, Math.round(1 / largest)));
  }

  private static Factor scaled(double linear, double constant, double farthest) {
    Factor factor = new Factor(1, 1, linear, constant);
    double largest = Math.max(Math.abs(factor.at(farthest)), Math.abs(factor.at(-farthest)));
    double bend = -linear / 2;
    if (Math.abs(bend) < farthest) {
      largest = Math.max(largest, Math.abs(factor.at(bend)));
    }
    return new Factor(times(largest), 1, linear, constant);
  }

  /** The companion matrix's eigenvalues, each with some of Newton's steps on the polynomial. */
  private static Complex[] roots(double[] coefficients) {
    int degree = coefficients.length - 1;
    double[][] companion = new double[degree][degree];
    for (int k = 0; k < degree; k++) {
      companion[k][degree - 1] = -coefficients[k] / coefficients[degree];
      if (k > 0) {
        companion[k][k - 1] = 1;
      }
    }
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(companion, false));
    Complex[] roots = new Complex[degree];
    for (int i = 0; i < degree; i++) {
      roots[i] = new Complex(eigen.getRealEigenvalue(i), eigen.getImagEigenvalue(i));
      for (int step = 0; step < POLISH; step++) {
        Complex value = Complex.ZERO;
        Complex slope = Complex.ZERO;
        for (int k = coefficients.length - 1; k >= 0; k--) {
          slope = slope.multiply(roots[i]).add(value);
          value = value.multiply(roots[i]).add(coefficients[k]);
        }
        Complex correction = value.divide(slope);
        if (correction.isNaN() || correction.isInfinite()) {
          break;
        }
        roots[i] = roots[i].subtract(correction);
      }
    }
    return roots;
  }

  @Override
  public Ciphertext apply(Evaluator evaluator, SwitchingKey relinearisationKey, Ciphertext u) {
    try (Scope scope = Scope.open()) {
      Ciphertext square = evaluator.multiply(u, u, relinearisationKey);
      List<@Nullable Ciphertext> level = new ArrayList<>();
      double scale = factorScale(u.context().primes(), u.limbs(), u.scale());
      for (int k = 0; k < count; k++) {
        level.add(k < factors.size() ? factor(evaluator, factors.get(k), u, square) : null);
      }
      int limbs = u.limbs() - 1;
      int node = 0;
      while (level.size() > 1) {
        List<@Nullable Ciphertext> next = new ArrayList<>();
        for (int k = 0; k < level.size(); k += 2) {
          next.add(
              product(
                  evaluator,
                  relinearisationKey,
                  level.get(k),
                  level.get(k + 1),
                  scale,
                  times[node++]));
        }
        scale = scale * scale / u.context().primes()[limbs - 1];
        limbs--;
        level = next;
      }
      Ciphertext value = level.get(0);
      if (value == null) {
        throw new IllegalStateException("the first factor is always there");
      }
      return scope.keep(value);
    }
  }

  private static Ciphertext factor(
      Evaluator evaluator, Factor factor, Ciphertext u, Ciphertext square) {
    Ciphertext sum = evaluator.multiplyScalar(u, factor.times() * factor.linear(), u.scale());
    if (factor.square() == 1) {
      Ciphertext squares =
          factor.times() == 1 ? square : evaluator.multiplyScalar(square, factor.times(), 1);
      sum = evaluator.add(squares, sum);
    }
    return evaluator.rescale(evaluator.addScalar(sum, factor.times() * factor.constant()));
  }

  /** One of both missing is 1: its scale alone is multiplied. */
  private static @Nullable Ciphertext product(
      Evaluator evaluator,
      SwitchingKey key,
      @Nullable Ciphertext a,
      @Nullable Ciphertext b,
      double scale,
      int times) {
    if (a == null) {
      return null;
    }
    if (b == null) {
      return evaluator.rescale(evaluator.multiplyScalar(a, times, scale));
    }
    Ciphertext product = evaluator.multiply(a, b, key);
    return evaluator.rescale(times == 1 ? product : evaluator.multiplyScalar(product, times, 1));
  }

  private static double factorScale(long[] primes, int limbs, double scale) {
    return scale * scale / primes[limbs - 1];
  }

  /**
   * Scales of one that takes the levels of a degree.
   *
   * @param room see the constructor
   */
  public static Scales scales(int room) {
    int depth = Integer.SIZE - Integer.numberOfLeadingZeros(room);
    return (primes, limbs, scale) -> {
      double s = factorScale(primes, limbs, scale);
      for (int level = 2; level <= depth; level++) {
        s = s * s / primes[limbs - level];
      }
      return s;
    };
  }

  @Override
  public double atZero() {
    return atZero;
  }
}

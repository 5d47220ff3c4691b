package parley.fl.family.circuit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.LaguerreSolver;
import org.apache.commons.math3.complex.Complex;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;

/**
 * Evaluates the odd part p(u) of an activation polynomial on a ciphertext, in the fewest levels and
 * products.
 *
 * <p>With y = u^2, p(u) = c u q(y) for a monic q of degree 2, 4 or 6, which factors over the reals
 * into quadratics f_k(y) = y^2 + alpha_k y + beta_k that share y^2. Degree 1 takes a level and no
 * product of ciphertexts, degree 5 takes 3 levels and 3 products, degree 9 takes 4 and 4, degree 13
 * takes 4 and 6. Linear terms are encoded at the scale of y, so that the sum f_k costs one rescale
 * and no level of its own.
 *
 * <p>Immutable and thread-safe.
 */
public final class ActivationCircuit implements PolynomialCircuit, PolynomialCircuit.Scales {
  private record Quadratic(double alpha, double beta) {}

  private static final double REAL_ROOT_TOLERANCE = 1e-9;

  private final double atZero;
  private final double leading;
  private final List<Quadratic> factors;

  /** From the coefficients of u^0, u^1, ..., u^degree; even ones are not looked at. */
  public ActivationCircuit(double[] coefficients) {
    int degree = coefficients.length - 1;
    if (degree != 1 && degree != 5 && degree != 9 && degree != 13) {
      throw new IllegalArgumentException(
          "cannot build the activation: degree, expected 1, 5, 9 or 13, got " + degree);
    }
    this.atZero = coefficients[0];
    this.leading = coefficients[degree];
    double[] q = new double[(degree - 1) / 2 + 1];
    for (int k = 0; k < q.length; k++) {
      q[k] = coefficients[2 * k + 1] / leading;
    }
    this.factors = degree == 1 ? List.of() : factor(q);
  }

  /** p(u) for the slots of u: one limb below it for degree 1, 3 for 5, 4 for the others. */
  @Override
  public Ciphertext apply(Evaluator evaluator, SwitchingKey relinearisationKey, Ciphertext u) {
    if (factors.isEmpty()) {
      return times(evaluator, u);
    }
    try (Scope scope = Scope.open()) {
      Ciphertext y = evaluator.rescale(evaluator.multiply(u, u, relinearisationKey));
      Ciphertext ySquared = evaluator.multiply(y, y, relinearisationKey);
      List<Ciphertext> f = new ArrayList<>();
      for (Quadratic factor : factors) {
        Ciphertext linear = evaluator.multiplyScalar(y, factor.alpha(), y.scale());
        f.add(
            evaluator.rescale(evaluator.addScalar(evaluator.add(ySquared, linear), factor.beta())));
      }
      Ciphertext cu = times(evaluator, u);
      Ciphertext product = multiply(evaluator, relinearisationKey, cu, f.get(0));
      if (factors.size() == 2) {
        product = multiply(evaluator, relinearisationKey, product, f.get(1));
      } else if (factors.size() == 3) {
        product =
            multiply(
                evaluator,
                relinearisationKey,
                product,
                multiply(evaluator, relinearisationKey, f.get(1), f.get(2)));
      }
      return scope.keep(product);
    }
  }

  private Ciphertext times(Evaluator evaluator, Ciphertext u) {
    long prime = u.context().primes()[u.limbs() - 1];
    return evaluator.rescale(evaluator.multiplyScalar(u, leading, prime));
  }

  @Override
  public double atZero() {
    return atZero;
  }

  @Override
  public double output(long[] primes, int limbs, double scale) {
    if (factors.isEmpty()) {
      return scale;
    }
    double y = scale * scale / primes[limbs - 1];
    double f = y * y / primes[limbs - 2];
    double product = scale * f / primes[limbs - 3];
    return switch (factors.size()) {
      case 1 -> product;
      case 2 -> product * f / primes[limbs - 4];
      default -> product * (f * f / primes[limbs - 3]) / primes[limbs - 4];
    };
  }

  private static Ciphertext multiply(
      Evaluator evaluator, SwitchingKey key, Ciphertext a, Ciphertext b) {
    int limbs = Math.min(a.limbs(), b.limbs());
    return evaluator.rescale(
        evaluator.multiply(evaluator.drop(a, limbs), evaluator.drop(b, limbs), key));
  }

  /** Pairs the roots of a monic polynomial: conjugates together, real ones by size. */
  private static List<Quadratic> factor(double[] monic) {
    Complex[] roots = new LaguerreSolver(1e-14, 1e-14).solveAllComplex(monic, 0);
    List<Quadratic> out = new ArrayList<>();
    List<Double> real = new ArrayList<>();
    for (Complex root : roots) {
      if (Math.abs(root.getImaginary()) < REAL_ROOT_TOLERANCE * Math.max(1, root.abs())) {
        real.add(root.getReal());
      } else if (root.getImaginary() > 0) {
        out.add(new Quadratic(-2 * root.getReal(), root.abs() * root.abs()));
      }
    }
    real.sort(Comparator.naturalOrder());
    for (int k = 0; k + 1 < real.size(); k += 2) {
      out.add(new Quadratic(-(real.get(k) + real.get(k + 1)), real.get(k) * real.get(k + 1)));
    }
    if (2 * out.size() != monic.length - 1) {
      throw new IllegalArgumentException(
          "cannot build the activation: its roots do not pair, expected "
              + (monic.length - 1) / 2
              + " quadratic factors, got "
              + out.size());
    }
    return List.copyOf(out);
  }
}

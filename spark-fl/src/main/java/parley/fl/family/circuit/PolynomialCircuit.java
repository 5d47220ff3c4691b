package parley.fl.family.circuit;

import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.SwitchingKey;

/** Evaluates an activation polynomial on a ciphertext. Implementations are thread-safe. */
public interface PolynomialCircuit {
  /** How scales go through a circuit; known before its coefficients are. */
  interface Scales {
    /** The scale of the value for an argument of the given limbs and scale. */
    double output(long[] primes, int limbs, double scale);
  }

  /**
   * The value for the slots of u, without what labels bring, see {@link MarginCircuit#labelOffset};
   * the open scope's.
   */
  Ciphertext apply(Evaluator evaluator, SwitchingKey relinearisationKey, Ciphertext u);

  /** The polynomial at 0. */
  double atZero();
}

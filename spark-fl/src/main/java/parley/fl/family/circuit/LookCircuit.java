package parley.fl.family.circuit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;

/**
 * The powers of u that a look opens: u^2 and (k u)^16 at one scale, that of {@link
 * FittedCircuit#SCALES}, or u^2 alone one level below u. Immutable and thread-safe.
 */
public final class LookCircuit {
  private final int factor;

  /**
   * The powers of a look.
   *
   * @param factor k; 0 for u^2 alone
   */
  public LookCircuit(int factor) {
    this.factor = factor;
  }

  /** How many powers there are. */
  public int count() {
    return factor == 0 ? 1 : 2;
  }

  /** The powers; the open scope's. */
  public List<Ciphertext> apply(
      Evaluator evaluator, SwitchingKey relinearisationKey, Ciphertext u) {
    try (Scope scope = Scope.open()) {
      Ciphertext square = squared(evaluator, relinearisationKey, u);
      if (factor == 0) {
        return List.of(scope.keep(square));
      }
      Ciphertext power =
          factor == 1
              ? square
              : squared(
                  evaluator,
                  relinearisationKey,
                  evaluator.multiplyInteger(u, BigInteger.valueOf(factor), 1));
      List<Ciphertext> powers = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        power = squared(evaluator, relinearisationKey, power);
      }
      long prime = u.context().primes()[square.limbs() - 1];
      double scalar = power.scale() * prime / square.scale();
      Ciphertext low = evaluator.rescale(evaluator.multiplyScalar(square, 1, scalar));
      powers.add(scope.keep(evaluator.drop(low, power.limbs())));
      powers.add(scope.keep(power));
      return powers;
    }
  }

  private static Ciphertext squared(Evaluator evaluator, SwitchingKey key, Ciphertext u) {
    return evaluator.rescale(evaluator.multiply(u, u, key));
  }
}

package parley.fl.encrypted;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;

/**
 * Rotations of ciphertexts to the left with keys for powers of two alone. Immutable and
 * thread-safe.
 */
final class SlotRotations {
  private final Evaluator evaluator;
  private final RotationKeys keys;

  SlotRotations(Evaluator evaluator, RotationKeys keys) {
    this.evaluator = evaluator;
    this.keys = keys;
  }

  /** Steps whose keys rotations by less than {@code count}, a power of two, need. */
  static int[] steps(int count) {
    return IntStream.iterate(1, step -> step < count, step -> 2 * step).toArray();
  }

  /** Rotations by 0 .. count - 1, made by this thread; owned by the caller, in no scope. */
  List<Ciphertext> all(Ciphertext c, int count) {
    return all(c, count, false);
  }

  /** The same, made by as many threads as there are cores. */
  List<Ciphertext> allInParallel(Ciphertext c, int count) {
    return all(c, count, true);
  }

  private List<Ciphertext> all(Ciphertext c, int count, boolean parallel) {
    List<Ciphertext> made = new ArrayList<>();
    made.add(Scope.detach(c.share()));
    for (int step : steps(count)) {
      // Each rotation by 0 .. step - 1 once more by step.
      IntStream missing = IntStream.range(0, Math.min(step, count - step));
      made.addAll(
          (parallel ? missing.parallel() : missing)
              .mapToObj(k -> Scope.detach(evaluator.rotate(made.get(k), step, keys)))
              .toList());
    }
    return made;
  }

  /** The sum of the rotations by 0 .. count - 1, count a power of two. */
  Ciphertext sum(Ciphertext c, int count) {
    Ciphertext sum = c.share();
    for (int step : steps(count)) {
      sum = evaluator.add(sum, evaluator.rotate(sum, step, keys));
    }
    return sum;
  }

  /** The sum over g of the g-th ciphertext rotated by g step, by Horner's rule. */
  Ciphertext giantSteps(List<Ciphertext> giants, int step) {
    Ciphertext sum = giants.get(giants.size() - 1).share();
    for (int g = giants.size() - 2; g >= 0; g--) {
      sum = evaluator.add(giants.get(g), evaluator.rotate(sum, step, keys));
    }
    return sum;
  }
}

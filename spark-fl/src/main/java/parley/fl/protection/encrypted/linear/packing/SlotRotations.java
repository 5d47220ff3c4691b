package parley.fl.protection.encrypted.linear.packing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import parley.fl.plan.Layout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;

/**
 * Rotations to the left within a period B, with keys for two steps alone, 1 and B' (the layout's
 * baby steps): a key costs each provider more than the few further hops cost the driver. Immutable
 * and thread-safe.
 */
public final class SlotRotations {
  private final Evaluator evaluator;
  private final RotationKeys keys;
  private final int babySteps;
  private final int giantSteps;

  public SlotRotations(Evaluator evaluator, RotationKeys keys, Layout layout) {
    this.evaluator = evaluator;
    this.keys = keys;
    this.babySteps = layout.babySteps();
    this.giantSteps = layout.width() / babySteps;
  }

  /** Steps that have a key. */
  public static int[] steps(Layout layout) {
    return IntStream.of(1, layout.babySteps())
        .distinct()
        .filter(step -> step < layout.width())
        .toArray();
  }

  /** Rotations by 0 .. B' - 1; owned by the caller, in no scope. */
  public List<Ciphertext> babySteps(Ciphertext c) {
    return chain(c, 1, babySteps);
  }

  /**
   * Rotations by 0 .. B - 1, made by as many threads as there are cores; owned by the caller, in no
   * scope.
   */
  public List<Ciphertext> all(Ciphertext c) {
    List<List<Ciphertext>> chains =
        babySteps(c).parallelStream()
            .map(
                baby -> {
                  try (baby) {
                    return chain(baby, babySteps, giantSteps);
                  }
                })
            .toList();
    List<Ciphertext> out = new ArrayList<>();
    for (int giant = 0; giant < giantSteps; giant++) {
      for (List<Ciphertext> chain : chains) {
        out.add(chain.get(giant));
      }
    }
    return out;
  }

  private List<Ciphertext> chain(Ciphertext c, int step, int count) {
    List<Ciphertext> made = new ArrayList<>();
    made.add(Scope.detach(c.share()));
    for (int k = 1; k < count; k++) {
      made.add(Scope.detach(evaluator.rotate(made.get(k - 1), step, keys)));
    }
    return made;
  }

  /** The sum over g of the g-th ciphertext rotated by g B'. */
  public Ciphertext sumOfGiantSteps(List<Ciphertext> giants) {
    return horner(giants, babySteps);
  }

  /** The sum of the rotations by 0 .. B - 1. */
  public Ciphertext sum(Ciphertext c) {
    Ciphertext babies = horner(Collections.nCopies(babySteps, c), 1);
    return horner(Collections.nCopies(giantSteps, babies), babySteps);
  }

  private Ciphertext horner(List<Ciphertext> terms, int step) {
    Ciphertext sum = terms.get(terms.size() - 1).share();
    for (int k = terms.size() - 2; k >= 0; k--) {
      sum = evaluator.add(terms.get(k), evaluator.rotate(sum, step, keys));
    }
    return sum;
  }
}

package parley.robust.attack;

import parley.robust.data.RowBlock;

/** Rows to attack and what becomes of them. Mutable, for one thread. */
final class AttackBlock {
  final RowBlock input;

  /** The wanted label of each row, -1 for any but its own. */
  final int[] targets;

  final double[] adversarial;
  final boolean[] success;

  AttackBlock(int capacity, int features) {
    input = new RowBlock(capacity, features);
    targets = new int[capacity];
    adversarial = new double[capacity * features];
    success = new boolean[capacity];
  }

  /** Whether a prediction for a row is what the attack wants. */
  boolean succeeds(int row, int prediction) {
    return targets[row] < 0 ? prediction != input.labels[row] : prediction == targets[row];
  }
}

package parley.fl.protection.encrypted.predict;

import java.util.List;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.party.plan.PartyPlan;

/** The querier's rows as encrypted blocks, an opening each. */
interface Queries {
  /** How many rows there are. */
  int rows();

  /** Rows of a block but the last. */
  int rowsPerBlock();

  /** How many blocks, and so openings, they take. */
  default int blocks() {
    return (rows() + rowsPerBlock() - 1) / rowsPerBlock();
  }

  /** Rows of one block. */
  default int rowsIn(int block) {
    return Math.min(rowsPerBlock(), rows() - block * rowsPerBlock());
  }

  /** A block's ciphertexts, owned by the caller. */
  List<Ciphertext> block(int block);

  /** Rows that the plan lets one opening carry. */
  static int rowsPerOpening(PartyPlan plan, Layout layout) {
    return Math.min(layout.rowsPerBlock(), plan.step(TrainingSteps.PREDICT).rowsPerOpening(plan));
  }
}

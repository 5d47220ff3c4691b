package parley.fl.protection.encrypted.kind;

import java.util.List;
import parley.mhe.ckks.Ciphertext;

/** The querier's rows as encrypted blocks, an opening each. For one thread. */
public interface Queries {
  /** How many rows there are. */
  int rows();

  /** Rows of a block but the last: as many as one opening carries at most. */
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
}

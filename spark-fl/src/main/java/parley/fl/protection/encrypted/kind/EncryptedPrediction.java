package parley.fl.protection.encrypted.kind;

import java.util.List;
import parley.mhe.ckks.Ciphertext;

/**
 * One prediction with a sealed model of a kind at the driver: what is computed between the
 * querier's encrypted rows and the answers that are switched to the querier's key. For one thread.
 */
public interface EncryptedPrediction extends AutoCloseable {
  /** The plan's step that switches answers, with its budget of rounds, answers a round and rows. */
  String step();

  /** Slots from one row's answer to the next. */
  int stride();

  /** What answers are divided by while they are encrypted. */
  double unit();

  /** What is added to them after. */
  default double offset() {
    return 0;
  }

  /**
   * The answers for a block of rows, and nothing else in any slot; owned by the caller.
   *
   * @param query the block's ciphertexts, which stay the caller's
   * @param rows how many are asked for
   */
  Ciphertext answer(List<Ciphertext> query, int rows);

  /** Answers from decrypted slots, rounded to what is not noise, one for each row. */
  double[] read(double[] slots, int rows);

  @Override
  void close();
}

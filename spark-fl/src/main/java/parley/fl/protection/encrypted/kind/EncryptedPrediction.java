package parley.fl.protection.encrypted.kind;

import java.util.List;
import parley.fl.protection.AnswerForm;
import parley.fl.report.FitReport;
import parley.mhe.ckks.Ciphertext;

/**
 * One prediction with a sealed model of a kind at the driver: what is computed between the
 * querier's encrypted rows and the answers that are switched to the querier's key. For one thread.
 */
public interface EncryptedPrediction extends AutoCloseable {
  /** The plan's step that switches answers, with its budget of rounds, answers a round and rows. */
  String step();

  /** The step's next round: those before are used up. Asks the providers. */
  int nextRound();

  /** How answers lie in what is switched: row by row, from the first place on. */
  default AnswerForm form() {
    return AnswerForm.MARGINS;
  }

  /** Places from one answer to the next. */
  int stride();

  /** What answers are divided by while they are encrypted. */
  double unit();

  /** What is added to them after. */
  default double offset() {
    return 0;
  }

  /**
   * The answers for a block of rows, and nothing else in any place; owned by the caller.
   *
   * @param query the block's ciphertexts, which stay the caller's
   * @param rows how many are asked for
   * @param round of the step in which they will be switched
   */
  Ciphertext answer(List<Ciphertext> query, int rows, int round);

  /** Tells a report what the model is, where it is not features and an intercept. */
  default void describe(FitReport.Builder report) {}

  @Override
  void close();
}

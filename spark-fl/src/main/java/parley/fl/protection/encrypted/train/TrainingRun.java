package parley.fl.protection.encrypted.train;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.OpenSessions;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.session.SavedSession;

/**
 * One training over an open session: what is agreed on, iterations, and what becomes of the model.
 * For one thread; used once.
 */
final class TrainingRun {
  private final SparkSession spark;
  private final OpenSession session;
  private final EncryptedTraining training;
  private final TrainingJournal journal;
  private final TrainingProgress progress;

  TrainingRun(
      SparkSession spark,
      OpenSession session,
      EncryptedTraining training,
      TrainingJournal journal,
      TrainingProgress progress) {
    this.spark = spark;
    this.session = session;
    this.training = training;
    this.journal = journal;
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @param reveal whether the weights go to the querier
   * @param start when PREPARE began, by {@link System#nanoTime}
   */
  TrainingResult train(boolean reveal, long start) {
    training.agree(session, progress);
    journal.prepared(session, training, start);
    long trainStart = System.nanoTime();
    List<Ciphertext> model = training.iterate(session, progress);
    try {
      TrainingResult result = reveal ? reveal(model, trainStart) : seal(model, trainStart);
      progress.done();
      return result;
    } finally {
      model.forEach(Ciphertext::close);
    }
  }

  private TrainingResult reveal(List<Ciphertext> model, long trainStart) {
    EncryptedTraining.Revealed weights = training.reveal(session, model);
    return weights.with(journal.done(session, training, trainStart));
  }

  /** The federation stays open in this process, so that predictions find the providers. */
  private TrainingResult seal(List<Ciphertext> model, long trainStart) {
    SavedSession saved = session.federation().save();
    SealedModel sealed = training.seal(saved, model);
    OpenSessions.keep(sealed, saved, session, spark.sparkContext());
    return TrainingResult.sealed(sealed, journal.done(session, training, trainStart));
  }
}

package parley.cli;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.fl.evaluation.BinaryMetrics;

/** Exact figures of a frame of predictions. */
final class Scores {
  private Scores() {}

  static LogisticOutcome.Score of(Dataset<Row> predictions) {
    BinaryMetrics metrics =
        BinaryMetrics.of(predictions, Frames.LABEL, "rawPrediction", "prediction");
    return new LogisticOutcome.Score(metrics.accuracy(), metrics.auc());
  }
}

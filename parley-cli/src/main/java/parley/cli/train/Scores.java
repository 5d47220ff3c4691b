package parley.cli.train;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.cli.input.Frames;
import parley.fl.evaluation.BinaryMetrics;

/** Exact figures of a frame of predictions. */
public final class Scores {
  private Scores() {}

  public static LogisticOutcome.Score of(Dataset<Row> predictions) {
    BinaryMetrics metrics =
        BinaryMetrics.of(predictions, Frames.LABEL, "rawPrediction", "prediction");
    return new LogisticOutcome.Score(metrics.accuracy(), metrics.auc());
  }
}

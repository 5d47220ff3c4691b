package parley.cli.demo;

import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.cli.input.Frames;
import parley.cli.train.LogisticOutcome;
import parley.cli.train.Scores;

/** What Spark's own logistic regression makes of rows in clear, with the same penalty. */
final class Baseline {
  private static final int ITERATIONS = 100;

  private Baseline() {}

  static LogisticOutcome.Score of(Dataset<Row> train, Dataset<Row> test) {
    LogisticRegression learner =
        new LogisticRegression()
            .setFeaturesCol(Frames.FEATURES)
            .setLabelCol(Frames.LABEL)
            .setMaxIter(ITERATIONS)
            .setRegParam(1.0 / train.count());
    return Scores.of(learner.fit(train).transform(test));
  }
}

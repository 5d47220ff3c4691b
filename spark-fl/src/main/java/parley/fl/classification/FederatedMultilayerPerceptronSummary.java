package parley.fl.classification;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import parley.error.InvalidDataException;
import parley.fl.data.InputColumns;
import parley.fl.data.SchemaColumns;

/**
 * What a network is worth on some rows. Immutable but for callers that write to the arrays.
 *
 * @param rows how many
 * @param accuracy share of rows whose largest score is that of their class
 * @param confusion rows by their class, then by the predicted one
 * @param squaredLoss half the mean over rows of the squared errors of the scores: what is trained
 *     on
 * @param logLoss mean of -log of the probability of a row's class
 */
public record FederatedMultilayerPerceptronSummary(
    long rows, double accuracy, long[][] confusion, double squaredLoss, double logLoss) {

  /**
   * Computed in one pass; a threshold is not read.
   *
   * @param answers rows with a vector of scores and a label
   * @param kind of the scores
   */
  static FederatedMultilayerPerceptronSummary of(
      Dataset<Row> answers, String scores, String labels, int classes, ClassScores kind) {
    // Read first: whatever is wrong with a column is said before a job.
    InputColumns.checkFeatures(answers.schema(), scores);
    SchemaColumns.checkNumbers(answers.schema(), labels, "the label");
    List<double[]> parts =
        answers
            .select(quoted(scores), quoted(labels).cast("double"))
            .javaRDD()
            .mapPartitions(
                own -> {
                  double[] sums = new double[classes * classes + 2];
                  while (own.hasNext()) {
                    Row row = own.next();
                    add(sums, classes, kind, row.<Vector>getAs(0).toArray(), row);
                  }
                  return List.of(sums).iterator();
                })
            .collect();
    double[] total = new double[classes * classes + 2];
    for (double[] part : parts) {
      for (int i = 0; i < total.length; i++) {
        total[i] += part[i];
      }
    }
    return of(total, classes);
  }

  static Column quoted(String column) {
    return functions.col("`" + column.replace("`", "``") + "`");
  }

  private static void add(double[] sums, int classes, ClassScores kind, double[] scores, Row row) {
    double label = row.isNullAt(1) ? Double.NaN : row.getDouble(1);
    if (!(label >= 0 && label < classes && label == Math.rint(label))) {
      throw new InvalidDataException(
          "cannot evaluate the network: a label is no class of it, expected whole numbers from 0 to"
              + " "
              + (classes - 1));
    }
    int own = (int) label;
    sums[own * classes + Vectors.dense(scores).argmax()]++;
    for (int k = 0; k < classes; k++) {
      double error = kind.output(scores[k]) - (k == own ? 1 : 0);
      sums[classes * classes] += error * error / 2;
    }
    sums[classes * classes + 1] -= Math.log(kind.probabilities(scores)[own]);
  }

  private static FederatedMultilayerPerceptronSummary of(double[] total, int classes) {
    long rows = 0;
    long right = 0;
    long[][] confusion = new long[classes][classes];
    for (int own = 0; own < classes; own++) {
      for (int k = 0; k < classes; k++) {
        confusion[own][k] = (long) total[own * classes + k];
        rows += confusion[own][k];
      }
      right += confusion[own][own];
    }
    if (rows == 0) {
      throw new InvalidDataException(
          "cannot evaluate the network: there are no rows, expected some");
    }
    return new FederatedMultilayerPerceptronSummary(
        rows,
        (double) right / rows,
        confusion,
        total[classes * classes] / rows,
        total[classes * classes + 1] / rows);
  }
}

package parley.robust.evaluation;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.ml.column.Columns;
import parley.ml.column.RowReader;
import parley.robust.data.ExactSums;
import parley.robust.model.GradientScorer;
import parley.robust.model.ModelView;
import parley.robust.model.Scorer;

/**
 * Counts of rows that a model gets right, and sums of losses, for several columns of vectors.
 * Counts and sums do not depend on the order of rows. For one thread at a time.
 */
@DefaultSerializer(JavaSerializer.class)
final class StudyTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private long rows;
  private final long[] right;
  private final ExactSums losses;

  private StudyTally(int columns) {
    right = new long[columns];
    losses = new ExactSums(columns);
  }

  /** Asks the model about each of the columns, in one pass over the rows. */
  static StudyTally of(
      Dataset<Row> rows, Broadcast<ModelView> view, String labelCol, String... vectorCols) {
    int count = vectorCols.length;
    return rows.select(columns(labelCol, vectorCols))
        .javaRDD()
        .mapPartitions(part -> List.of(partition(part, view.value(), count)).iterator())
        .fold(new StudyTally(count), StudyTally::merge);
  }

  private static Column[] columns(String label, String[] vectors) {
    return Stream.concat(Stream.of(label), Stream.of(vectors))
        .map(Columns::column)
        .toArray(Column[]::new);
  }

  private static StudyTally partition(Iterator<Row> rows, ModelView view, int columns) {
    StudyTally tally = new StudyTally(columns);
    RowReader reader = new RowReader(view.numFeatures(), view.numClasses(), -1);
    Scorer scorer = view.scorer();
    double[] x = new double[view.numFeatures()];
    int[] label = new int[1];
    int[] predicted = new int[1];
    double[] loss = new double[1];
    double[] all = new double[columns];
    while (rows.hasNext()) {
      Row row = rows.next();
      label[0] = reader.label(row, 0);
      for (int k = 0; k < columns; k++) {
        reader.features(row, k + 1, x, 0);
        if (scorer instanceof GradientScorer gradients) {
          gradients.losses(x, 1, label, loss, predicted);
          all[k] = loss[0];
        } else {
          scorer.labels(x, 1, predicted);
        }
        tally.right[k] += predicted[0] == label[0] ? 1 : 0;
      }
      tally.losses.add(all, 0);
      tally.rows++;
    }
    return tally;
  }

  private StudyTally merge(StudyTally other) {
    rows += other.rows;
    for (int k = 0; k < right.length; k++) {
      right[k] += other.right[k];
    }
    losses.merge(other.losses);
    return this;
  }

  long rows() {
    return rows;
  }

  double accuracy(int column) {
    return (double) right[column] / rows;
  }

  /** 0 where the model has no loss. */
  double meanLoss(int column) {
    return losses.toDoubles()[column] / rows;
  }
}

package parley.robust.defence.training;

import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import parley.error.InvalidDataException;
import parley.ml.column.Columns;

/**
 * What must be known of the rows before a training.
 *
 * @param rows how many
 * @param features length of their vectors
 * @param classes highest label plus one
 */
public record TrainingData(long rows, int features, int classes) {

  /** Far more classes than this are a mistake, such as a label that is a measurement. */
  private static final int MOST_CLASSES = 1000;

  /**
   * Counts rows and classes in one pass.
   *
   * @throws InvalidDataException if there are no rows, or all have the same label
   */
  public static TrainingData of(Dataset<?> dataset, String features, String label) {
    Row counts =
        dataset
            .agg(
                functions.count(functions.lit(1)),
                functions.min(Columns.column(label).cast("double")),
                functions.max(Columns.column(label).cast("double")),
                functions.first(Columns.column(features), true))
            .first();
    if (counts.getLong(0) == 0 || counts.isNullAt(1) || counts.isNullAt(3)) {
      throw new InvalidDataException(
          "cannot train: expected rows with features and labels, got none");
    }
    double lowest = counts.getDouble(1);
    double highest = counts.getDouble(2);
    if (lowest == highest) {
      throw new InvalidDataException(
          "cannot train: all rows have the label " + lowest + ", expected two classes or more");
    }
    if (!(highest < MOST_CLASSES) || lowest < 0) {
      throw new InvalidDataException(
          "cannot train: expected labels from 0 to "
              + (MOST_CLASSES - 1)
              + ", got "
              + lowest
              + " to "
              + highest);
    }
    return new TrainingData(
        counts.getLong(0), counts.<Vector>getAs(3).size(), (int) Math.floor(highest) + 1);
  }

  /**
   * Checks that layers fit the rows.
   *
   * @throws IllegalArgumentException if they do not
   */
  public void check(int[] layers) {
    if (layers[0] != features
        || layers[layers.length - 1] < classes
        || Arrays.stream(layers).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "cannot train: expected layers from "
              + features
              + " features to at least "
              + classes
              + " classes, got "
              + Arrays.toString(layers));
    }
  }
}

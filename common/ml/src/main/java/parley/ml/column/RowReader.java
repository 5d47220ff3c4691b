package parley.ml.column;

import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;

/**
 * Reads features and labels of rows into arrays, and refuses those that no model can use. For one
 * thread. All throw {@link InvalidDataException} that names the row: by its id where there is one,
 * else by what it holds.
 */
public final class RowReader {
  private final int features;
  private final int classes;
  private final int idIndex;

  /**
   * A reader for a model.
   *
   * @param features length of its rows
   * @param classes number of its classes
   * @param idIndex place of the id column, -1 if there is none
   */
  public RowReader(int features, int classes, int idIndex) {
    this.features = features;
    this.classes = classes;
    this.idIndex = idIndex;
  }

  /** Copies a row's vector behind a place of an array. */
  public void features(Row row, int column, double[] to, int from) {
    Vector vector = present(row.getAs(column), row, "no features", "a vector");
    if (vector.size() != features) {
      throw refuse(row, "it has a wrong number of features", "" + features, "" + vector.size());
    }
    double[] values = vector instanceof DenseVector dense ? dense.values() : vector.toArray();
    for (int j = 0; j < features; j++) {
      if (!Double.isFinite(values[j])) {
        throw refuse(row, "feature " + j + " is not finite", "a number", "" + values[j]);
      }
    }
    System.arraycopy(values, 0, to, from, features);
  }

  /** A row's label: 0 to the number of classes less one. */
  public int label(Row row, int column) {
    Number value = present(row.getAs(column), row, "no label", "a number");
    double label = value.doubleValue();
    if (label != Math.rint(label) || label < 0 || label >= classes) {
      throw refuse(row, "its label is not known", "one of 0 to " + (classes - 1), "" + value);
    }
    return (int) label;
  }

  /** The error of a row. */
  public InvalidDataException refuse(Row row, String what, String expected, String got) {
    return new InvalidDataException(
        "cannot use "
            + (idIndex < 0 ? "a row" : "row " + row.get(idIndex))
            + ": "
            + what
            + ", expected "
            + expected
            + ", got "
            + got);
  }

  private <T> T present(@Nullable T value, Row row, String what, String expected) {
    if (value == null) {
      throw refuse(row, "it has " + what, expected, "null");
    }
    return value;
  }
}

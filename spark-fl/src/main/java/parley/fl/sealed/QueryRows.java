package parley.fl.sealed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import parley.error.InvalidDataException;

/**
 * The querier's rows, collected once. For one thread.
 *
 * @param rows in the order they were collected in
 * @param features of each, finite, on the input scale
 */
public record QueryRows(List<Row> rows, double[][] features) {

  /**
   * Collects rows.
   *
   * @param expected number of features
   * @throws InvalidDataException if the features of a row are missing, too many or few, or not
   *     finite
   */
  public static QueryRows of(Dataset<?> dataset, String featuresCol, int expected) {
    int column = dataset.schema().fieldIndex(featuresCol);
    List<Row> rows = dataset.toDF().collectAsList();
    double[][] features = new double[rows.size()][];
    for (int i = 0; i < features.length; i++) {
      features[i] = features(rows.get(i), column, i, expected);
    }
    return new QueryRows(rows, features);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * The rows with more values behind their own.
   *
   * @param answers what the model answers, an array a row
   * @param values what follows from a row's
   */
  public List<Row> with(double[][] answers, Function<double[], List<Object>> values) {
    List<Row> predicted = new ArrayList<>(rows.size());
    for (int i = 0; i < answers.length; i++) {
      List<Object> all = new ArrayList<>();
      Row row = rows.get(i);
      for (int k = 0; k < row.length(); k++) {
        all.add(row.get(k));
      }
      all.addAll(values.apply(answers[i]));
      predicted.add(RowFactory.create(all.toArray()));
    }
    return predicted;
  }

  private static double[] features(Row row, int column, int index, int expected) {
    if (row.isNullAt(column)) {
      throw new InvalidDataException(
          "cannot predict: the features of row " + index + " are missing, expected a vector");
    }
    double[] x = row.<Vector>getAs(column).toArray();
    if (x.length != expected) {
      throw new InvalidDataException(
          "cannot predict: row "
              + index
              + " has a wrong number of features, expected "
              + expected
              + ", got "
              + x.length);
    }
    for (double value : x) {
      if (!Double.isFinite(value)) {
        throw new InvalidDataException(
            "cannot predict: row "
                + index
                + " has the feature "
                + value
                + ", expected finite ones");
      }
    }
    return x;
  }
}

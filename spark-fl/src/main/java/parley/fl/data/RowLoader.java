package parley.fl.data;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.fl.family.Target;
import parley.fl.optim.ProviderRows;

/** Reads a provider's rows (features, label, weight) into columns, and checks each value. */
@DefaultSerializer(JavaSerializer.class)
final class RowLoader implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_CAPACITY = 64;

  private final List<String> names;
  private final boolean weighted;
  private final Target target;

  RowLoader(List<String> featureNames, boolean weighted, Target target) {
    this.target = target;
    this.names = featureNames;
    this.weighted = weighted;
  }

  LoadedRows load(String provider, Iterator<Row> rows) {
    int capacity = FIRST_CAPACITY;
    double[][] columns = new double[names.size()][capacity];
    double[] labels = new double[capacity];
    double[] weights = new double[weighted ? capacity : 0];
    int n = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      String problem = problem(row);
      if (problem != null) {
        return new LoadedRows(
            null,
            "cannot use the rows of provider " + provider + ": in its row " + n + " " + problem);
      }
      if (n == capacity) {
        capacity *= 2;
        for (int j = 0; j < columns.length; j++) {
          columns[j] = Arrays.copyOf(columns[j], capacity);
        }
        labels = Arrays.copyOf(labels, capacity);
        weights = Arrays.copyOf(weights, weighted ? capacity : 0);
      }
      Vector features = row.getAs(0);
      for (int j = 0; j < columns.length; j++) {
        columns[j][n] = features.apply(j);
      }
      labels[n] = row.getDouble(1);
      if (weighted) {
        weights[n] = row.getDouble(2);
      }
      n++;
    }
    if (n == 0) {
      return new LoadedRows(
          null, "cannot train: provider " + provider + " has no rows, expected at least one");
    }
    for (int j = 0; j < columns.length; j++) {
      columns[j] = Arrays.copyOf(columns[j], n);
    }
    return new LoadedRows(
        new ProviderRows(
            provider, columns, Arrays.copyOf(labels, n), Arrays.copyOf(weights, weighted ? n : 0)),
        null);
  }

  /** What is wrong, without the value: this goes to the driver and into Spark's logs. */
  private @Nullable String problem(Row row) {
    if (row.isNullAt(0) || row.isNullAt(1) || row.isNullAt(2)) {
      return (row.isNullAt(0)
              ? "the features are"
              : row.isNullAt(1) ? "the label is" : "the weight is")
          + " missing, expected a value";
    }
    Vector features = row.getAs(0);
    if (features.size() != names.size()) {
      return "are "
          + features.size()
          + " features, expected "
          + names.size()
          + " as in the first row";
    }
    for (int j = 0; j < names.size(); j++) {
      double x = features.apply(j);
      if (!Double.isFinite(x)) {
        return names.get(j) + " is not finite, expected a finite number";
      }
    }
    Optional<String> label = target.problem(row.getDouble(1));
    if (label.isPresent()) {
      return label.get();
    }
    double weight = row.getDouble(2);
    if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
      return "the weight is negative or not finite, expected a finite number of 0 or more";
    }
    return null;
  }
}

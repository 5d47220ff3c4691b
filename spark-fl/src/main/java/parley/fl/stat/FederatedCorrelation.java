package parley.fl.stat;

import java.util.List;
import org.apache.spark.ml.linalg.Matrices;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.correlate.CovarianceStatistic;

/** Spark's {@code Correlation} over the rows of several providers. Stateless, thread-safe. */
public final class FederatedCorrelation {
  private FederatedCorrelation() {}

  /**
   * Pearson's correlations over the rows that are complete.
   *
   * @param columns two numeric columns or more
   * @return one row with the column {@code pearson(A, B, ..)}, a symmetric matrix in the columns'
   *     order, NaN where a column is constant
   * @throws parley.error.ParleyException if a provider refuses or does not answer, or there are no
   *     complete rows
   */
  public static Dataset<Row> corr(ProviderQuery query, List<String> columns) {
    List<List<@Nullable Double>> r =
        query.ask(new CovarianceStatistic(columns)).value().correlation();
    int d = columns.size();
    double[] values = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        Double value = r.get(i).get(j);
        values[j * d + i] = value == null ? Double.NaN : value;
      }
    }
    String name = "pearson(" + String.join(", ", columns) + ")";
    return Frames.ofOneRow(
        new StructType().add(name, SQLDataTypes.MatrixType()), Matrices.dense(d, d, values));
  }
}

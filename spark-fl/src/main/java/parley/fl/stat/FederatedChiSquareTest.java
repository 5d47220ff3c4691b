package parley.fl.stat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.statistic.table.TableTests;
import parley.fl.table.Category;

/** Spark's {@code ChiSquareTest} over the rows of several providers. Stateless, thread-safe. */
public final class FederatedChiSquareTest {
  private FederatedChiSquareTest() {}

  /**
   * Pearson's test of independence of each feature and the label, a table each.
   *
   * @param features categories with the levels that all agreed on
   * @param label another one
   * @return one row: {@code pValues} and {@code statistics} (vectors, NaN where a table has no
   *     test), {@code degreesOfFreedom} (array of integers), in the features' order
   * @throws parley.error.ParleyException if a provider refuses or does not answer, or there are no
   *     rows
   */
  public static Dataset<Row> test(ProviderQuery query, List<Category> features, Category label) {
    double[] p = new double[features.size()];
    double[] statistic = new double[p.length];
    List<Integer> freedom = new ArrayList<>();
    for (int j = 0; j < p.length; j++) {
      TableTests tests = query.ask(new CrossTabStatistic(features.get(j), label)).value().tests();
      p[j] = orNaN(tests.pValue());
      statistic[j] = orNaN(tests.chiSquare());
      freedom.add(tests.degreesOfFreedom());
    }
    return Frames.ofOneRow(
        new StructType()
            .add("pValues", SQLDataTypes.VectorType())
            .add("degreesOfFreedom", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("statistics", SQLDataTypes.VectorType()),
        Vectors.dense(p),
        freedom.toArray(Integer[]::new),
        Vectors.dense(statistic));
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}

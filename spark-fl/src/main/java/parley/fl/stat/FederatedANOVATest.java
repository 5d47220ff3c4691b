package parley.fl.stat;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.statistic.compare.AnovaStatistic;
import parley.fl.statistic.compare.AnovaTests;
import parley.fl.table.Category;

/** Spark's {@code ANOVATest} over the rows of several providers. Stateless, thread-safe. */
public final class FederatedANOVATest {
  private FederatedANOVATest() {}

  /**
   * One-way analysis of variance of each feature by the label. P values are upper tails: they do
   * not end at 1e-16 as where 1 less a lower tail is taken.
   *
   * @param features numeric columns
   * @param label groups, with the levels that all agreed on
   * @return one row: {@code pValues} and {@code fValues} (vectors), {@code degreesOfFreedom} (array
   *     of longs, all values less 1), in the features' order
   * @throws parley.error.ParleyException if a provider refuses or does not answer, or a feature has
   *     no test
   */
  public static Dataset<Row> test(ProviderQuery query, List<String> features, Category label) {
    List<AnovaTests.Column> found =
        query.ask(new AnovaStatistic(features, label)).value().columns();
    return Frames.ofOneRow(
        new StructType()
            .add("pValues", SQLDataTypes.VectorType())
            .add("degreesOfFreedom", DataTypes.createArrayType(DataTypes.LongType))
            .add("fValues", SQLDataTypes.VectorType()),
        Vectors.dense(found.stream().mapToDouble(AnovaTests.Column::pValue).toArray()),
        found.stream()
            .map(c -> c.groupDegreesOfFreedom() + c.errorDegreesOfFreedom())
            .toArray(Long[]::new),
        Vectors.dense(found.stream().mapToDouble(AnovaTests.Column::fValue).toArray()));
  }
}

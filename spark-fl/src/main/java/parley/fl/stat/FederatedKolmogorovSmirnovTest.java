package parley.fl.stat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.statistic.compare.NormalFit;
import parley.fl.statistic.compare.NormalFitStatistic;
import parley.fl.statistic.grid.Grid;

/**
 * Spark's {@code KolmogorovSmirnovTest} over the rows of several providers. Stateless, thread-safe.
 */
public final class FederatedKolmogorovSmirnovTest {
  private FederatedKolmogorovSmirnovTest() {}

  /**
   * A column's distribution against a normal one, two-sided.
   *
   * @param sampleCol numeric
   * @param grid its values; one between two points counts at the nearest
   * @param distName {@code norm}, as in Spark the only one
   * @param params mean and standard deviation; none for 0 and 1
   * @return one row: {@code pValue}, {@code statistic}
   * @throws IllegalArgumentException with another distribution, or one parameter or more than two
   * @throws parley.error.ParleyException if a provider refuses or does not answer, or a value is
   *     outside the grid
   */
  public static Dataset<Row> test(
      ProviderQuery query, String sampleCol, Grid grid, String distName, double... params) {
    if (!distName.equals("norm") || params.length != 0 && params.length != 2) {
      throw new IllegalArgumentException(
          "cannot test a distribution: expected norm, with mean and standard deviation or without,"
              + " got "
              + distName
              + " with "
              + params.length
              + " numbers");
    }
    double mean = params.length == 0 ? 0 : params[0];
    double deviation = params.length == 0 ? 1 : params[1];
    NormalFit fit = query.ask(new NormalFitStatistic(sampleCol, grid, mean, deviation)).value();
    return Frames.ofOneRow(
        new StructType()
            .add("pValue", DataTypes.DoubleType, false)
            .add("statistic", DataTypes.DoubleType, false),
        fit.pValue(),
        fit.statistic());
  }
}

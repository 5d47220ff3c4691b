package parley.cli.train;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.cli.model.StandardScale;
import parley.cli.models.CoefficientTable;
import parley.fl.optim.LinearWeights;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.design.Coordinates;
import parley.fl.statistic.linear.solve.PositiveSystem;
import parley.fl.statistic.linear.solve.Symmetric;
import parley.fl.statistic.scale.ColumnScales;

/**
 * A logistic regression's coefficients with their standard errors: the roots of the diagonal of the
 * inverse information X^T diag(p (1 - p)) X at the coefficients, as without a penalty. It is the
 * sum of one matrix a provider, over rows that this process has in clear. Stateless.
 */
final class LogisticErrors {
  /** With more weights the inverse, in many digits, is not worth its time. */
  static final int MOST_COLUMNS = 128;

  private static final String WHAT = "give standard errors";

  private LogisticErrors() {}

  /**
   * With standard errors.
   *
   * @param scale of the rows
   * @throws parley.error.InvalidDataException where features depend on each other, with their names
   */
  static List<Coefficient> of(
      Dataset<Row> rows,
      String featuresCol,
      List<String> features,
      LinearWeights weights,
      StandardScale scale) {
    int size = features.size() + 1;
    ColumnScales scales =
        new ColumnScales(
            features,
            scale.mean(),
            DoubleStream.of(scale.deviation())
                .mapToInt(s -> s > 0 ? Math.getExponent(s) + 1 : 0)
                .toArray());
    Part part =
        new Part(weights.coefficients(), weights.intercept(), scales.centre(), scales.exponent());
    double[] sum =
        rows.select(featuresCol)
            .javaRDD()
            .treeAggregate(
                new double[size * size],
                (all, row) -> part.add(all, row.<Vector>getAs(0).toArray()),
                LogisticErrors::plus);
    BigDecimal[][] information = new BigDecimal[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        information[a][b] = new BigDecimal(sum[a * size + b]);
      }
    }
    Coordinates coordinates = new Coordinates(scales, features.size(), true);
    BigDecimal[] variances =
        coordinates.variances(
            PositiveSystem.of(new Symmetric(information), coordinates.standardNames(), WHAT)
                .inverse());
    List<Coefficient> all = new ArrayList<>();
    for (Coefficient one :
        CoefficientTable.without(features, weights.coefficients(), weights.intercept())) {
      double error = Math.sqrt(variances[all.size()].doubleValue());
      all.add(Coefficient.z(one.term(), one.estimate(), error));
    }
    return all;
  }

  /** A row's part of the information, the constant term first. */
  @DefaultSerializer(JavaSerializer.class)
  private record Part(double[] coefficients, double intercept, double[] centre, int[] exponent)
      implements Serializable {
    double[] add(double[] sum, double[] x) {
      double p = 1 / (1 + Math.exp(-new LinearWeights(coefficients, intercept).margin(x)));
      int size = x.length + 1;
      double[] z = new double[size];
      z[0] = 1;
      for (int j = 0; j < x.length; j++) {
        z[j + 1] = Math.scalb(x[j] - centre[j], -exponent[j]);
      }
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          sum[a * size + b] += p * (1 - p) * z[a] * z[b];
        }
      }
      return sum;
    }
  }

  private static double[] plus(double[] one, double[] other) {
    for (int k = 0; k < one.length; k++) {
      one[k] += other[k];
    }
    return one;
  }
}

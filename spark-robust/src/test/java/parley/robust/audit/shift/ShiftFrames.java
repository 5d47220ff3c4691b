package parley.robust.audit.shift;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.testing.LocalSpark;

/** Small frames to compare. */
final class ShiftFrames {
  static final SparkSession SPARK = LocalSpark.session();
  static final double[] X = {.1, .4, .7, 1, 1.3, 1.6, 1.9, 2.2};
  static final double[] Y = {.5, .9, 1.2, 1.8, 2.5, 2.6, 3, 3.4, 3.9, 4.1};

  private static final StructType MIXED =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("age", DataTypes.DoubleType)
          .add("visits", DataTypes.IntegerType)
          .add("site", DataTypes.StringType)
          .add("prediction", DataTypes.DoubleType)
          .add("label", DataTypes.IntegerType);

  private ShiftFrames() {}

  /** One column x. */
  static Dataset<Row> column(double... values) {
    List<Row> rows = new ArrayList<>();
    for (double value : values) {
      rows.add(RowFactory.create(value));
    }
    return SPARK.createDataFrame(rows, new StructType().add("x", DataTypes.DoubleType));
  }

  /** Normal ages, few distinct visits, three sites, and a classifier that is right in 4 of 5. */
  static Dataset<Row> mixed(int rows, long seed, double shift, double positives) {
    UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(seed);
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    List<Row> all = new ArrayList<>();
    for (long i = 0; i < rows; i++) {
      int label = random.nextDouble() < positives ? 1 : 0;
      double prediction = random.nextDouble() < .8 ? label : 1 - label;
      all.add(
          RowFactory.create(
              i,
              50 + 10 * (normal.sample() + shift),
              random.nextInt(6),
              "s" + random.nextInt(3),
              prediction,
              label));
    }
    return SPARK.createDataFrame(all, MIXED);
  }
}

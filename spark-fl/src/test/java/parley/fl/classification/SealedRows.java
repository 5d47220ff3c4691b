package parley.fl.classification;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of three providers with three features on different scales, and small insecure settings. */
final class SealedRows {
  static final String INSECURE_RING = "parley.insecure";
  static final int INSECURE_LOG_RING_DIMENSION = 12;
  static final String[] FEATURES = {"a", "b", "c"};

  private SealedRows() {}

  /** Columns id, provider, a, b, c, label; one row more than a provider's turn. */
  static Dataset<Row> raw(SparkSession spark, int count) {
    Random random = new Random(23);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double c = random.nextGaussian();
      double label = a - b + 0.5 * c + 0.3 + 0.7 * random.nextGaussian() > 0 ? 1 : 0;
      rows.add(RowFactory.create((long) i, "p" + i % 3, 5 + a, 100 - 30 * b, 0.1 * c, label));
    }
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("provider", DataTypes.StringType)
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType)
            .add("c", DataTypes.DoubleType)
            .add("label", DataTypes.DoubleType);
    return spark.createDataFrame(rows, schema);
  }

  static VectorAssembler assembler() {
    return new VectorAssembler().setInputCols(FEATURES).setOutputCol("features");
  }

  static Dataset<Row> vectors(SparkSession spark, int count) {
    return assembler().transform(raw(spark, count));
  }

  static FederatedLogisticRegression insecure() {
    return new FederatedLogisticRegression()
        .setProviderCol("provider")
        .setLogRingDimension(INSECURE_LOG_RING_DIMENSION)
        .setMaxIter(4)
        .setWatchEvery(0);
  }

  static FederatedLogisticRegression plain() {
    return insecure().setProtection("plain");
  }
}

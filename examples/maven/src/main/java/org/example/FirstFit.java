package org.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.classification.FederatedLogisticRegression;
import parley.fl.classification.FederatedLogisticRegressionModel;

/** Three hospitals learn whether two numbers add up to more than nothing, of rows that vary. */
public final class FirstFit {
  private FirstFit() {}

  /**
   * Prints how many of the rows the model has right.
   *
   * @param arguments {@code encrypted} or, for a look, {@code plain}: the same algorithm in clear
   */
  public static void main(String[] arguments) {
    String protection = arguments.length > 0 ? arguments[0] : "plain";
    SparkSession spark = SparkSession.builder().appName("first fit").getOrCreate();
    Dataset<Row> rows = rows(spark);
    FederatedLogisticRegressionModel model =
        new FederatedLogisticRegression()
            .setProviderCol("hospital")
            .setProtection(protection)
            .setMaxIter(3)
            .fit(rows);
    long right = model.transform(rows).where("prediction = label").count();
    System.out.println(
        protection
            + ", sealed "
            + model.isSealed()
            + ": "
            + right
            + " of "
            + rows.count()
            + " right");
    spark.stop();
  }

  private static Dataset<Row> rows(SparkSession spark) {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double first = random.nextGaussian();
      double second = random.nextGaussian();
      double label = first + second > 0 ? 1 : 0;
      rows.add(RowFactory.create("hospital-" + i % 3, label, Vectors.dense(first, second)));
    }
    StructType type =
        new StructType()
            .add("hospital", DataTypes.StringType)
            .add("label", DataTypes.DoubleType)
            .add("features", new VectorUDT());
    return spark.createDataFrame(rows, type);
  }
}

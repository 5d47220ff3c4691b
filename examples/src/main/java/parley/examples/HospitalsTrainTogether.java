package parley.examples;

import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import parley.fl.classification.FederatedLogisticRegression;

/**
 * Five hospitals train a classifier together that none of them can read, and the querier scores new
 * patients with it. Arguments: the CSV file (examples/data/breast-cancer.csv without) and the
 * number of iterations (40 without).
 */
public final class HospitalsTrainTogether {
  private static final int HOSPITALS = 5;

  private HospitalsTrainTogether() {}

  /** Prints the area under the ROC curve of the sealed model on patients it has not seen. */
  public static void main(String[] args) {
    String file = args.length > 0 ? args[0] : "examples/data/breast-cancer.csv";
    int iterations = args.length > 1 ? Integer.parseInt(args[1]) : 40;
    SparkSession spark = SparkSession.builder().master("local[*]").getOrCreate();
    System.out.printf("AUC of the sealed model: %.4f%n", run(spark, file, iterations));
    spark.stop();
  }

  /** The area under the ROC curve on every fifth patient, which no hospital trains with. */
  static double run(SparkSession spark, String file, int iterations) {
    Dataset<Row> patients =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(file)
            .coalesce(1)
            .withColumn("label", functions.expr("cast(diagnosis = 'malignant' as double)"))
            .withColumn("row", functions.monotonically_increasing_id())
            .withColumn(
                "hospital", functions.expr("'hospital-' || (row div 5 % " + HOSPITALS + ")"));
    String[] measured = {"mean_radius", "mean_texture", "mean_smoothness", "worst_concavity"};
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new VectorAssembler().setInputCols(measured).setOutputCol("features"),
                  new FederatedLogisticRegression()
                      .setProviderCol("hospital")
                      .setMaxIter(iterations)
                });
    PipelineModel model = pipeline.fit(patients.where("row % 5 != 0"));
    Dataset<Row> scored = model.transform(patients.where("row % 5 = 0"));
    return new BinaryClassificationEvaluator().evaluate(scored);
  }
}

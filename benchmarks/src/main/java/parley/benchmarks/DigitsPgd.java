package parley.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import parley.robust.attack.ProjectedGradientDescent;

/**
 * Projected gradient descent on scikit-learn's digits, 100 steps and 20 restarts, on two cores.
 * Argument: a file of rows, 64 features and the label, without a header. {@code art/pgd-digits}
 * runs it beside ART and prints both.
 */
public final class DigitsPgd {
  private static final int FEATURES = 64;
  private static final int CORES = 2;

  private DigitsPgd() {}

  /** Prints one line of JSON: seconds and robust accuracy by kind of run. */
  public static void main(String[] args) throws JsonProcessingException {
    SparkSession spark = BenchmarkSpark.local(CORES);
    Dataset<Row> rows = read(spark, args[0]);
    LogisticRegressionModel model =
        new LogisticRegression()
            .setRegParam(1.0 / rows.count())
            .setStandardization(false)
            .setTol(1e-10)
            .setMaxIter(1000)
            .fit(rows);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("first run", run(attack(model), rows));
    out.put("again", run(attack(model), rows));
    out.put("all steps and restarts", run(attack(model).setStopAtSuccess(false), rows));
    spark.stop();
    System.out.println(new ObjectMapper().writeValueAsString(out));
  }

  private static Dataset<Row> read(SparkSession spark, String file) {
    String[] names = IntStream.range(0, FEATURES).mapToObj(i -> "_c" + i).toArray(String[]::new);
    Dataset<Row> raw =
        spark
            .read()
            .option("inferSchema", "true")
            .csv(file)
            .withColumn("label", functions.col("_c" + FEATURES))
            .withColumn("id", functions.monotonically_increasing_id());
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(names)
            .setOutputCol("features")
            .transform(raw)
            .select("id", "label", "features")
            .repartition(CORES)
            .cache();
    rows.count();
    return rows;
  }

  private static ProjectedGradientDescent attack(LogisticRegressionModel model) {
    return new ProjectedGradientDescent()
        .setModel(model)
        .setIdCol("id")
        .setPerturbationEpsilon(.1)
        .setAttackStep(.01)
        .setAttackIterations(100)
        .setRestarts(20)
        .setClip(0, 1);
  }

  private static Map<String, Object> run(ProjectedGradientDescent attack, Dataset<Row> rows) {
    long start = System.nanoTime();
    double success =
        attack
            .transform(rows)
            .agg(functions.avg(functions.col("success").cast("double")))
            .first()
            .getDouble(0);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("seconds", (System.nanoTime() - start) * 1e-9);
    out.put("robustAccuracy", 1 - success);
    return out;
  }
}

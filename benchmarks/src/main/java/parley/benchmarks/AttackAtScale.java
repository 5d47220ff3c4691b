package parley.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.robust.attack.ProjectedGradientDescent;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Projected gradient descent on more rows than anyone wants to keep in memory: they are made up as
 * they are asked for. Prints one line of JSON with the seconds and the largest memory that the
 * process had; a model with random weights has the same cost as a trained one, as long as no row
 * stops early.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the options
@Command(name = "AttackAtScale", mixinStandardHelpOptions = true, sortOptions = false)
public final class AttackAtScale implements Callable<Integer> {
  private static final int CLASSES = 10;
  private static final int CORES = 2;

  @Option(names = "--rows", defaultValue = "1000000", description = "how many to attack")
  private long rows;

  @Option(names = "--features", defaultValue = "784", description = "length of a row")
  private int features;

  @Option(names = "--hidden", defaultValue = "0", description = "hidden units; 0: logistic model")
  private int hidden;

  @Option(names = "--attack-iterations", defaultValue = "10", description = "steps, all taken")
  private int attackIterations;

  /** Runs the job. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AttackAtScale()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = BenchmarkSpark.local(CORES)) {
      ProjectedGradientDescent attack =
          new ProjectedGradientDescent()
              .setModel(model())
              .setIdCol("id")
              .setPerturbationEpsilon(.1)
              .setAttackIterations(attackIterations)
              .setStopAtSuccess(false)
              .setClip(0, 1);
      long start = System.nanoTime();
      double success =
          attack
              .transform(rows(spark))
              .agg(functions.avg(functions.col("success").cast("double")))
              .first()
              .getDouble(0);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("rows", rows);
      line.put("features", features);
      line.put("hidden", hidden);
      line.put("attackIterations", attackIterations);
      line.put("seconds", (System.nanoTime() - start) * 1e-9);
      line.put("peakGigabytes", ProcessUse.peakResidentGb());
      line.put("success", success);
      System.out.println(new ObjectMapper().writeValueAsString(line));
    }
    return 0;
  }

  private Dataset<Row> rows(SparkSession spark) {
    int width = features;
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("label", DataTypes.IntegerType)
            .add("features", SQLDataTypes.VectorType());
    MapFunction<Long, Row> make =
        id -> {
          SplittableRandom random = new SplittableRandom(id);
          double[] x = random.doubles(width).toArray();
          return RowFactory.create(id, random.nextInt(CLASSES), Vectors.dense(x));
        };
    return spark.range(rows).as(Encoders.LONG()).map(make, Encoders.row(schema));
  }

  private Model<?> model() {
    SplittableRandom random = new SplittableRandom(1);
    if (hidden == 0) {
      double[] weights = random.doubles((long) CLASSES * features, -1, 1).toArray();
      return new LogisticRegressionModel(
          "logistic",
          new DenseMatrix(CLASSES, features, weights),
          Vectors.zeros(CLASSES),
          CLASSES,
          true);
    }
    int count = (features + 1) * hidden + (hidden + 1) * CLASSES;
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassificationModel(
            "mlp", Vectors.dense(random.doubles(count, -.1, .1).toArray()));
    model.set(model.layers(), new int[] {features, hidden, CLASSES});
    return model;
  }
}

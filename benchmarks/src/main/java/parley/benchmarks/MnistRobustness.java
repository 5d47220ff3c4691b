package parley.benchmarks;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.robust.attack.ProjectedGradientDescent;
import parley.robust.defence.AdversarialTrainer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A perceptron on MNIST before or after adversarial training: trains on the training images, and
 * prints one line of JSON with its clean accuracy on the test images and its robust accuracy under
 * projected gradient descent in L-inf, with steps of a quarter of the radius.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the options
@Command(name = "MnistRobustness", mixinStandardHelpOptions = true, sortOptions = false)
public final class MnistRobustness implements Callable<Integer> {
  private static final int PIXELS = 784;
  private static final int CLASSES = 10;
  private static final int CORES = 2;
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.IntegerType);

  @Option(names = "--data", required = true, description = "folder with MNIST's four idx.gz files")
  private Path data;

  @Option(names = "--method", defaultValue = "none", description = "none, fgsm, pgd or trades")
  private String method;

  @Option(names = "--training-epsilon", defaultValue = "0.1", description = "radius in training")
  private double trainingEpsilon;

  @Option(names = "--hidden", defaultValue = "128", description = "units of the hidden layer")
  private int hidden;

  @Option(names = "--epochs", defaultValue = "5", description = "passes over the images")
  private int epochs;

  @Option(names = "--training-iterations", defaultValue = "7", description = "of the inner attack")
  private int trainingIterations;

  @Option(names = "--trades-beta", defaultValue = "6", description = "weight of the divergence")
  private double tradesBeta;

  @Option(names = "--learning-rate", defaultValue = "0.003", description = "of the first step")
  private double learningRate;

  @Option(names = "--attack-iterations", defaultValue = "40", description = "of the measurement")
  private int attackIterations;

  @Option(names = "--restarts", defaultValue = "1", description = "of the measurement")
  private int restarts;

  @Option(names = "--test-rows", defaultValue = "10000", description = "the first so many")
  private int testRows;

  @Option(names = "--epsilon", defaultValue = "0.1,0.3", split = ",", description = "radii")
  private double[] epsilons;

  /** Runs the job. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new MnistRobustness()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = BenchmarkSpark.local(CORES)) {
      long start = System.nanoTime();
      Model<?> model = (Model<?>) trainer().fit(images(spark, "train"));
      double trained = (System.nanoTime() - start) / 1e9;
      Dataset<Row> test = images(spark, "t10k").filter(col("id").lt(testRows)).cache();
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("method", method);
      line.put("trainingEpsilon", trainingEpsilon);
      line.put("tradesBeta", tradesBeta);
      line.put("epochs", epochs);
      line.put("trainingSeconds", trained);
      line.put(
          "cleanAccuracy",
          model
              .transform(test)
              .agg(avg(col("prediction").equalTo(col("label")).cast("double")))
              .first()
              .getDouble(0));
      for (double epsilon : epsilons) {
        line.put("robustAccuracy " + epsilon, robust(model, test, epsilon));
      }
      System.out.println(new ObjectMapper().writeValueAsString(line));
    }
    return 0;
  }

  private AdversarialTrainer trainer() {
    return new AdversarialTrainer()
        .setModelType("mlp")
        .setLayers(PIXELS, hidden, CLASSES)
        .setIdCol("id")
        .setMethod(method)
        .setPerturbationEpsilon(trainingEpsilon)
        .setClip(0, 1)
        .setAttackIterations(trainingIterations)
        .setTradesBeta(tradesBeta)
        .setEpochs(epochs)
        .setLearningRate(learningRate);
  }

  private double robust(Model<?> model, Dataset<Row> test, double epsilon) {
    return 1
        - new ProjectedGradientDescent()
            .setModel(model)
            .setIdCol("id")
            .setPerturbationEpsilon(epsilon)
            .setAttackIterations(attackIterations)
            .setRestarts(restarts)
            .setClip(0, 1)
            .transform(test)
            .agg(avg(col("success").cast("double")))
            .first()
            .getDouble(0);
  }

  private Dataset<Row> images(SparkSession spark, String part) {
    byte[] pixels = read(data.resolve(part + "-images-idx3-ubyte.gz"), 16);
    byte[] labels = read(data.resolve(part + "-labels-idx1-ubyte.gz"), 8);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<byte[]> shared = context.broadcast(pixels);
    List<Integer> numbers = IntStream.range(0, labels.length).boxed().toList();
    return spark.createDataFrame(
        context
            .parallelize(numbers)
            .map(
                i -> {
                  double[] x = new double[PIXELS];
                  for (int j = 0; j < PIXELS; j++) {
                    x[j] = (shared.value()[i * PIXELS + j] & 0xFF) / 255.0;
                  }
                  return RowFactory.create(i, Vectors.dense(x), (int) labels[i]);
                }),
        SCHEMA);
  }

  private static byte[] read(Path file, int header) {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(header);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

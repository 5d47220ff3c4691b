package parley.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.classification.FederatedLogisticRegression;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Target;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.Packing;
import parley.fl.plan.PlanCost;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.Planner;
import parley.fl.protection.Engines;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;
import parley.fl.report.FitReport;
import parley.fl.settings.Protection;
import parley.fl.settings.TrainingSettings;

/**
 * Predicted against measured seconds of encrypted trainings at 128 bits, on made-up rows of several
 * shapes: the planner's table in docs/parameters.md. Arguments: iterations of each training (4
 * without).
 */
public final class PlanAccuracy {
  private static final double HALF_WIDTH = 14;

  private record Point(int providers, int rows, int features, int degree, Packing packing) {}

  private static final List<Point> POINTS =
      List.of(
          new Point(3, 300, 10, 9, Packing.ROW),
          new Point(3, 3000, 10, 9, Packing.DIAGONAL),
          new Point(10, 450, 30, 9, Packing.ROW),
          new Point(10, 450, 30, 5, Packing.ROW),
          new Point(10, 450, 30, 13, Packing.ROW),
          new Point(10, 3000, 8, 9, Packing.DIAGONAL),
          new Point(10, 3000, 23, 5, Packing.DIAGONAL),
          new Point(10, 24000, 23, 9, Packing.DIAGONAL),
          new Point(5, 300, 100, 9, Packing.ROW),
          new Point(20, 2000, 12, 9, Packing.ROW));

  private PlanAccuracy() {}

  /** Prints the table. */
  public static void main(String[] args) {
    int iterations = args.length > 0 ? Integer.parseInt(args[0]) : 4;
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    List<Double> errors = new ArrayList<>();
    System.out.println(
        "| providers | rows | features | degree | packing | ring | prepare, predicted | measured |"
            + " round, predicted | measured | all, error |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    measure(
        spark, POINTS.get(0), iterations); // the first one pays for class loading and compilation
    for (Point point : POINTS) {
      errors.add(measure(spark, point, iterations));
    }
    double[] sorted = errors.stream().mapToDouble(Math::abs).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%nmedian error %.0f %%, largest %.0f %%%n",
        100 * median(sorted),
        100 * sorted[sorted.length - 1]);
    spark.stop();
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double measure(SparkSession spark, Point point, int iterations) {
    TrainingSettings settings =
        new FederatedLogisticRegression()
            .setDegree(point.degree())
            .setInterval(new double[] {-HALF_WIDTH, HALF_WIDTH})
            .setMaxIter(iterations)
            .setWatchEvery(0)
            .setRevealWeights(true)
            .setPacking(point.packing().name().toLowerCase(Locale.ROOT))
            .settings();
    int perProvider = (point.rows() + point.providers() - 1) / point.providers();
    PlanRequest request =
        PlanRequest.builder(point.providers(), point.features())
            .maxRowsPerProvider(perProvider)
            .iterations(iterations)
            .activation(point.degree(), HALF_WIDTH)
            .packing(point.packing())
            .build();
    var choice = new Planner(MachineCosts.measured(), TrainingCosts.STEPS).choose(request);
    PlanCost predicted = choice.cost();
    FitReport report;
    try (ProviderDataset data =
        ProviderDataset.of(
            rows(spark, point),
            InputColumns.of("features", "label").withProvider("provider"),
            Target.BINARY)) {
      report = Engines.trainer(Protection.ENCRYPTED).train(spark, data, settings).report();
    }
    double prepare = report.seconds().getOrDefault("prepare", 0.0);
    double train = report.seconds().getOrDefault("train", 0.0);
    double error = predicted.totalSeconds() / (prepare + train) - 1;
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %d | %s | 2^%d | %.1f | %.1f | %.2f | %.2f | %+.0f %% |%n",
        point.providers(),
        point.rows(),
        point.features(),
        point.degree(),
        point.packing().name().toLowerCase(Locale.ROOT),
        choice.layout().parameters().logRingDimension(),
        predicted.prepareSeconds(),
        prepare,
        predicted.roundSeconds(),
        train / iterations,
        100 * error);
    return error;
  }

  private static Dataset<Row> rows(SparkSession spark, Point point) {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    double[] x = new double[point.features()];
    for (int i = 0; i < point.rows(); i++) {
      Arrays.setAll(x, j -> random.nextGaussian());
      double label = random.nextDouble() < 1 / (1 + Math.exp(-x[0])) ? 1 : 0;
      rows.add(RowFactory.create(Vectors.dense(x.clone()), label, "p" + i % point.providers()));
    }
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("provider", DataTypes.StringType);
    return spark.createDataFrame(rows, schema);
  }
}

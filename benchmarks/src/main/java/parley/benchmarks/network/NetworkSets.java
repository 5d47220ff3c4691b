package parley.benchmarks.network;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import parley.benchmarks.MadeUpRows;
import parley.fl.feature.IdxImages;

/**
 * Public sets for networks, dealt to providers: every fifth row of a table tests, of MNIST the
 * files of their own. Columns {@code provider}, {@code features}, {@code label}.
 */
final class NetworkSets {
  static final String FEATURES = "features";
  static final String LABEL = "label";
  static final String MNIST = "mnist";
  static final String CREDIT = "credit-default";
  static final String CANCER = "breast-cancer-wisconsin";

  private final @Nullable Path data;
  private final @Nullable Path images;
  private final int providers;

  /** Training and test rows. */
  record Rows(Dataset<Row> train, Dataset<Row> test) {}

  /**
   * Sets in folders.
   *
   * @param data with the tables, perhaps gzipped
   * @param images with MNIST's four idx.gz files
   */
  NetworkSets(@Nullable Path data, @Nullable Path images, int providers) {
    this.data = data;
    this.images = images;
    this.providers = providers;
  }

  /** Whether the folder of a set was named. */
  boolean has(String set) {
    return (set.equals(MNIST) ? images : data) != null;
  }

  /**
   * Made-up rows of a set's shape, a fifth as many to test on; labels are not worth learning.
   *
   * @param rows of all providers
   */
  Rows madeUp(SparkSession spark, int features, int classes, int rows) {
    return new Rows(made(spark, features, classes, rows), made(spark, features, classes, rows / 5));
  }

  private Dataset<Row> made(SparkSession spark, int features, int classes, int rows) {
    Dataset<Row> frame = new MadeUpRows(features).frame(spark, rows, providers);
    return frame
        .withColumn("provider", functions.spark_partition_id().cast("string"))
        .withColumn("id", functions.monotonically_increasing_id().mod(classes).cast("double"))
        .select(col("provider"), col(FEATURES), col("id").as(LABEL))
        .cache();
  }

  Rows rows(SparkSession spark, String set) {
    return switch (set) {
      case "mnist" -> new Rows(images(spark, "train"), images(spark, "t10k"));
      case "credit-default" -> table(spark, set, 0, col("default_payment_next_month"));
      default -> table(spark, set, 1, expr("cast(class = 4 as int)"));
    };
  }

  private Dataset<Row> images(SparkSession spark, String name) {
    String start = Objects.requireNonNull(images, "--images FOLDER") + "/" + name;
    return dealt(
            IdxImages.open(spark, start + "-images-idx3-ubyte.gz", start + "-labels-idx1-ubyte.gz")
                .frame()
                .withColumnRenamed(IdxImages.NUMBER, "id")
                .withColumnRenamed(IdxImages.FEATURES, FEATURES)
                .withColumnRenamed(IdxImages.LABEL, LABEL))
        .cache();
  }

  /** Rows to providers in turns, three at a time: every fifth is a test row. */
  private Dataset<Row> dealt(Dataset<Row> rows) {
    return rows.withColumn(
        "provider", functions.floor(col("id").divide(3)).mod(providers).cast("string"));
  }

  /**
   * A table whose last column is the label.
   *
   * @param first the number of the first feature's column
   */
  private Rows table(SparkSession spark, String set, int first, Column label) {
    Path folder = Objects.requireNonNull(data, "--data FOLDER");
    Path plain = folder.resolve(set + ".csv");
    Path file = Files.exists(plain) ? plain : folder.resolve(set + ".csv.gz");
    Dataset<Row> read =
        spark.read().option("header", true).option("inferSchema", true).csv(file.toString());
    String[] names =
        Stream.of(read.columns())
            .skip(first)
            .limit(read.columns().length - 1 - first)
            .toArray(String[]::new);
    Dataset<Row> rows = read.withColumn(LABEL, label.cast("double"));
    for (String name : names) {
      // A missing value is a 0, as in the figures that these are compared with.
      rows =
          rows.withColumn(
              name,
              functions.coalesce(expr("try_cast(`" + name + "` as double)"), functions.lit(0.0)));
    }
    rows =
        new VectorAssembler()
            .setInputCols(names)
            .setOutputCol(FEATURES)
            .transform(rows.coalesce(1))
            .withColumn("id", functions.monotonically_increasing_id())
            .select("id", FEATURES, LABEL)
            .cache();
    return new Rows(
        dealt(rows.filter("id % 5 != 0")).cache(), dealt(rows.filter("id % 5 = 0")).cache());
  }
}

package parley.fl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.fl.SparkForTests;
import parley.fl.family.Target;
import parley.fl.optim.ProviderRows;
import parley.testing.LocalSpark;

class ProviderDatasetIT {
  private static final InputColumns COLUMNS =
      InputColumns.of("features", "label").withProvider("provider");

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void of_providerColumn_givesEachProviderItsOwnPartition() {
    try (ProviderDataset data = ProviderDataset.of(good().repartition(5), COLUMNS, Target.BINARY)) {
      assertThat(data.providers()).containsExactly("a", "b", "c");
      assertThat(data.featureNames()).containsExactly("features[0]", "features[1]");
      assertThat(data.rows().getNumPartitions()).isEqualTo(3);
      List<ProviderRows> rows = data.rows().collect();
      assertThat(rows).extracting(ProviderRows::provider).containsExactly("a", "b", "c");
      assertThat(rows).extracting(ProviderRows::rows).containsExactly(3, 2, 2);
      assertThat(rows.get(1).column(0)).containsExactlyInAnyOrder(2, 5);
      assertThat(data.largestBlocks(2)).isEqualTo(2);
    }
  }

  @Test
  void of_partitions_namesProvidersByNumber() {
    Dataset<Row> frame = spark.createDataFrame(good().collectAsList(), good().schema());
    try (ProviderDataset data =
        ProviderDataset.of(
            frame.coalesce(1), InputColumns.of("features", "label"), Target.BINARY)) {
      assertThat(data.providers()).containsExactly("0");
      assertThat(data.rows().first().rows()).isEqualTo(7);
      assertThat(data.weighted()).isFalse();
    }
  }

  @Test
  void of_numbersAsProviders_areSortedAsText() {
    Dataset<Row> frame =
        good()
            .withColumn(
                "provider",
                functions
                    .when(functions.col("provider").equalTo("a"), 10)
                    .otherwise(functions.lit(9)));
    try (ProviderDataset data = ProviderDataset.of(frame, COLUMNS, Target.BINARY)) {
      assertThat(data.providers()).containsExactly("10", "9");
    }
  }

  @Test
  void of_namedFeatures_usesTheirNames() {
    StructType schema =
        new StructType()
            .add("provider", DataTypes.StringType)
            .add(
                new AttributeGroup(
                        "features",
                        new Attribute[] {
                          NumericAttribute.defaultAttr().withName("age"),
                          NumericAttribute.defaultAttr().withName("bmi")
                        })
                    .toStructField())
            .add("label", DataTypes.DoubleType);
    Dataset<Row> frame = spark.createDataFrame(good().collectAsList(), schema);
    try (ProviderDataset data = ProviderDataset.of(frame, COLUMNS, Target.BINARY)) {
      assertThat(data.featureNames()).containsExactly("age", "bmi");
    }
  }

  /** A value of a row, which no message may show. */
  private static final double SECRET = 0.3719;

  static Stream<Arguments> badRows() {
    return Stream.of(
        bad(
            "NaN",
            row("b", Vectors.dense(1, Double.NaN), 1.0),
            "provider b",
            "features[1] is not finite"),
        bad(
            "infinity",
            row("c", Vectors.dense(Double.NEGATIVE_INFINITY, 0), 1.0),
            "provider c",
            "features[0] is not finite"),
        bad("third label", row("a", Vectors.dense(1, 2), SECRET), "provider a", "expected 0 or 1"),
        bad("missing label", row("a", Vectors.dense(1, 2), null), "the label is missing"),
        bad("missing features", row("a", null, 1.0), "the features are missing"),
        bad("ragged", row("a", Vectors.dense(1, 2, 3), 1.0), "are 3 features, expected 2"),
        bad("no provider", row(null, Vectors.dense(1, 2), 1.0), "column provider has nulls"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRows")
  void of_badRow_namesProviderAndProblem(String name, Row bad, List<String> messages) {
    List<Row> rows = new ArrayList<>(good().collectAsList());
    rows.add(bad);
    Dataset<Row> frame = spark.createDataFrame(rows, SparkForTests.SCHEMA);
    assertThatThrownBy(() -> ProviderDataset.of(frame, COLUMNS, Target.BINARY))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("cannot ")
        .hasMessageNotContaining(Double.toString(SECRET))
        .hasMessageContainingAll(messages.toArray(new String[0]));
  }

  @Test
  void of_badWeight_isRefused() {
    Dataset<Row> frame = good().withColumn("weight", functions.lit(-SECRET));
    assertThatThrownBy(() -> ProviderDataset.of(frame, COLUMNS.withWeight("weight"), Target.BINARY))
        .hasMessageNotContaining(Double.toString(SECRET))
        .hasMessageContaining("the weight is negative or not finite");
  }

  @Test
  void of_providerWithoutRows_isNamed() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    // Seven rows in nine partitions: the first is empty.
    Dataset<Row> withEmpty =
        spark.createDataFrame(context.parallelize(good().collectAsList(), 9), SparkForTests.SCHEMA);
    assertThatThrownBy(
            () ->
                ProviderDataset.of(withEmpty, InputColumns.of("features", "label"), Target.BINARY))
        .hasMessageContaining("provider 0 has no rows");
  }

  @Test
  void of_noRows_isRefused() {
    assertThatThrownBy(() -> ProviderDataset.of(good().filter("false"), COLUMNS, Target.BINARY))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("no rows");
  }

  static Stream<Arguments> badColumns() {
    return Stream.of(
        columns("unknown", c -> InputColumns.of("nothing", "label"), "cannot find column nothing"),
        columns("text", c -> InputColumns.of("provider", "label"), "provider for features"),
        columns("text label", c -> InputColumns.of("features", "provider"), "expected numbers"),
        columns("vector provider", c -> c.withProvider("features"), "expected strings or numbers"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badColumns")
  void of_badColumn_isRefusedBeforeAnyJob(
      String name, UnaryOperator<InputColumns> change, String message) {
    assertThatThrownBy(() -> ProviderDataset.of(good(), change.apply(COLUMNS), Target.BINARY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Arguments bad(String name, Row row, String... messages) {
    return Arguments.of(name, row, Arrays.asList(messages));
  }

  private static Arguments columns(
      String name, UnaryOperator<InputColumns> change, String message) {
    return Arguments.of(name, change, message);
  }

  private static Row row(String provider, Vector features, Double label) {
    return RowFactory.create(provider, features, label);
  }

  private static Dataset<Row> good() {
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      rows.add(row("cab".substring(i % 3, i % 3 + 1), Vectors.dense(i, i * i), i % 2 * 1.0));
    }
    return spark.createDataFrame(rows, SparkForTests.SCHEMA);
  }
}

package parley.robust.audit.individual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.ml.column.RowKeys;
import parley.robust.ReferenceData;
import parley.robust.SparkForTests;
import parley.testing.LocalSpark;

/** Against brute force, on points of a small grid so that there are ties and equal rows. */
class IndividualFairnessIT {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final int ROWS = 700;

  /** Point i has the id 1000 - i, so that ids do not increase with the places. */
  private record Point(long id, double[] x, double y) {}

  @TempDir private Path folder;

  private static List<Point> points(int count) {
    Random random = new Random(7);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = {random.nextInt(30) / 4.0, random.nextInt(30) / 4.0};
      points.add(new Point(1000 - i, x, random.nextInt(101) / 100.0));
    }
    return points;
  }

  private static Dataset<Row> frame(List<Point> points, int parts) {
    List<Row> rows = new ArrayList<>();
    points.forEach(p -> rows.add(RowFactory.create(p.id(), Vectors.dense(p.x()), p.y())));
    return SPARK.createDataFrame(rows, schema(DataTypes.LongType)).repartition(parts);
  }

  private static StructType schema(DataType id) {
    return new StructType()
        .add("id", id)
        .add("features", SQLDataTypes.VectorType())
        .add("prediction", DataTypes.DoubleType);
  }

  private static double consistency(List<Point> points, int k, boolean includeSelf) {
    double sum = 0;
    for (Point p : points) {
      List<Point> others = new ArrayList<>(points);
      others.remove(p);
      others.sort(Comparator.<Point>comparingDouble(q -> squared(p, q)).thenComparing(Point::id));
      double mean = includeSelf ? p.y() : 0;
      for (Point q : others.subList(0, includeSelf ? k - 1 : k)) {
        mean += q.y();
      }
      sum += Math.abs(p.y() - mean / k);
    }
    return 1 - sum / points.size();
  }

  private static double squared(Point p, Point q) {
    double a = p.x()[0] - q.x()[0];
    double b = p.x()[1] - q.x()[1];
    return a * a + b * b;
  }

  @Test
  void consistency_withTies_isBruteForcesAndTheSameAtAnyPartitions() {
    List<Point> points = points(ROWS);
    Dataset<Row> many = frame(points, 200);

    double value = new ConsistencyEvaluator().evaluate(many);
    assertThat(value).isCloseTo(consistency(points, 5, true), within(1e-12));
    assertThat(new ConsistencyEvaluator().evaluate(frame(points, 1))).isEqualTo(value);
    assertThat(
            new ConsistencyEvaluator()
                .setIncludeSelf(false)
                .setNeighbors(3)
                .evaluate(frame(points, 3)))
        .isCloseTo(consistency(points, 3, false), within(1e-12));
  }

  /** Two clusters by hand: in each of three rows one differs, and each row has the other two. */
  @Test
  void consistency_byHand_countsTheRowItself() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      points.add(new Point(i, new double[] {i < 3 ? i : 100 + i, 0}, i % 3 == 0 ? 1 : 0));
    }

    assertThat(new ConsistencyEvaluator().setNeighbors(3).evaluate(frame(points, 2)))
        .isCloseTo(1 - (2.0 / 3 + 1.0 / 3 + 1.0 / 3) / 3, within(1e-15));
    assertThat(
            new ConsistencyEvaluator()
                .setNeighbors(2)
                .setIncludeSelf(false)
                .evaluate(frame(points, 2)))
        .isCloseTo(1 - (1 + 0.5 + 0.5) / 3, within(1e-15));
  }

  /** AIF360 0.6.1's BinaryLabelDatasetMetric.consistency(5) on the features and labels of WDBC. */
  @Test
  void consistency_wdbc_isAif360s() {
    ReferenceData wdbc = ReferenceData.wdbc();
    Dataset<Row> rows = SparkForTests.frame(SPARK, wdbc.minMaxScaled(wdbc.all()));

    assertThat(new ConsistencyEvaluator().setPredictionCol("label").evaluate(rows))
        .isCloseTo(.9613356766256591, within(1e-12));
  }

  @Test
  void sampleRows_areThoseOfTheLowestHashes() {
    List<Point> points = points(200);
    List<Point> sample = new ArrayList<>(points);
    sample.sort(Comparator.comparingLong(p -> RowKeys.of(3, p.id())));

    assertThat(new ConsistencyEvaluator().setSampleRows(40).setSeed(3).evaluate(frame(points, 5)))
        .isCloseTo(consistency(sample.subList(0, 40), 5, true), within(1e-12));
  }

  @Test
  void lipschitz_violations_areBruteForcesAndTheSameAtAnyPartitions() {
    List<Point> points = points(ROWS);
    List<UnequalPair> all = new ArrayList<>();
    double l = 0.4;
    for (int i = 0; i < ROWS; i++) {
      for (int j = i + 1; j < ROWS; j++) {
        // Ids fall with the place.
        Point p = points.get(j);
        Point q = points.get(i);
        double distance = Math.sqrt(squared(p, q));
        double difference = Math.abs(p.y() - q.y());
        if (difference > 0 && difference / distance > l) {
          all.add(new UnequalPair(p.id(), q.id(), distance, difference));
        }
      }
    }
    all.sort(
        Comparator.<UnequalPair>comparingDouble(p -> -p.difference() / p.distance())
            .thenComparingDouble(p -> -p.difference())
            .thenComparing(p -> (Long) p.firstId())
            .thenComparing(p -> (Long) p.secondId()));

    LipschitzEvaluator evaluator = new LipschitzEvaluator().setConstant(l).setWorstPairs(25);
    LipschitzReport report = evaluator.report(frame(points, 200));

    assertThat(report.pairs()).isEqualTo((long) ROWS * (ROWS - 1) / 2);
    assertThat(report.violations()).isEqualTo(all.size()).isPositive();
    assertThat(report.violationShare().get()).isEqualTo((double) all.size() / report.pairs());
    assertThat(report.worst()).isEqualTo(all.subList(0, 25));
    assertThat(report.smallestConstant().reason()).contains("equal features");
    assertThat(evaluator.report(frame(points, 1))).isEqualTo(report);
  }

  @Test
  void lipschitz_smallestConstant_holdsOnTheRows() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      points.add(new Point(i, new double[] {i * i / 7.0, 0}, (i * 37 % 40) / 40.0));
    }
    Dataset<Row> rows = frame(points, 3);
    double smallest = new LipschitzEvaluator().report(rows).smallestConstant().get();

    assertThat(new LipschitzEvaluator().setConstant(smallest).evaluate(rows)).isZero();
    LipschitzReport below =
        new LipschitzEvaluator().setConstant(Math.nextDown(smallest)).setWorstPairs(0).report(rows);
    assertThat(below.violations()).isPositive();
    assertThat(below.worst()).isEmpty();
  }

  @Test
  void saveAndCopy_keepParams() throws Exception {
    ConsistencyEvaluator one = new ConsistencyEvaluator().setNeighbors(7).setSampleRows(9);
    LipschitzEvaluator two = new LipschitzEvaluator().setConstant(.5).setWorstPairs(3).setSeed(4);
    one.write().save(folder.resolve("one").toString());
    two.write().save(folder.resolve("two").toString());

    assertThat(ConsistencyEvaluator.load(folder.resolve("one").toString()).explainParams())
        .isEqualTo(one.explainParams());
    assertThat(LipschitzEvaluator.load(folder.resolve("two").toString()).explainParams())
        .isEqualTo(two.explainParams());
    assertThat(one.isLargerBetter()).isTrue();
    assertThat(two.isLargerBetter()).isFalse();
  }

  static Stream<Arguments> mistakes() {
    Dataset<Row> rows = frame(points(20), 2);
    return Stream.of(
        caller(
            () -> new ConsistencyEvaluator().setFeaturesCol("x").evaluate(rows),
            "cannot find column x"),
        caller(
            () -> new ConsistencyEvaluator().setIdCol("prediction").evaluate(rows),
            "cannot use column prediction: expected whole numbers or strings"),
        caller(
            () -> new ConsistencyEvaluator().setNeighbors(1).evaluate(rows),
            "cannot compare a row with itself alone"),
        caller(() -> new ConsistencyEvaluator().setNeighbors(0), "neighbors given invalid value"),
        caller(() -> new LipschitzEvaluator().setConstant(-1), "constant given invalid value"),
        caller(() -> new LipschitzEvaluator().setSampleRows(-1), "sampleRows given invalid value"),
        data(
            () -> new ConsistencyEvaluator().setNeighbors(21).evaluate(rows),
            "cannot find 20 neighbours of each row: expected more rows than that, got 20"),
        data(
            () -> new LipschitzEvaluator().report(rows.limit(1)),
            "expected two rows or more, got 1"),
        data(() -> new LipschitzEvaluator().report(rows.limit(0)), "two rows or more, got 0"),
        data(
            () -> new LipschitzEvaluator().report(rows.union(rows.limit(1))),
            "occurs twice, expected each once"),
        data(() -> new LipschitzEvaluator().report(strings("a", null)), "one has no id"),
        data(
            () -> new ConsistencyEvaluator().setNeighbors(2).evaluate(scores(.5, 1.5)),
            "cannot use row 1: its prediction is not a share, expected a number from 0 to 1, got"
                + " 1.5"),
        data(
            () -> new ConsistencyEvaluator().setNeighbors(2).evaluate(scores(.5, Double.NaN)),
            "got NaN"),
        data(
            () -> new ConsistencyEvaluator().setNeighbors(2).evaluate(scores(.5, null)),
            "got null"));
  }

  private static Dataset<Row> strings(String... ids) {
    return SPARK.createDataFrame(
        Stream.of(ids).map(id -> RowFactory.create(id, Vectors.dense(1), .5)).toList(),
        schema(DataTypes.StringType));
  }

  private static Dataset<Row> scores(Double... scores) {
    return SPARK.createDataFrame(
        IntStream.range(0, scores.length)
            .mapToObj(i -> RowFactory.create((long) i, Vectors.dense(i), scores[i]))
            .toList(),
        schema(DataTypes.LongType));
  }

  private static Arguments caller(ThrowingCallable code, String message) {
    return Arguments.of(code, IllegalArgumentException.class, message);
  }

  private static Arguments data(ThrowingCallable code, String message) {
    return Arguments.of(code, InvalidDataException.class, message);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void use_badInput_saysWhatIsWrong(ThrowingCallable code, Class<?> family, String message) {
    Throwable thrown = catchThrowable(code);
    while (thrown instanceof SparkException && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    assertThat(thrown).isInstanceOf(family).hasMessageContaining(message);
  }
}

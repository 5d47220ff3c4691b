package parley.robust.audit.frame;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.measure.Measure;
import parley.robust.audit.fairness.GroupFairness;
import parley.testing.LocalSpark;

/** A row a mistake: what was done, and what the error says. */
abstract class BadInputCases {
  private static final SparkSession SPARK = LocalSpark.session();

  private static final Map<String, String> INTERPRETED =
      Map.of(
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.adaptive.enabled", "false");

  /** Two rows are looked at sooner than code for them is made. */
  @BeforeAll
  static void interpret() {
    INTERPRETED.forEach(SPARK.conf()::set);
  }

  @AfterAll
  static void compile() {
    INTERPRETED.keySet().forEach(SPARK.conf()::unset);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        caller("no favourable", () -> sex(new GroupCounter()), "expected one by setFavorable"),
        caller(
            "no sensitive column",
            () -> new GroupCounter().setFavorable(1).count(good()),
            "no sensitive column is set"),
        caller(
            "unknown column",
            () -> counter().setSensitiveCols("gender").count(good()),
            "cannot find column gender: expected one of label, prediction, sex, weight"),
        caller(
            "column of arrays",
            () -> sex(counter(), good().selectExpr("label", "prediction", "array(sex) as sex")),
            "cannot use column sex: expected numbers, strings, booleans or dates, got array"),
        caller(
            "threshold on words",
            () ->
                sex(
                    counter().setThreshold(.5).setScoreOf("1"),
                    good().selectExpr("label", "string(prediction) as prediction", "sex")),
            "cannot use column prediction: expected numbers, got string"),
        caller(
            "threshold NaN",
            () -> counter().setThreshold(Double.NaN),
            "expected a finite threshold, got NaN"),
        caller(
            "nobody's scores",
            () -> sex(counter().setThreshold(.5)),
            "cannot use the scores of column prediction: it is not said of which label they are,"
                + " expected the favourable 1 or the other by setScoreOf"),
        caller(
            "scores of a stranger",
            () -> sex(counter().setThreshold(.5).setUnfavorable("0").setScoreOf("2")),
            "expected those of 1 or 0, got those of 2"),
        data(
            "scores of a label that does not occur",
            () -> sex(counter().setThreshold(.5).setScoreOf("3")),
            "column label is neither label in"),
        caller(
            "ranks of labels",
            () -> counter().setSensitiveCols("sex").ranks(good()),
            "cannot rank rows: predictions are labels"),
        caller(
            "edges that fall",
            () -> GroupBands.of(good(), "weight", 2, 1),
            "expected 1 to 50 finite edges that rise, got [2.0, 1.0]"),
        data(
            "bands of words",
            () -> GroupBands.of(good(), "sex", 1),
            "cannot put column sex into bands: it is no number in"),
        data(
            "bands of numbers in other words",
            () ->
                GroupBands.of(
                    LocalSpark.session()
                        .sql(
                            "select * from values ('1D'), ('0x1'), ('NaN'), ('1e999'), ('1') t(a)"),
                    "a",
                    1),
            "cannot put column a into bands: it is no number in 4 of 5 rows"),
        data(
            "bands of infinities",
            () ->
                GroupBands.of(
                    LocalSpark.session()
                        .sql(
                            "select * from values (double('-Infinity')), (double('NaN')), (null),"
                                + " (1) t(a)"),
                    "a",
                    1),
            "cannot put column a into bands: it is no number in 1 of 4 rows"),
        caller("too many bins", () -> counter().setBins(1001), "expected 0 to 1000 bins, got 1001"),
        caller(
            "bins without scores",
            () -> sex(counter().setBins(10)),
            "there is no column of them, expected one by setScoreCol, or a threshold"),
        caller("a group twice", () -> counter().setGroups("a", "a"), "expected each group once"),
        caller(
            "providers without groups",
            () -> ProviderCounts.byColumn(counter().setSensitiveCols("sex"), good(), "label"),
            "expected groups that are agreed on, by setGroups"),
        data(
            "no rows",
            () -> sex(counter(), good().filter("false")),
            "there are no rows, expected one or more"),
        data(
            "no rows of the groups",
            () -> sex(counter().setGroups("x", "y"), good()),
            "there are no rows of the groups, expected some of x, y"),
        data(
            "label null",
            () -> sex(counter(), rows("(null, 1, 'f', 1), (1, 1, 'm', 1)")),
            "column label has no value in 1 of 2 rows, expected a value in each"),
        data(
            "prediction null",
            () -> sex(counter(), rows("(0, null, 'f', 1), (1, null, 'm', 1)")),
            "column prediction has no value in 2 of 2 rows"),
        data(
            "prediction NaN",
            () ->
                sex(
                    counter().setThreshold(.5).setScoreOf("1"),
                    rows("(0, double('NaN'), 'f', 1), (1, 1D, 'm', 1)")),
            "column prediction has no value in 1 of 2 rows"),
        data(
            "group null",
            () -> sex(counter(), rows("(0, 0, null, 1), (1, 1, 'm', 1), (1, 1, null, 1)")),
            "column sex has no value in 2 of 3 rows, expected a value in each, or a group for them"
                + " by setMissingGroup"),
        data(
            "group null among named groups",
            () ->
                sex(
                    counter().setGroups("m"),
                    rows("(0, 0, null, 1), (1, 1, 'm', 1), (1, 1, 'f', 1)")),
            "column sex has no value in 1 of 2 rows"),
        data(
            "three labels",
            () -> threeLabels("0"),
            "column label has more than two values, expected the favourable 1 and one other, got 0,"
                + " 1, 2"),
        data("three labels, the other in two groups", () -> threeLabels("2"), "got 0, 1, 2"),
        data(
            "many labels",
            () ->
                sex(
                    counter(),
                    good().selectExpr("explode(sequence(1, 9)) label", "1 prediction", "sex")),
            "and others"),
        data(
            "favourable does not occur",
            () -> sex(counter().setFavorable("yes")),
            "the favourable label yes does not occur in column label, expected one of 0, 1"),
        data(
            "three predictions",
            () -> sex(counter(), rows("(0, 3, 'f', 1), (1, 1, 'm', 1), (0, 2, 'm', 1)")),
            "column prediction has more than two values, expected the favourable 1 and one other,"
                + " got 1, 2, 3"),
        data(
            "predictions coded otherwise",
            () -> sex(counter(), rows("(0, 2, 'f', 1), (1, 1, 'm', 1)")),
            "column prediction has other values than column label, expected one of 0, 1, got 1, 2"),
        data(
            "a stranger among the labels",
            () -> sex(counter().setUnfavorable("0"), rows("(2, 0, 'f', 1), (1, 1, 'm', 1)")),
            "column label is neither label in 1 of 2 rows, expected 1 or 0"),
        data(
            "score above 1",
            () ->
                sex(
                    counter().setThreshold(.5).setScoreOf("1").setBins(4),
                    rows("(0, 1.5, 'f', 1), (1, -.5, 'm', 1)")),
            "column prediction is outside 0 to 1 in 2 of 2 rows, expected scores from 0 to 1"),
        data(
            "negative weight",
            () ->
                sex(
                    counter().setWeightCol("weight"),
                    rows("(0, 0, 'f', -1), (1, 1, 'm', null), (1, 1, 'm', 2)")),
            "column weight is no weight in 2 of 3 rows, expected 0 to 10^9"),
        caller(
            "bias of words",
            () -> new StatisticalBias().setLabelCol("sex").run(good()),
            "cannot use column sex: expected numbers, got string"),
        data(
            "bias of no rows",
            () -> new StatisticalBias().run(good().filter("false")),
            "cannot measure bias: there are no rows"),
        data(
            "bias with null",
            () -> new StatisticalBias().run(rows("(null, 1, 'f', 1), (1, 1, 'm', 1)")),
            "columns prediction and label have no finite difference in 1 of 2 rows"),
        data(
            "bias of no group",
            () ->
                new StatisticalBias()
                    .setSensitiveCols("sex")
                    .run(rows("(0, 1, null, 1), (1, 1, 'm', 1)")),
            "column sex has no value in 1 of 2 rows"));
  }

  private static Arguments caller(String name, ThrowingCallable mistake, String message) {
    return Arguments.of(name, mistake, IllegalArgumentException.class, message);
  }

  private static Arguments data(String name, ThrowingCallable mistake, String message) {
    return Arguments.of(name, mistake, InvalidDataException.class, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void count_mistake_saysWhatAndWhatWasExpected(
      String name, ThrowingCallable mistake, Class<?> type, String message) {
    assertThat(catchThrowable(mistake))
        .isInstanceOf(type)
        .hasMessageStartingWith("cannot ")
        .hasMessageContaining(message);
  }

  @Test
  void count_groupsWithoutRowsOrPositives_areUndefinedWithReasons() {
    Dataset<Row> rows = rows("(0, 1, 'f', 1), (0, 0, 'f', 1), (1, 1, 'm', 1), (0, 0, 'm', 1)");
    GroupCounts counts = counter().setSensitiveCols("sex").setGroups("f", "m", "x").count(rows);

    MetricFrame frame = MetricFrame.of(counts);
    assertThat(frame.byGroup("selectionRate", "x").reason()).isEqualTo("there are no rows");
    assertThat(frame.byGroup("count", "x").get()).isZero();
    assertThat(frame.byGroup("truePositiveRate", "f").reason())
        .isEqualTo("there is no row with a favourable label");
    assertThat(frame.difference("truePositiveRate").reason())
        .isEqualTo("in group f: there is no row with a favourable label");
    GroupFairness fairness = GroupFairness.of(counts, "m");
    assertThat(fairness.get("equalizedOddsDifference").isDefined()).isFalse();
    assertThat(fairness.get("averageOddsDifference").reason())
        .isEqualTo("in the unprivileged group: there is no row with a favourable label");
    assertThat(fairness.get("disparateImpact")).isEqualTo(Measure.of("disparateImpact", 1));
  }

  @Test
  void count_labelsThatAreAllUnfavourable_countsWhereBothAreNamed() {
    Dataset<Row> rows = rows("(0, 1, 'f', 1), (0, 0, 'm', 1)");

    GroupCounts counts = counter().setUnfavorable("0").setSensitiveCols("sex").count(rows);

    assertThat(counts.overall().confusion()).isEqualTo(ConfusionCounts.of(0, 1, 0, 1));
  }

  private static GroupCounter counter() {
    return new GroupCounter().setFavorable("1");
  }

  /** One of the unfavourable labels is in both groups, so a group alone does not tell. */
  private static void threeLabels(String inBoth) {
    sex(
        counter(),
        rows("(%s, 0, 'f', 1), (0, 0, 'm', 1), (1, 1, 'm', 1), (2, 0, 'm', 1)".formatted(inBoth)));
  }

  private static void sex(GroupCounter counter) {
    sex(counter, good());
  }

  private static void sex(GroupCounter counter, Dataset<Row> rows) {
    counter.setSensitiveCols("sex").count(rows);
  }

  private static Dataset<Row> good() {
    return rows("(0, 0, 'f', 1), (1, 1, 'm', 1)");
  }

  private static Dataset<Row> rows(String values) {
    return SPARK
        .sql("select * from values " + values + " as t(label, prediction, sex, weight)")
        .withColumn("prediction", col("prediction").cast("double"));
  }
}

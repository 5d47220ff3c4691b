package parley.robust.audit.shift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.robust.audit.shift.ShiftFrames.SPARK;
import static parley.robust.audit.shift.ShiftFrames.column;

import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.robust.audit.shift.column.ReferenceStatistics;

/** A row a mistake: what was done, and what the error says. */
class ShiftBadInputIT {
  private static final String SAVED =
      "{\"version\":1,\"rows\":3,\"prediction\":null,\"label\":null,\"numeric\":[{\"name\":\"x\","
          + "\"count\":3,\"missing\":0,\"mean\":2.0,\"variance\":1.0,\"values\":[1.0,2.0,3.0],"
          + "\"below\":[0,1,2],\"upTo\":[1,2,3]}],\"categorical\":[{\"name\":\"k\",\"missing\":1,"
          + "\"categories\":{\"a\":2},\"other\":0}],\"confusion\":null}";

  static Stream<Arguments> mistakes() {
    Dataset<Row> one = column(1, 2, 3);
    return Stream.of(
        caller(
            "other schemas",
            () ->
                run(
                    SPARK.sql("select 1D a, 'x' b, 1 c"),
                    SPARK.sql("select 'x' a, 'y' b, 1L d, 1L e")),
            "column a is double in the reference and string in the data; column c (int) is missing"
                + " in the data; column d (bigint) is missing in the reference; column e"),
        caller(
            "no number, no name",
            () -> run(SPARK.sql("select array(1) a"), SPARK.sql("select array(1) a")),
            "cannot compare column a: expected numbers, strings or booleans, got array<int>"),
        caller(
            "unknown feature",
            () -> new ShiftStudy().setFeatures("y").run(one, one),
            "cannot find column y: expected one of x"),
        caller(
            "unknown column to exclude",
            () -> new ShiftStudy().setExclude("y").run(one, one),
            "cannot find column y"),
        caller(
            "unknown label",
            () -> new ShiftStudy().setLabelCol("y").run(one, one),
            "cannot find column y"),
        caller(
            "ids that are no ids",
            () -> new ShiftStudy().setIdCol("x").run(one, one),
            "cannot use column x: expected whole numbers or strings, got double"),
        caller(
            "category that is not compared",
            () -> new ShiftStudy().setCategorical("y").run(one, one),
            "cannot take column y by its values: it is not compared, expected one of x"),
        caller(
            "nothing left",
            () -> new ShiftStudy().setExclude("x").run(one, one),
            "no column is left"),
        caller(
            "features chosen twice",
            () -> new ShiftStudy().setFeatures("x").setExclude("x").run(one, one),
            "got both"),
        data("no reference rows", () -> run(one.limit(0), one), "the reference has no rows"),
        data("no data rows", () -> run(one, one.limit(0)), "the data has no rows"),
        data(
            "NaN and infinities",
            () ->
                run(one, column(1, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)),
            "in the data column x has 1 NaN and 2 infinite, expected finite numbers or missing"),
        caller("sigma 0", () -> new ShiftStudy().setSigma(0), "a positive sigma, got 0.0"),
        caller("sigma NaN", () -> new ShiftStudy().setSigma(Double.NaN), "positive sigma, got NaN"),
        caller("level 1", () -> new ShiftStudy().setSignificance(1), "between 0 and 1, got 1.0"),
        caller("one bin", () -> new ShiftStudy().setBins(1), "2 to 100 bins, got 1"),
        caller("few quantiles", () -> new ShiftStudy().setQuantiles(9), "10 to 100000 quantiles"),
        caller(
            "one category", () -> new ShiftStudy().setMaxCategories(1), "2 to 100000 categories"),
        caller("large sample", () -> new ShiftStudy().setSampleSize(5001), "2 to 5000 rows"),
        caller("no permutation", () -> new ShiftStudy().setPermutations(0), "1 to 100000 perm"),
        caller(
            "saved column that data lack",
            () -> new ShiftStudy().run(ReferenceStatistics.fromJson(SAVED), one),
            "cannot find column k: expected one of x"),
        caller(
            "saved numbers that are text in the data",
            () ->
                new ShiftStudy()
                    .run(ReferenceStatistics.fromJson(SAVED), SPARK.sql("select 'a' x, 'a' k")),
            "cannot use column x: expected numbers, got string"),
        data("saved is no JSON", () -> saved("{", "["), "cannot read the reference statistics"),
        data("saved is null", () -> ReferenceStatistics.fromJson("null"), "it is null"),
        data("saved is cut", () -> ReferenceStatistics.fromJson("{\"rows\":3}"), "cannot read"),
        data("other version", () -> saved("version\":1", "version\":2"), "version 1, got 2"),
        data(
            "other rows",
            () -> saved("rows\":3", "rows\":4"),
            "expected 4 rows of column x, got 3"),
        data("values fall", () -> saved("1.0,2.0,3.0", "1.0,3.0,2.0"), "values in rising order"),
        data("values NaN", () -> saved("1.0,2.0,3.0", "1.0,\"NaN\",3.0"), "finite values"),
        data("values missing", () -> saved("1.0,2.0,3.0", "1.0,2.0"), "two counts for each value"),
        data("counts fall", () -> saved("[1,2,3]", "[1,1,3]"), "counts in rising order"),
        data(
            "counts end early",
            () -> saved("0,1,2],\"upTo\":[1,2,3", "0,1,1],\"upTo\":[1,1,2"),
            "counts in rising order"),
        data("counts begin late", () -> saved("[0,1,2]", "[1,1,2]"), "counts in rising order"),
        data(
            "mean outside", () -> saved("mean\":2.0", "mean\":4.0"), "between minimum and maximum"),
        data(
            "negative variance", () -> saved("nce\":1.0", "nce\":-1.0"), "a variance of 0 or more"),
        data("negative count", () -> saved("\"a\":2", "\"a\":-2"), "counts of 0 or more"),
        data("column twice", () -> saved("\"k\"", "\"x\""), "column x is there twice"),
        data(
            "no file",
            () -> ReferenceStatistics.load(SPARK, "/nowhere/reference.json"),
            "cannot read /nowhere/reference.json"),
        data("no report", () -> ShiftReport.fromJson("hello"), "cannot read the shift report"));
  }

  private static void run(Dataset<Row> reference, Dataset<Row> data) {
    new ShiftStudy().run(reference, data);
  }

  private static void saved(String what, String by) {
    String changed = SAVED.replace(what, by);
    if (changed.equals(SAVED)) {
      throw new IllegalStateException("the test changed nothing");
    }
    ReferenceStatistics.fromJson(changed);
  }

  private static Arguments caller(String name, ThrowingCallable code, String message) {
    return Arguments.of(name, code, IllegalArgumentException.class, message);
  }

  private static Arguments data(String name, ThrowingCallable code, String message) {
    return Arguments.of(name, code, ParleyException.class, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void use_badInput_saysWhatIsWrong(
      String name, ThrowingCallable code, Class<?> family, String message) {
    assertThatThrownBy(code).isInstanceOf(family).hasMessageContaining(message);
  }
}

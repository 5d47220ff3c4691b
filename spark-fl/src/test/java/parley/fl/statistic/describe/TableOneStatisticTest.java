package parley.fl.statistic.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.TestTable;
import parley.fl.table.Category;

/** Against scripts' figures and counts by hand; the splits against each other, to the bit. */
class TableOneStatisticTest {
  private static void close(@Nullable Double found, double expected) {
    assertThat(found).isNotNull().isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  private static double ofShares(double p, double q) {
    return (p - q) / Math.sqrt((p * (1 - p) + q * (1 - q)) / 2);
  }

  @Test
  void tableOne_diabetesBySex_isTheScripts() {
    TestTable diabetes = TestTable.read("diabetes-regression.csv");
    TableOneResult found =
        diabetes.result(
            new TableOneStatistic(List.of("bmi", "bp"), List.of(), diabetes.category("sex")));
    assertThat(found.groups()).containsExactly("1", "2");
    assertThat(found.rows()).containsExactly(235L, 207L);
    assertThat(found.rowsWithoutGroup()).isZero();
    TableOneResult.Numbers bmi = found.numbers().get(0);
    close(bmi.groups().get(0).mean(), 26.01063829787234);
    close(bmi.groups().get(1).standardDeviation(), 4.210251402871458);
    close(bmi.standardizedDifference(), -.17742811197412348);
    close(found.numbers().get(1).standardizedDifference(), -.4983114785228869);
    // All groups together are what the column is without groups.
    close(bmi.all().mean(), 26.37579185520362);
    close(bmi.all().standardDeviation(), Math.sqrt(19.519798124377957));
  }

  @Test
  void tableOne_threeGroups_theLargestDifferenceOfTwo() {
    TestTable iris = TestTable.read("iris.csv");
    TableOneResult found =
        iris.result(
            new TableOneStatistic(List.of("petal_length"), List.of(), iris.category("species")));
    double v1 = .1736639964801841 * .1736639964801841;
    double v3 = .5518946956639835 * .5518946956639835;
    close(
        found.numbers().get(0).standardizedDifference(),
        (5.552 - 1.462) / Math.sqrt((v1 + v3) / 2));
  }

  @Test
  void tableOne_levels_areCountsAndSharesOfWhatIsThere() {
    TestTable adult = TestTable.read("adult-train.csv");
    Category country = new Category("native_country", List.of("Mexico", "Atlantis"));
    TableOneResult found =
        adult.result(
            new TableOneStatistic(
                List.of(), List.of(adult.category("income"), country), adult.category("sex")));
    assertThat(found.groups()).containsExactly("Female", "Male");
    assertThat(found.rows()).containsExactly(10771L, 21790L);
    TableOneResult.Level rich = found.levels().get(0).levels().get(1);
    assertThat(rich.level()).isEqualTo(">50K");
    assertThat(rich.all()).isEqualTo(new TableOneResult.Share(7841, 7841 / 32561.0));
    assertThat(rich.groups().get(0)).isEqualTo(new TableOneResult.Share(1179, 1179 / 10771.0));
    close(rich.standardizedDifference(), ofShares(1179 / 10771.0, 6662 / 21790.0));
    TableOneResult.Levels countries = found.levels().get(1);
    assertThat(countries.missing()).isEqualTo(583);
    assertThat(countries.missingByGroup().stream().mapToLong(Long::longValue).sum()).isEqualTo(583);
    assertThat(countries.levels())
        .extracting(TableOneResult.Level::level)
        .containsExactly("Mexico", "Atlantis", Category.OTHER);
    assertThat(countries.levels().get(0).all().count()).isEqualTo(643);
    assertThat(countries.levels().get(1).standardizedDifference()).isZero();
  }

  /** Rows: a 1 x, a 2 x, b 3 y, b - y, c 9 x, - 5 y; levels a and b, c is other. */
  @Test
  void tableOne_otherGroupAndMissing_areCountedApart() {
    TestTable table =
        TestTable.of(
            Map.of(
                "g", List.of("a", "a", "b", "b", "c", ""),
                "v", List.of("1", "2", "3", "", "9", "5"),
                "k", List.of("x", "x", "y", "y", "x", "y")));
    TableOneResult found =
        table.result(
            new TableOneStatistic(
                List.of("v"), List.of(table.category("k")), new Category("g", List.of("a", "b"))));
    assertThat(found.groups()).containsExactly("a", "b", Category.OTHER);
    assertThat(found.rows()).containsExactly(2L, 2L, 1L);
    assertThat(found.rowsWithoutGroup()).isEqualTo(1);
    TableOneResult.Numbers v = found.numbers().get(0);
    assertThat(v.all().n()).isEqualTo(4);
    assertThat(v.all().missing()).isEqualTo(1);
    close(v.all().mean(), 3.75);
    close(
        v.all().standardDeviation(),
        Math.sqrt((2.75 * 2.75 + 1.75 * 1.75 + .75 * .75 + 5.25 * 5.25) / 3));
    assertThat(v.standardizedDifference()).isNull();
    assertThat(v.reason()).isEqualTo("a group has fewer than two values");
    TableOneResult.Level x = found.levels().get(0).levels().get(0);
    assertThat(x.all()).isEqualTo(new TableOneResult.Share(3, .6));
    assertThat(x.standardizedDifference()).isNull();
    assertThat(x.reason()).isEqualTo("values do not differ within the groups");
  }

  @Test
  void tableOne_noColumnOrNoRow_isRefused() {
    Category by = new Category("g", List.of("a"));
    assertThatThrownBy(() -> new TableOneStatistic(List.of(), List.of(), by))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot make a table one: expected a column beside g");
    TestTable table = TestTable.of(Map.of("g", List.of("", ""), "k", List.of("x", "y")));
    assertThatThrownBy(
            () -> table.result(new TableOneStatistic(List.of(), List.of(table.category("k")), by)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("cannot make a table one: no provider has a row with a value of g");
  }
}

package parley.fl.statistic.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.TestTable;
import parley.fl.table.Category;
import parley.fl.table.TableRows;
import parley.json.JsonRecords;

/** Against scipy, counts exactly, statistics to 1e-9, p values to 1e-6. */
class CrossTabGoldenTest {
  private static void close(@Nullable Double found, double expected, double tolerance) {
    assertThat(found).isNotNull().isCloseTo(expected, within(tolerance * Math.abs(expected)));
  }

  private static void close(@Nullable Double found, double expected) {
    close(found, expected, 1e-9);
  }

  private static CrossTab count(TestTable table, String row, String column) {
    return table.result(new CrossTabStatistic(table.category(row), table.category(column)));
  }

  private static List<List<Long>> cells(int width, long... counts) {
    Long[] boxed = Arrays.stream(counts).boxed().toArray(Long[]::new);
    return IntStream.range(0, counts.length / width)
        .mapToObj(i -> List.of(Arrays.copyOfRange(boxed, i * width, (i + 1) * width)))
        .toList();
  }

  @Test
  void crossTab_adultSexByIncome_isScipys() {
    CrossTab found = count(TestTable.read("adult-train.csv"), "sex", "income");
    assertThat(found.rowLevels()).containsExactly("Female", "Male");
    assertThat(found.columnLevels()).containsExactly("<=50K", ">50K");
    assertThat(found.counts()).isEqualTo(cells(2, 9592, 1179, 15128, 6662));
    assertThat(found.n()).isEqualTo(32561);
    assertThat(found.missing()).isZero();
    TableTests tests = found.tests();
    assertThat(tests.degreesOfFreedom()).isEqualTo(1);
    close(tests.chiSquare(), 1518.8868199570722);
    close(tests.yatesChiSquare(), 1517.813409134445);
    close(tests.gStatistic(), 1677.8841155971388);
    close(tests.cramersV(), .21598015058403633);
    close(tests.oddsRatio(), 3.582766275141972);
    assertThat(tests.pValue()).isNotNull().isLessThan(1e-300);
    assertThat(tests.warnings()).isEmpty();
  }

  @Test
  void crossTab_adultRaceByIncome_isScipys() {
    CrossTab found = count(TestTable.read("adult-train.csv"), "race", "income");
    assertThat(found.counts())
        .isEqualTo(cells(2, 275, 36, 763, 276, 2737, 387, 246, 25, 20699, 7117));
    close(found.tests().chiSquare(), 330.9204310085741);
    assertThat(found.tests().degreesOfFreedom()).isEqualTo(4);
    close(found.tests().pValue(), 2.305960610160958e-70, 1e-6);
    assertThat(found.tests().oddsRatio()).isNull();
    assertThat(found.tests().undefined())
        .containsEntry("fisherPValue", "the table is not two by two");
  }

  @Test
  void crossTab_germanForeignWorkerByClass_isScipys() {
    CrossTab found = count(TestTable.read("german-credit.csv"), "foreign_worker", "class");
    assertThat(found.counts()).isEqualTo(cells(2, 667, 296, 33, 4));
    close(found.tests().chiSquare(), 6.737044120221693);
    close(found.tests().yatesChiSquare(), 5.821575915033861);
    close(found.tests().pValue(), .009443096254921023, 1e-6);
    close(found.tests().yatesPValue(), .015830754902852885, 1e-6);
    close(found.tests().fisherPValue(), .009422062095754646, 1e-6);
    close(found.tests().oddsRatio(), .27313677313677315);
  }

  @Test
  void crossTab_germanCheckingStatusByClass_isScipys() {
    CrossTab found = count(TestTable.read("german-credit.csv"), "checking_status", "class");
    assertThat(found.counts()).isEqualTo(cells(2, 139, 135, 164, 105, 49, 14, 348, 46));
    close(found.tests().chiSquare(), 123.72094351626559);
    assertThat(found.tests().degreesOfFreedom()).isEqualTo(3);
    close(found.tests().pValue(), 1.2189020722893845e-26, 1e-6);
    close(found.tests().cramersV(), .3517398804745711);
  }

  @Test
  void crossTab_compasRaceByScore_isScipysWithAWarning() {
    CrossTab found = count(TestTable.read("compas-two-years.csv"), "race", "score_text");
    assertThat(found.counts())
        .isEqualTo(
            cells(
                3, 1025, 1522, 1149, 3, 24, 5, 276, 1600, 578, 67, 447, 123, 6, 6, 6, 26, 298, 53));
    close(found.tests().chiSquare(), 597.003282915539);
    assertThat(found.tests().degreesOfFreedom()).isEqualTo(10);
    close(found.tests().pValue(), 7.723231274290466e-122, 1e-6);
    close(found.tests().smallestExpected(), 3.500693096756307);
    assertThat(found.tests().warnings())
        .containsExactly(
            "the smallest expected count is 3.50, below 5: chi-square and G are rough");
    SuppressedTable published = LeastCell.of(5).hide(found);
    assertThat(published.hiddenSmall()).isEqualTo(1);
    assertThat(published.hiddenBeside()).isEqualTo(3);
    assertThat(published.counts().get(1).get(0)).isNull();
    assertThat(published.rowSums().get(1)).isEqualTo(32);
    assertThat(published.tests().chiSquare()).isNull();
  }

  @Test
  void crossTab_germanSmallCell_hiddenWithWhatGivesItBack() {
    SuppressedTable published =
        LeastCell.of(5).hide(count(TestTable.read("german-credit.csv"), "foreign_worker", "class"));
    assertThat(published.counts()).allSatisfy(row -> assertThat(row).containsOnlyNulls());
    assertThat(published.rowSums()).containsExactly(963L, 37L);
    assertThat(published.columnSums()).containsExactly(700L, 300L);
  }

  @Test
  void crossTab_levelsNotAgreedOnAndMissing_areCounted() {
    TestTable adult = TestTable.read("adult-train.csv");
    CrossTab found =
        adult.result(
            new CrossTabStatistic(
                new Category("native_country", List.of("Mexico", "Atlantis")),
                adult.category("income")));
    assertThat(found.rowLevels()).containsExactly("Mexico", "Atlantis", Category.OTHER);
    assertThat(found.columnLevels()).containsExactly("<=50K", ">50K");
    assertThat(found.missing()).isEqualTo(583);
    assertThat(found.n()).isEqualTo(32561 - 583);
    assertThat(found.counts().get(0).get(0) + found.count("Mexico", ">50K")).isEqualTo(643);
    assertThat(found.tests().degreesOfFreedom()).isEqualTo(1);
  }

  @Test
  void crossTab_131072CellsAt20Providers_countsEachRow() {
    Category row = new Category("a", IntStream.range(0, 511).mapToObj(k -> "r" + k).toList());
    Category column = new Category("b", IntStream.range(0, 255).mapToObj(k -> "c" + k).toList());
    CrossTabStatistic statistic = new CrossTabStatistic(row, column);
    Random random = new Random(1);
    long[][] expected = new long[512][256];
    List<TableRows> providers = new ArrayList<>();
    for (int p = 0; p < 20; p++) {
      int[] down = random.ints(10_000, 0, 512).toArray();
      int[] across = random.ints(10_000, 0, 256).toArray();
      for (int i = 0; i < down.length; i++) {
        expected[down[i]][across[i]]++;
      }
      providers.add(
          new TableRows("p" + p, down.length, Map.of(), Map.of("a", down, "b", across), null));
    }
    CrossTab found = MemorySums.result(statistic, providers);
    for (int i = 0; i < 512; i++) {
      assertThat(found.counts().get(i)).isEqualTo(Arrays.stream(expected[i]).boxed().toList());
    }
    assertThat(found.n()).isEqualTo(200_000);
    assertThat(found.rowLevels().get(511)).isEqualTo(Category.OTHER);
  }

  @Test
  void statistic_asJson_isTheSameAgain() {
    CrossTabStatistic statistic =
        new CrossTabStatistic(
            new Category("a", List.of("x", "y")), new Category("b", List.of("1")));
    String json = JsonRecords.write(statistic, "the statistic");
    assertThat(JsonRecords.read(json, CrossTabStatistic.class, "the statistic"))
        .isEqualTo(statistic);
  }
}

package parley.fl.statistic.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against all tables that agree with what is shown, one by one. */
class LeastCellTest {
  private static CrossTab table(long[][] counts) {
    List<List<Long>> rows = new ArrayList<>();
    long n = 0;
    for (long[] row : counts) {
      List<Long> line = new ArrayList<>();
      for (long count : row) {
        line.add(count);
        n += count;
      }
      rows.add(line);
    }
    return new CrossTab(
        "a",
        "b",
        IntStream.range(0, counts.length).mapToObj(i -> "r" + i).toList(),
        IntStream.range(0, counts[0].length).mapToObj(j -> "c" + j).toList(),
        rows,
        n,
        0,
        TableTests.of(rows));
  }

  /** The values that each hidden count may have, those of cells, row sums, column sums, total. */
  private static final class Possible {
    private final SuppressedTable shown;
    private final int height;
    private final int width;
    private final long[][] cells;
    private final long most;
    private final List<Set<Long>> values = new ArrayList<>();

    Possible(SuppressedTable shown, long most) {
      this.shown = shown;
      this.height = shown.counts().size();
      this.width = shown.counts().get(0).size();
      this.cells = new long[height][width];
      this.most = most;
      for (int k = 0; k < height * width + height + width + 1; k++) {
        values.add(new HashSet<>());
      }
      fill(0);
    }

    private void fill(int at) {
      if (at == height * width) {
        note();
        return;
      }
      int i = at / width;
      int j = at % width;
      Long known = shown.counts().get(i).get(j);
      for (long v = known == null ? 1 : known; v <= (known == null ? most : known); v++) {
        cells[i][j] = v;
        if (j < width - 1 || agrees(shown.rowSums().get(i), rowSum(i))) {
          fill(at + 1);
        }
      }
    }

    private long rowSum(int i) {
      return IntStream.range(0, width).mapToLong(j -> cells[i][j]).sum();
    }

    private long columnSum(int j) {
      return IntStream.range(0, height).mapToLong(i -> cells[i][j]).sum();
    }

    /** A hidden sum is not 0 either. */
    private static boolean agrees(@Nullable Long known, long sum) {
      return known == null ? sum > 0 : known == sum;
    }

    private void note() {
      long n = IntStream.range(0, height).mapToLong(this::rowSum).sum();
      boolean agrees = agrees(shown.n(), n);
      for (int j = 0; j < width; j++) {
        agrees &= agrees(shown.columnSums().get(j), columnSum(j));
      }
      if (!agrees) {
        return;
      }
      for (int k = 0; k < height * width; k++) {
        values.get(k).add(cells[k / width][k % width]);
      }
      for (int i = 0; i < height; i++) {
        values.get(height * width + i).add(rowSum(i));
      }
      for (int j = 0; j < width; j++) {
        values.get(height * width + height + j).add(columnSum(j));
      }
      values.get(values.size() - 1).add(n);
    }

    private void assertNothingFollows() {
      List<@Nullable Long> all = new ArrayList<>();
      shown.counts().forEach(all::addAll);
      all.addAll(shown.rowSums());
      all.addAll(shown.columnSums());
      all.add(shown.n());
      for (int k = 0; k < all.size(); k++) {
        if (all.get(k) == null) {
          assertThat(values.get(k)).as("number %s of %s", k, shown).hasSizeGreaterThan(1);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"2,2,400", "2,3,120", "3,2,120", "1,3,60", "3,1,60", "1,1,10", "3,3,25"})
  void hide_randomTables_leaveTwoValuesOrMoreForEachHiddenCount(int height, int width, int tables) {
    Random random = new Random(17L * height + width);
    int hidden = 0;
    for (int t = 0; t < tables; t++) {
      long[][] counts = new long[height][width];
      for (long[] row : counts) {
        for (int j = 0; j < width; j++) {
          row[j] = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextInt(5);
        }
      }
      if (Arrays.stream(counts).flatMapToLong(Arrays::stream).sum() == 0) {
        continue;
      }
      SuppressedTable shown = LeastCell.of(3).hide(table(counts));
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          boolean small = counts[i][j] == 1 || counts[i][j] == 2;
          assertThat(shown.counts().get(i).get(j)).isIn(small ? null : counts[i][j], null);
        }
      }
      hidden += shown.hiddenSmall() > 0 ? 1 : 0;
      new Possible(shown, height * width > 6 ? 5 : 6).assertNothingFollows();
    }
    assertThat(hidden).isGreaterThan(tables / 4);
  }

  @Test
  void hide_oneSmallCell_takesItsCircleAndTheTests() {
    SuppressedTable shown = LeastCell.of(3).hide(table(new long[][] {{2, 5}, {6, 7}}));
    assertThat(shown.hiddenSmall()).isEqualTo(1);
    assertThat(shown.hiddenBeside()).isEqualTo(3);
    assertThat(shown.counts()).allSatisfy(row -> assertThat(row).containsOnlyNulls());
    assertThat(shown.n()).isEqualTo(20);
    assertThat(shown.tests().pValue()).isNull();
    assertThat(shown.note())
        .isEqualTo(
            "1 counts from 1 to 2 and 3 beside them are hidden by the querier's software, which"
                + " has read them");
  }

  @Test
  void hide_noSmallCount_changesNothing() {
    CrossTab table = table(new long[][] {{5, 0}, {6, 7}});
    SuppressedTable shown = LeastCell.of(5).hide(table);
    assertThat(shown.counts()).isEqualTo(table.counts());
    assertThat(shown.rowSums()).containsExactly(5L, 13L);
    assertThat(shown.columnSums()).containsExactly(11L, 7L);
    assertThat(shown.tests()).isEqualTo(table.tests());
    assertThat(shown.hiddenSmall() + shown.hiddenBeside()).isZero();
  }

  @Test
  void hide_tableOf131072Cells_takesSeconds() {
    Random random = new Random(4);
    long[][] counts = new long[512][256];
    for (long[] row : counts) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (long) (Math.exp(2 * random.nextGaussian() + 1));
      }
    }
    long start = System.nanoTime();
    SuppressedTable shown = LeastCell.of(5).hide(table(counts));
    assertThat(shown.hiddenSmall()).isGreaterThan(30_000);
    assertThat((System.nanoTime() - start) * 1e-9).isLessThan(20);
  }
}

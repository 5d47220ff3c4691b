package parley.fl.statistic.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with its margins for publication; null stands for what is hidden. The querier's software
 * hides: it has read the counts. Its tests are left out as soon as a cell is hidden, since one of
 * them and the margins can give the cell. Immutable, thread-safe.
 *
 * @param leastCell counts of 1 up to it less 1 are hidden
 * @param counts by row, then column
 * @param rowSums of each row
 * @param columnSums of each column
 * @param n of all
 * @param missing rows where a category is missing
 * @param hiddenSmall cells and sums hidden since they are small
 * @param hiddenBeside cells and sums hidden since a small one would follow from them
 * @param tests of independence, none where a cell is hidden
 * @param note says the same in words
 */
public record SuppressedTable(
    int leastCell,
    String row,
    String column,
    List<String> rowLevels,
    List<String> columnLevels,
    List<List<@Nullable Long>> counts,
    List<@Nullable Long> rowSums,
    List<@Nullable Long> columnSums,
    @Nullable Long n,
    @Nullable Long missing,
    int hiddenSmall,
    int hiddenBeside,
    TableTests tests,
    String note) {}

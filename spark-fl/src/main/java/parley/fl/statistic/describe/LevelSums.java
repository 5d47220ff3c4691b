package parley.fl.statistic.describe;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.TableRows;

/**
 * Counts of categories' levels by group, one vector for all of them: of each category and group its
 * levels, other and missing; last the rows without a group. Immutable, thread-safe.
 *
 * @param categories whose levels are counted
 * @param by the groups
 * @param counts the opened sum
 */
record LevelSums(List<Category> categories, Category by, BigInteger[] counts) {
  /** log2 of the most rows of a provider. */
  private static final int ROW_BITS = 40;

  static SumSpec spec(List<Category> categories, Category by) {
    long length = 1;
    for (Category category : categories) {
      length += (long) by.cells() * width(category);
    }
    String names = categories.stream().map(Category::column).collect(Collectors.joining(", "));
    return SumSpec.of(
        "levels/counts",
        "rows by level of " + names + " and by " + by.column(),
        (int) Math.min(length, Integer.MAX_VALUE),
        BigInteger.ONE.shiftLeft(ROW_BITS));
  }

  /** Levels, other, missing. */
  private static int width(Category category) {
    return category.cells() + 1;
  }

  static BigInteger[] local(List<Category> categories, Category by, TableRows rows) {
    long[] counts = new long[spec(categories, by).length()];
    int[] groups = rows.codes(by.column());
    int from = 0;
    for (Category category : categories) {
      int[] codes = rows.codes(category.column());
      int width = width(category);
      for (int i = 0; i < codes.length; i++) {
        if (groups[i] >= 0) {
          counts[from + groups[i] * width + (codes[i] < 0 ? width - 1 : codes[i])]++;
        }
      }
      from += by.cells() * width;
    }
    for (int group : groups) {
      counts[from] += group < 0 ? 1 : 0;
    }
    return Arrays.stream(counts).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  long rowsWithoutGroup() {
    return counts[counts.length - 1].longValueExact();
  }

  /** Of a group and a category: its levels, other, and last the rows without a value. */
  long[] of(int category, int group) {
    int from = 0;
    for (int k = 0; k < category; k++) {
      from += by.cells() * width(categories.get(k));
    }
    int width = width(categories.get(category));
    from += group * width;
    return Arrays.stream(counts, from, from + width)
        .mapToLong(BigInteger::longValueExact)
        .toArray();
  }
}

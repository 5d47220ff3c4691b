package parley.fl.statistic.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.table.Category;

/** The rows of a table one, of opened figures. Stateless, thread-safe. */
final class TableOneFigures {
  /** A mean with its variance, and with how many values; null where there is none. */
  private record Part(long n, @Nullable Double mean, @Nullable Double variance) {}

  private record Difference(@Nullable Double value, @Nullable String reason) {}

  private TableOneFigures() {}

  /**
   * A numeric column.
   *
   * @param groups its description in each, other last if it is there
   * @param compared so many of the first ones
   */
  static TableOneResult.Numbers numbers(List<ColumnDescription> groups, int compared) {
    Difference difference =
        difference(
            groups.stream().map(g -> new Part(g.n(), g.mean(), g.variance())).toList(), compared);
    return new TableOneResult.Numbers(
        groups.get(0).column(),
        together(groups),
        groups.stream().map(TableOneFigures::cell).toList(),
        difference.value,
        difference.reason);
  }

  private static TableOneResult.Cell cell(ColumnDescription column) {
    return new TableOneResult.Cell(
        column.n(), column.missing(), column.mean(), column.standardDeviation());
  }

  /** All groups as one, by the variance within them and that of their means. */
  private static TableOneResult.Cell together(List<ColumnDescription> groups) {
    long n = groups.stream().mapToLong(ColumnDescription::n).sum();
    long missing = groups.stream().mapToLong(ColumnDescription::missing).sum();
    if (n == 0) {
      return new TableOneResult.Cell(n, missing, null, null);
    }
    double mean = 0;
    for (ColumnDescription group : groups) {
      mean += group.mean() == null ? 0 : group.mean() * group.n() / n;
    }
    double squares = 0;
    boolean known = n > 1;
    for (ColumnDescription group : groups) {
      Double variance = group.variance();
      known &= variance != null || group.n() < 2;
      squares += variance == null ? 0 : variance * (group.n() - 1);
      squares +=
          group.mean() == null ? 0 : group.n() * (group.mean() - mean) * (group.mean() - mean);
    }
    return new TableOneResult.Cell(
        n, missing, mean, known ? (Double) Math.sqrt(squares / (n - 1)) : null);
  }

  /**
   * A category.
   *
   * @param groups counts of its levels, other and missing in each group
   * @param compared so many of the first ones
   */
  static TableOneResult.Levels levels(Category category, List<long[]> groups, int compared) {
    int cells = category.cells();
    long[] all = new long[cells + 1];
    groups.forEach(counts -> Arrays.setAll(all, k -> all[k] + counts[k]));
    List<TableOneResult.Level> levels = new ArrayList<>();
    for (int k = 0; k < cells; k++) {
      if (k < cells - 1 || all[k] > 0) {
        levels.add(level(category.name(k), k, all, groups, compared));
      }
    }
    return new TableOneResult.Levels(
        category.column(),
        all[cells],
        groups.stream().map(counts -> counts[cells]).toList(),
        levels);
  }

  private static TableOneResult.Level level(
      String name, int k, long[] all, List<long[]> groups, int compared) {
    List<TableOneResult.Share> shares = groups.stream().map(counts -> share(counts, k)).toList();
    List<Part> parts = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Double p = shares.get(g).share();
      parts.add(new Part(known(groups.get(g)), p, p == null ? null : (Double) (p * (1 - p))));
    }
    Difference difference = difference(parts, compared);
    return new TableOneResult.Level(
        name, share(all, k), shares, difference.value, difference.reason);
  }

  private static TableOneResult.Share share(long[] counts, int k) {
    long known = known(counts);
    return new TableOneResult.Share(
        counts[k], known == 0 ? null : (Double) (counts[k] / (double) known));
  }

  private static long known(long[] counts) {
    return Arrays.stream(counts, 0, counts.length - 1).sum();
  }

  private static Difference difference(List<Part> groups, int compared) {
    if (compared < 2) {
      return new Difference(null, "there is one group, two are compared");
    }
    double largest = 0;
    for (int i = 0; i < compared; i++) {
      for (int j = i + 1; j < compared; j++) {
        Double one = difference(groups.get(i), groups.get(j));
        if (one == null) {
          return new Difference(
              null,
              groups.get(i).n < 2 || groups.get(j).n < 2
                  ? "a group has fewer than two values"
                  : "values do not differ within the groups");
        }
        largest = compared == 2 ? one : Math.max(largest, Math.abs(one));
      }
    }
    return new Difference(largest, null);
  }

  private static @Nullable Double difference(Part a, Part b) {
    if (a.mean == null || b.mean == null || a.variance == null || b.variance == null) {
      return null;
    }
    if (a.n < 2 || b.n < 2) {
      return null;
    }
    if (a.mean.equals(b.mean)) {
      return 0.0;
    }
    if (a.variance + b.variance == 0) {
      return null;
    }
    return (a.mean - b.mean) / Math.sqrt((a.variance + b.variance) / 2);
  }
}

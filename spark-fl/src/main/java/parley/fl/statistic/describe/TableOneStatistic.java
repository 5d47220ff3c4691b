package parley.fl.statistic.describe;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * The first table of a study, in one session: numeric columns as {@link DescribeStatistic} sums
 * them by group, and the counts of categories' levels by group. Immutable, thread-safe.
 *
 * @param names numeric columns; none if there are categories
 * @param categories columns of names
 * @param by the groups
 */
@DefaultSerializer(JavaSerializer.class)
public record TableOneStatistic(List<String> names, List<Category> categories, Category by)
    implements Statistic<TableOneResult> {
  private static final long serialVersionUID = 1L;

  /**
   * @throws ParleyException without a column beside the groups' own, or with one twice
   */
  public TableOneStatistic {
    names = List.copyOf(names);
    categories = List.copyOf(categories);
    if (names.isEmpty() && categories.isEmpty()) {
      throw new ParleyException(
          "cannot make a table one: expected a column beside " + by.column() + ", got none");
    }
    columns(names, categories, by);
    sums(names, categories, by);
  }

  @Override
  public Columns columns() {
    return columns(names, categories, by);
  }

  private static Columns columns(List<String> names, List<Category> categories, Category by) {
    List<Category> all = new ArrayList<>(categories);
    all.add(by);
    return new Columns(names, all, null);
  }

  @Override
  public List<SumSpec> sums() {
    return sums(names, categories, by);
  }

  private static List<SumSpec> sums(List<String> names, List<Category> categories, Category by) {
    List<SumSpec> all = new ArrayList<>();
    if (!names.isEmpty()) {
      all.addAll(new DescribeStatistic(names, by, null).sums());
    }
    if (!categories.isEmpty()) {
      all.add(LevelSums.spec(categories, by));
    }
    return all;
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return !categories.isEmpty() && spec.equals(LevelSums.spec(categories, by))
        ? LevelSums.local(categories, by, rows)
        : new DescribeStatistic(names, by, null).local(spec, arguments, rows);
  }

  @Override
  public TableOneResult result(SecureSum sums) {
    Descriptions described =
        names.isEmpty() ? null : new DescribeStatistic(names, by, null).result(sums);
    LevelSums levels =
        categories.isEmpty()
            ? null
            : new LevelSums(
                categories, by, sums.open(LevelSums.spec(categories, by), new byte[0]).integers());
    long[] rows = groupRows(described, levels);
    int groups = rows[by.levels().size()] == 0 ? by.levels().size() : by.cells();
    if (LongStream.of(rows).sum() == 0) {
      throw new InvalidDataException(
          "cannot make a table one: no provider has a row with a value of "
              + by.column()
              + ", expected at least one, got 0");
    }
    List<TableOneResult.Numbers> numbers = new ArrayList<>();
    for (int j = 0; described != null && j < names.size(); j++) {
      int column = j;
      numbers.add(
          TableOneFigures.numbers(
              described.groups().stream().map(g -> g.columns().get(column)).toList(),
              by.levels().size()));
    }
    List<TableOneResult.Levels> shares = new ArrayList<>();
    for (int k = 0; levels != null && k < categories.size(); k++) {
      int category = k;
      shares.add(
          TableOneFigures.levels(
              categories.get(k),
              IntStream.range(0, groups).mapToObj(g -> levels.of(category, g)).toList(),
              by.levels().size()));
    }
    return new TableOneResult(
        by.column(),
        IntStream.range(0, groups).mapToObj(by::name).toList(),
        LongStream.of(rows).limit(groups).boxed().toList(),
        levels != null ? levels.rowsWithoutGroup() : without(described),
        numbers,
        shares);
  }

  private static long without(@Nullable Descriptions described) {
    return described == null ? 0 : described.rowsWithoutGroup();
  }

  /** Rows of each group, other last. */
  private long[] groupRows(@Nullable Descriptions described, @Nullable LevelSums levels) {
    long[] rows = new long[by.cells()];
    for (int g = 0; g < rows.length; g++) {
      if (levels != null) {
        rows[g] = Arrays.stream(levels.of(0, g)).sum();
      } else if (described != null && g < described.groups().size()) {
        rows[g] = described.groups().get(g).rows();
      }
    }
    return rows;
  }
}

package parley.fl.statistic.compare;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.describe.GroupTotals;
import parley.fl.statistic.scale.ColumnTotals;
import parley.fl.statistic.tail.Tails;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * One-way analysis of variance of each column, in one round. Immutable, thread-safe.
 *
 * @param names numeric columns
 * @param by what groups the rows, two levels or more
 */
@DefaultSerializer(JavaSerializer.class)
public record AnovaStatistic(List<String> names, Category by) implements Statistic<AnovaTests> {
  private static final long serialVersionUID = 1L;

  /**
   * @throws ParleyException with fewer than two groups
   */
  public AnovaStatistic {
    names = List.copyOf(names);
    if (by.levels().size() < 2) {
      throw new ParleyException(
          "cannot compare groups: expected two levels of "
              + by.column()
              + " or more, got "
              + by.levels().size());
    }
  }

  @Override
  public Columns columns() {
    return new Columns(names, List.of(by), null);
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(GroupTotals.spec(names, by));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return GroupTotals.local(names, by, rows);
  }

  @Override
  public AnovaTests result(SecureSum sums) {
    GroupTotals totals = GroupTotals.of(names, by, sums.open(sums().get(0), new byte[0]));
    List<AnovaTests.Column> columns = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      columns.add(column(totals, j));
    }
    long grouped = 0;
    for (int g = 0; g < by.levels().size(); g++) {
      grouped += totals.groupRows().get(g);
    }
    return new AnovaTests(by.column(), by.levels(), totals.rows() - grouped, columns);
  }

  private AnovaTests.Column column(GroupTotals totals, int j) {
    BigDecimal within = BigDecimal.ZERO;
    BigDecimal n = BigDecimal.ZERO;
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    int groups = 0;
    for (int g = 0; g < by.levels().size(); g++) {
      ColumnTotals group = totals.columns().get(g);
      if (group.count()[j].signum() == 0) {
        continue;
      }
      groups++;
      within = within.add(totals.squaresAboutMean(g, j));
      n = n.add(new BigDecimal(group.count()[j]));
      sum = sum.add(group.sum()[j]);
      squares = squares.add(group.sum()[j].multiply(group.mean(j)));
    }
    BigDecimal left = n.subtract(BigDecimal.valueOf(groups));
    if (groups < 2 || left.signum() <= 0) {
      throw refuse(
          j,
          "there are too few values",
          "two groups and more values than groups",
          n + " values in " + groups + " groups");
    }
    if (within.signum() == 0) {
      throw refuse(j, "there is no variance", "values that differ within the groups", "the same");
    }
    BigDecimal between =
        squares.subtract(sum.multiply(sum).divide(n, GroupMean.DIGITS)).max(BigDecimal.ZERO);
    double numerator = groups - 1.0;
    double denominator = left.doubleValue();
    double f =
        between
            .multiply(left)
            .divide(within.multiply(BigDecimal.valueOf(groups - 1)), GroupMean.DIGITS)
            .doubleValue();
    return new AnovaTests.Column(
        names.get(j),
        n.longValueExact(),
        groups - 1,
        left.longValueExact(),
        between.doubleValue(),
        within.doubleValue(),
        f,
        Tails.upperF(f, numerator, denominator),
        between.divide(between.add(within), GroupMean.DIGITS).doubleValue());
  }

  private InvalidDataException refuse(int j, String what, String expected, String got) {
    return new InvalidDataException(
        "cannot compare groups of "
            + names.get(j)
            + ": "
            + what
            + ", expected "
            + expected
            + ", got "
            + got);
  }
}

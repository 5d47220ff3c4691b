package parley.fl.statistic.compare;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.describe.GroupTotals;
import parley.fl.statistic.tail.Tails;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Student's tests of a mean, of pairs, or of two groups, pooled and Welch's, in one round.
 * Immutable, thread-safe.
 *
 * @param column numeric
 * @param second of each pair, subtracted; null if there are no pairs
 * @param by what groups the rows, of two levels; null for all together
 * @param mean that the mean, or the mean difference, is compared with
 */
@DefaultSerializer(JavaSerializer.class)
public record TTestStatistic(
    String column, @Nullable String second, @Nullable Category by, double mean)
    implements Statistic<TTests> {
  private static final long serialVersionUID = 1L;
  private static final double CONFIDENCE = 0.95;

  /**
   * @throws ParleyException with pairs and groups, not two groups, or a mean that is no number
   */
  public TTestStatistic {
    if (second != null && by != null) {
      throw new ParleyException(
          "cannot compare means of " + column + ": expected pairs or groups, got both");
    }
    if (!Double.isFinite(mean)) {
      throw new ParleyException(
          "cannot compare means of " + column + ": expected a number to compare with, got " + mean);
    }
    if (by != null && by.levels().size() != 2) {
      throw new ParleyException(
          "cannot compare means of "
              + column
              + ": expected two levels of "
              + by.column()
              + ", got "
              + by.levels().size());
    }
  }

  /** A column's mean against a given one. */
  public static TTestStatistic oneSample(String column, double mean) {
    return new TTestStatistic(column, null, null, mean);
  }

  /** The mean difference of two columns of the same rows against 0. */
  public static TTestStatistic paired(String column, String second) {
    return new TTestStatistic(column, second, null, 0);
  }

  /** Two groups' means against each other. */
  public static TTestStatistic groups(String column, Category by) {
    return new TTestStatistic(column, null, by, 0);
  }

  @Override
  public Columns columns() {
    return new Columns(
        second == null ? List.of(column) : List.of(column, second),
        by == null ? List.of() : List.of(by),
        null);
  }

  private String name() {
    return second == null ? column : column + " - " + second;
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(GroupTotals.spec(List.of(name()), by));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return GroupTotals.local(List.of(name()), by, second == null ? rows : pairs(rows, second));
  }

  private TableRows pairs(TableRows rows, String other) {
    double[] differences = rows.numbers(column).clone();
    double[] subtracted = rows.numbers(other);
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= subtracted[i];
    }
    return new TableRows(rows.provider(), rows.rows(), Map.of(name(), differences), Map.of(), null);
  }

  @Override
  public TTests result(SecureSum sums) {
    GroupTotals totals = GroupTotals.of(List.of(name()), by, sums.open(sums().get(0), new byte[0]));
    GroupMean first = GroupMean.of(totals, 0, 0, by == null ? null : by.name(0));
    if (by == null) {
      BigDecimal off = totals.columns().get(0).mean(0).subtract(new BigDecimal(mean));
      double error = Math.sqrt(first.variance() / first.n());
      TTests.Test test =
          test(second == null ? "one-sample" : "paired", off.doubleValue(), error, first.n() - 1.0);
      return new TTests(name(), List.of(first), totals.rows() - first.n(), 0, List.of(test));
    }
    GroupMean other = GroupMean.of(totals, 1, 0, by.name(1));
    double difference =
        totals
            .columns()
            .get(0)
            .mean(0)
            .subtract(totals.columns().get(1).mean(0))
            .subtract(new BigDecimal(mean))
            .doubleValue();
    double freedom = first.n() + other.n() - 2.0;
    double pooled =
        ((first.n() - 1) * first.variance() + (other.n() - 1) * other.variance()) / freedom;
    double e1 = first.variance() / first.n();
    double e2 = other.variance() / other.n();
    double pooledError = Math.sqrt(pooled * (1.0 / first.n() + 1.0 / other.n()));
    TTests.Test student = test("pooled", difference, pooledError, freedom);
    double welch = (e1 + e2) * (e1 + e2) / (e1 * e1 / (first.n() - 1) + e2 * e2 / (other.n() - 1));
    long grouped = totals.groupRows().get(0) + totals.groupRows().get(1);
    return new TTests(
        name(),
        List.of(first, other),
        grouped - first.n() - other.n(),
        totals.rows() - grouped,
        List.of(student, test("welch", difference, Math.sqrt(e1 + e2), welch)));
  }

  private TTests.Test test(String test, double difference, double error, double freedom) {
    if (error == 0) {
      throw new InvalidDataException(
          "cannot compare means of "
              + name()
              + ": there is no variance, expected values that differ within the groups, got the"
              + " same");
    }
    double t = difference / error;
    double width = Tails.tQuantile(CONFIDENCE, freedom) * error;
    return new TTests.Test(
        test,
        difference,
        error,
        t,
        freedom,
        Tails.twoSidedT(t, freedom),
        CONFIDENCE,
        difference - width,
        difference + width);
  }
}

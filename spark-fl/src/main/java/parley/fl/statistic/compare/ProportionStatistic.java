package parley.fl.statistic.compare;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.table.CrossTab;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.statistic.tail.Tails;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * The share of an outcome in two groups, in one round: the pooled z test, and Wilson's intervals
 * (<a href="https://doi.org/10.1080/01621459.1927.10502953">1927</a>). Immutable, thread-safe.
 *
 * @param by what groups the rows, two levels
 * @param outcome a category
 * @param success the level of it that is counted
 */
@DefaultSerializer(JavaSerializer.class)
public record ProportionStatistic(Category by, Category outcome, String success)
    implements Statistic<ProportionTest> {
  private static final long serialVersionUID = 1L;
  private static final double CONFIDENCE = 0.95;

  /**
   * @throws ParleyException without two groups, or without that level
   */
  public ProportionStatistic {
    if (by.levels().size() != 2) {
      throw new ParleyException(
          "cannot compare proportions: expected two levels of "
              + by.column()
              + ", got "
              + by.levels().size());
    }
    if (!outcome.levels().contains(success)) {
      throw new ParleyException(
          "cannot compare proportions: expected one of "
              + outcome.levels()
              + " to count, got "
              + success);
    }
  }

  private CrossTabStatistic table() {
    return new CrossTabStatistic(by, outcome);
  }

  @Override
  public Columns columns() {
    return table().columns();
  }

  @Override
  public List<SumSpec> sums() {
    return table().sums();
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return table().local(spec, arguments, rows);
  }

  @Override
  public ProportionTest result(SecureSum sums) {
    CrossTab found = table().result(sums);
    ProportionTest.Share first = share(found, 0);
    ProportionTest.Share second = share(found, 1);
    double pooled = (double) (first.count() + second.count()) / (first.n() + second.n());
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / first.n() + 1.0 / second.n()));
    if (error == 0) {
      throw new InvalidDataException(
          "cannot compare proportions of "
              + outcome.column()
              + ": all outcomes are the same, expected two, got one");
    }
    double z = (first.share() - second.share()) / error;
    return new ProportionTest(
        success,
        List.of(first, second),
        found.n() - first.n() - second.n() + found.missing(),
        first.share() - second.share(),
        z,
        Tails.twoSidedNormal(z),
        CONFIDENCE);
  }

  private ProportionTest.Share share(CrossTab found, int group) {
    String level = by.levels().get(group);
    long n = found.counts().get(group).stream().mapToLong(Long::longValue).sum();
    long count = found.count(level, success);
    if (n == 0) {
      throw new InvalidDataException(
          "cannot compare proportions of "
              + outcome.column()
              + ": group "
              + level
              + " is empty, expected a row at least, got 0");
    }
    double z = Tails.normalQuantile(CONFIDENCE);
    double p = (double) count / n;
    double centre = p + z * z / (2 * n);
    double width = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
    double by = 1 + z * z / n;
    return new ProportionTest.Share(
        level, n, count, p, Math.max(0, (centre - width) / by), Math.min(1, (centre + width) / by));
  }
}

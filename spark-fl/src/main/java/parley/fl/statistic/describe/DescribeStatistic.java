package parley.fl.statistic.describe;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.statistic.scale.ColumnTotals;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * Counts, means, variances, skewness, kurtosis and norms of numeric columns, in two rounds: totals,
 * exact, then sums of powers about rough centres on rough scales, both of each group, which the
 * providers are told. Immutable, thread-safe.
 *
 * @param names numeric columns
 * @param by what groups the rows; null for all together
 * @param weight column of row weights, positive; null if each row counts 1
 */
@DefaultSerializer(JavaSerializer.class)
public record DescribeStatistic(List<String> names, @Nullable Category by, @Nullable String weight)
    implements Statistic<Descriptions> {
  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public DescribeStatistic {
    names = List.copyOf(names);
  }

  @Override
  public Columns columns() {
    return new Columns(names, by == null ? List.of() : List.of(by), weight);
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(GroupTotals.spec(totalled(), by), PowerSums.spec(names, by, weight != null));
  }

  /** The columns, and the weight as one more. */
  private List<String> totalled() {
    if (weight == null || names.contains(weight)) {
      return names;
    }
    List<String> all = new ArrayList<>(names);
    all.add(weight);
    return all;
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    TableRows all = weight == null ? rows : GroupRows.withWeightColumn(rows, names, by, weight);
    if (spec.equals(sums().get(0))) {
      return GroupTotals.local(totalled(), by, all);
    }
    List<TableRows> groups = GroupRows.split(all, totalled(), by);
    WireReader in = new WireReader(arguments, "scales of columns by group");
    PowerSums sums = new PowerSums(spec, names, weight);
    for (TableRows group : groups) {
      sums.addGroup(ColumnScales.fromBytes(totalled(), in.bytes("scales")), group);
    }
    in.end();
    return sums.toIntegers();
  }

  @Override
  public Descriptions result(SecureSum sums) {
    List<SumSpec> specs = sums();
    GroupTotals totals = GroupTotals.of(totalled(), by, sums.open(specs.get(0), new byte[0]));
    List<ColumnScales> scales = totals.columns().stream().map(ColumnTotals::scales).toList();
    WireWriter told = new WireWriter();
    scales.forEach(s -> told.add(s.toBytes()));
    BigInteger[] powers = sums.open(specs.get(1), told.toBytes()).integers();
    int width = powers.length / scales.size();
    List<GroupDescription> groups = new ArrayList<>();
    for (int g = 0; g < scales.size(); g++) {
      boolean other = by != null && g == by.levels().size();
      if (!other || !totals.isEmpty(g)) {
        BigInteger[] part = Arrays.copyOfRange(powers, g * width, (g + 1) * width);
        groups.add(group(totals, g, scales.get(g), part));
      }
    }
    long grouped = totals.groupRows().stream().mapToLong(Long::longValue).sum();
    return new Descriptions(names, totals.rows(), totals.rows() - grouped, groups);
  }

  private GroupDescription group(
      GroupTotals totals, int group, ColumnScales scales, BigInteger[] powers) {
    int width = powers.length / names.size();
    List<ColumnDescription> described = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      BigInteger[] part = Arrays.copyOfRange(powers, j * width, (j + 1) * width);
      described.add(ColumnFigures.of(totals, group, j, scales, part, weight));
    }
    return new GroupDescription(
        by == null ? null : by.name(group), totals.groupRows().get(group), described);
  }
}

package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.robust.data.LargestGroups;

/**
 * The rows of a {@link CountingQuery}, one a group, put together in memory for the largest groups
 * alone. For one thread at a time.
 */
@DefaultSerializer(JavaSerializer.class)
final class CountTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** With control columns there are more cells than groups; beyond these it is an error. */
  private static final int MAX_CELLS = 10_000;

  private static final int KINDS = 4;

  private final CountingPlan plan;
  private final LargestGroups<CellKey, CellSums> cells;
  private final long[] problems;

  /** Of each column with two values the least and the largest hash of the unfavourable ones. */
  private final @Nullable Long[] hashes;

  private CountTally(CountingPlan plan, int problems) {
    this.plan = plan;
    int limit =
        !plan.groups().isEmpty()
            ? Integer.MAX_VALUE
            : plan.controlCols().isEmpty() ? GroupCounter.MAX_GROUPS : MAX_CELLS;
    cells = new LargestGroups<>(limit, none());
    this.problems = new long[problems];
    hashes = new Long[plan.threshold() == null ? 4 : 2];
  }

  /** Adds up the rows of a query. */
  static CountTally of(Dataset<Row> counted, CountingPlan plan, int problems) {
    return counted
        .javaRDD()
        .mapPartitions(
            part -> {
              CountTally tally = new CountTally(plan, problems);
              part.forEachRemaining(tally::add);
              return List.of(tally).iterator();
            })
        .fold(new CountTally(plan, problems), CountTally::merge);
  }

  private void add(Row row) {
    int controls = plan.controlCols().size();
    int at = controls + plan.sensitiveCols().size();
    String control = name(row, 0, controls);
    String group = name(row, controls, at);
    group = isRefused(row, at) ? group : agreed(group);
    if (group == null) {
      return;
    }
    int counts = at;
    at += plan.weightCol() == null ? KINDS : 2 * KINDS;
    for (int k = 0; k < hashes.length; k++, at++) {
      note(k, row.isNullAt(at) ? null : row.getLong(at));
    }
    for (int k = 0; k < problems.length; k++, at++) {
      problems[k] += row.getLong(at);
    }
    ScoreBins scores = plan.bins() == 0 ? ScoreBins.NONE : scores(row.getList(row.length() - 1));
    CellSums sums = sums(row, counts, scores);
    cells.add(new CellKey(control, group), sums.rows(), sums);
  }

  private String name(Row row, int from, int to) {
    if (from == to) {
      return "";
    }
    List<String> values = new ArrayList<>();
    for (int k = from; k < to; k++) {
      values.add(row.isNullAt(k) ? String.valueOf(plan.missingGroup()) : row.getString(k));
    }
    return CellKey.name(values);
  }

  /** Whether a key is missing that must not be, in which case the row is counted as a problem. */
  private boolean isRefused(Row row, int keys) {
    boolean missing = false;
    for (int k = 0; k < keys; k++) {
      missing |= row.isNullAt(k);
    }
    return missing && plan.missingGroup() == null;
  }

  /**
   * The group's name as the caller wrote it, the same text first; null if only others were asked
   * for.
   */
  private @Nullable String agreed(String group) {
    if (plan.groups().isEmpty()) {
      return group;
    }
    String same = null;
    for (AuditValue wanted : plan.groups()) {
      if (wanted.text().equals(group)) {
        return group;
      }
      same = same == null && wanted.isSame(group) ? wanted.text() : same;
    }
    return same;
  }

  private CellSums sums(Row row, int at, ScoreBins scores) {
    boolean weighted = plan.weightCol() != null;
    BigDecimal[] n = new BigDecimal[KINDS];
    for (int k = 0; k < KINDS; k++) {
      n[k] = weighted ? row.getDecimal(at + KINDS + k) : BigDecimal.valueOf(row.getLong(at + k));
    }
    return new CellSums(
        n[3],
        n[2].subtract(n[3]),
        n[1].subtract(n[3]),
        n[0].subtract(n[1]).subtract(n[2]).add(n[3]),
        row.getLong(at),
        weighted,
        scores);
  }

  private CellSums none() {
    return CellSums.none(plan.bins(), plan.weightCol() != null);
  }

  private ScoreBins scores(List<Row> parts) {
    ScoreBins.Bin[] bins = new ScoreBins.Bin[plan.bins()];
    Arrays.fill(bins, ScoreBins.Bin.EMPTY);
    for (Row part : parts) {
      ScoreBins.Weights weights =
          plan.weightCol() == null
              ? null
              : new ScoreBins.Weights(part.getDecimal(4), part.getDecimal(5), part.getDecimal(6));
      bins[part.getInt(0)] =
          new ScoreBins.Bin(part.getLong(1), part.getLong(2), part.getLong(3), weights);
    }
    return new ScoreBins(List.of(bins));
  }

  private void note(int k, @Nullable Long hash) {
    Long known = hashes[k];
    if (known == null || hash == null) {
      hashes[k] = known == null ? hash : known;
    } else {
      hashes[k] = k % 2 == 0 ? Math.min(known, hash) : Math.max(known, hash);
    }
  }

  private CountTally merge(CountTally other) {
    cells.merge(other.cells);
    for (int k = 0; k < problems.length; k++) {
      problems[k] += other.problems[k];
    }
    for (int k = 0; k < hashes.length; k++) {
      note(k, other.hashes[k]);
    }
    return this;
  }

  /** Rows with each mistake. */
  long[] problems() {
    return problems;
  }

  /** The hashes of the unfavourable labels, and where predictions are labels of those too. */
  Set<Long> unfavorable(boolean ofPredictions) {
    return Stream.of(hashes[ofPredictions ? 2 : 0], hashes[ofPredictions ? 3 : 1])
        .filter(hash -> hash != null)
        .collect(Collectors.toSet());
  }

  /** Whether predictions are labels. */
  boolean predictsLabels() {
    return hashes.length > 2;
  }

  /** All rows. */
  ConfusionCounts overall() {
    return cells.largest().stream()
        .map(LargestGroups.Group::value)
        .reduce(cells.others(), CellSums::plus)
        .toCounts()
        .confusion();
  }

  /**
   * The counts of the largest groups.
   *
   * @throws InvalidDataException if there are more than 10 000 cells of control columns and groups
   */
  GroupCounts toCounts() {
    if (!plan.controlCols().isEmpty() && cells.leftOut() > 0) {
      throw new InvalidDataException(
          "cannot count groups: the control columns %s make %d cells with the groups, expected %d at most"
              .formatted(
                  String.join(", ", plan.controlCols()), MAX_CELLS + cells.leftOut(), MAX_CELLS));
    }
    TreeMap<String, CellSums> groups = new TreeMap<>();
    TreeMap<String, SortedMap<String, CellSums>> within = new TreeMap<>();
    plan.groups().forEach(named -> groups.put(named.text(), none()));
    for (LargestGroups.Group<CellKey, CellSums> cell : cells.largest()) {
      CellKey key = cell.key();
      groups.merge(key.group(), cell.value(), CellSums::plus);
      within
          .computeIfAbsent(key.control(), control -> new TreeMap<>())
          .merge(key.group(), cell.value(), CellSums::plus);
    }
    Set<String> kept = kept(groups);
    TreeMap<String, GroupCounts> controls = new TreeMap<>();
    if (!plan.controlCols().isEmpty()) {
      within.forEach(
          (control, its) -> controls.put(control, counts(its, kept, 0, new TreeMap<>())));
    }
    return counts(groups, kept, cells.leftOut(), controls);
  }

  private Set<String> kept(SortedMap<String, CellSums> groups) {
    return groups.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, CellSums> group) -> -group.getValue().rows())
                .thenComparing(Map.Entry::getKey))
        .limit(plan.groups().isEmpty() ? GroupCounter.MAX_GROUPS : Integer.MAX_VALUE)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private GroupCounts counts(
      SortedMap<String, CellSums> groups,
      Set<String> kept,
      long leftOut,
      SortedMap<String, GroupCounts> controls) {
    TreeMap<String, CellCounts> largest = new TreeMap<>();
    CellSums others = leftOut == 0 ? none() : cells.others();
    for (Map.Entry<String, CellSums> group : groups.entrySet()) {
      if (kept.contains(group.getKey())) {
        largest.put(group.getKey(), group.getValue().toCounts());
      } else {
        others = others.plus(group.getValue());
      }
    }
    return new GroupCounts(
        largest, others.toCounts(), leftOut + groups.size() - largest.size(), controls);
  }
}

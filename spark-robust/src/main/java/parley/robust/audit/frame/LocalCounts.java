package parley.robust.audit.frame;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import parley.error.InvalidDataException;

/**
 * Counts the rows of a partition where they are, into the vector of {@link GroupCounts#toVector}.
 * Immutable, so safe for use by several threads.
 *
 * @param plan what is counted
 * @param problems what is wrong with a row, in the order of the query's problems
 */
@DefaultSerializer(JavaSerializer.class)
record LocalCounts(CountingPlan plan, List<String> problems) implements Serializable {

  static LocalCounts of(CountingPlan plan, CountingQuery query) {
    return new LocalCounts(
        plan,
        new ArrayList<>(
            query.problems().stream()
                .map(
                    problem ->
                        "cannot count groups: column %s %s in a row, expected %s"
                            .formatted(problem.column(), problem.what(), problem.expected()))
                .toList()));
  }

  /**
   * The vector of some rows.
   *
   * @param rows of {@link CountingQuery#each}
   * @throws InvalidDataException if a row of the groups cannot be used
   */
  long[] vector(Iterator<Row> rows) {
    int width = GroupCounts.vectorLength(1, plan.bins());
    long[] vector = new long[width * plan.groups().size()];
    Map<String, Integer> known = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      int group = known.computeIfAbsent(group(row), this::number);
      if (group >= 0) {
        add(row, vector, group * width);
      }
    }
    return vector;
  }

  private String group(Row row) {
    List<String> values = new ArrayList<>();
    for (int k = 0; k < plan.sensitiveCols().size(); k++) {
      values.add(row.isNullAt(k) ? "" : row.getString(k));
    }
    return CellKey.name(values);
  }

  /** Its place among those agreed on; -1 if it is none of them. */
  private int number(String group) {
    for (int k = 0; k < plan.groups().size(); k++) {
      if (plan.groups().get(k).isSame(group)) {
        return k;
      }
    }
    return -1;
  }

  private void add(Row row, long[] vector, int from) {
    int at = plan.sensitiveCols().size();
    int problem = row.getInt(at + 2);
    if (problem >= 0) {
      throw new InvalidDataException(problems.get(problem));
    }
    boolean label = row.getBoolean(at);
    boolean prediction = row.getBoolean(at + 1);
    vector[from + (label ? (prediction ? 0 : 2) : (prediction ? 1 : 3))]++;
    if (plan.bins() > 0) {
      double score = row.getDouble(at + 3);
      int bin = Math.min((int) Math.floor(score * plan.bins()), plan.bins() - 1);
      int place = from + GroupCounts.CONFUSION + GroupCounts.OF_A_BIN * bin;
      vector[place]++;
      vector[place + 1] += label ? 1 : 0;
      vector[place + 2] += (long) Math.rint(score * ScoreBins.UNITS);
    }
  }
}

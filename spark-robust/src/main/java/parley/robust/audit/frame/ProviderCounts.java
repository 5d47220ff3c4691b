package parley.robust.audit.frame;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import parley.ml.column.Columns;

/**
 * Counts as data providers would make them, each of its own rows, for an audit of which only the
 * sum is seen. Places in a vector are those of {@link GroupCounts#toVector}, with the groups of
 * {@link GroupCounter#setGroups} in their order, which all agree on before anyone counts.
 * Stateless, so safe for use by several threads.
 */
public final class ProviderCounts {
  private static final String NOT_AGREED =
      "cannot count by provider: expected groups that are agreed on, by setGroups, and no control"
          + " columns";

  private ProviderCounts() {}

  /**
   * A vector for each provider, where a column says whose a row is.
   *
   * @param counter with groups, and without control columns
   * @throws IllegalArgumentException if the counter has no groups, or has control columns
   */
  public static SortedMap<String, long[]> byColumn(
      GroupCounter counter, Dataset<?> rows, String providerCol) {
    Columns.values(rows.schema(), providerCol);
    if (counter.groups().isEmpty() || counter.hasControls()) {
      throw new IllegalArgumentException(NOT_AGREED);
    }
    SortedMap<String, long[]> vectors = new TreeMap<>();
    counter
        .countWithin(rows, List.of(providerCol))
        .controls()
        .forEach((name, counts) -> vectors.put(name, counts.toVector(counter.groups())));
    return vectors;
  }

  /**
   * A vector for each partition, which stands for a provider: made where its rows are. Rows are not
   * moved, and no vector comes to the driver, so that they can be added up under encryption.
   *
   * @param counter with groups and both labels, and without control columns and weights
   * @return lazy; a row of the groups that cannot be used ends its task with an {@code
   *     InvalidDataException}
   * @throws IllegalArgumentException if the counter is not so, or a column does not fit
   */
  public static JavaRDD<long[]> perPartition(GroupCounter counter, Dataset<?> rows) {
    CountingPlan plan = counter.plan(List.of(), rows.schema());
    if (counter.groups().isEmpty() || counter.hasControls()) {
      throw new IllegalArgumentException(NOT_AGREED);
    }
    if (plan.unfavorable() == null || plan.weightCol() != null) {
      throw new IllegalArgumentException(
          "cannot count by provider: expected both labels to be set, by setFavorable and"
              + " setUnfavorable, and no weights");
    }
    CountingQuery query = new CountingQuery(plan, rows.schema());
    LocalCounts counts = LocalCounts.of(plan, query);
    return query
        .each(rows.toDF())
        .javaRDD()
        .mapPartitions(part -> List.of(counts.vector(part)).iterator());
  }

  /**
   * The sum of vectors, for where they are added up in the clear.
   *
   * @param vectors one or more of the same length
   * @throws IllegalArgumentException if there are none, or their lengths differ
   * @throws ArithmeticException if a sum does not fit into 63 bits
   */
  public static long[] sum(Collection<long[]> vectors) {
    if (vectors.stream().mapToInt(vector -> vector.length).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "cannot add up counts: expected one vector or more of one length, got lengths "
              + vectors.stream().map(vector -> vector.length).distinct().toList());
    }
    long[] sum = new long[vectors.iterator().next().length];
    for (long[] vector : vectors) {
      Arrays.setAll(sum, k -> Math.addExact(sum[k], vector[k]));
    }
    return sum;
  }
}

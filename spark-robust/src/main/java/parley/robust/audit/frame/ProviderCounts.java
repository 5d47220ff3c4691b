package parley.robust.audit.frame;

import static org.apache.spark.sql.functions.spark_partition_id;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.robust.data.Columns;

/**
 * Counts as data providers would make them, each of its own rows, for an audit of which only the
 * sum is seen. Places in a vector are those of {@link GroupCounts#toVector}, with the groups of
 * {@link GroupCounter#setGroups} in their order, which all agree on before anyone counts.
 * Stateless, so safe for use by several threads.
 */
public final class ProviderCounts {
  private static final String PARTITION = "parleyPartition";

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
      throw new IllegalArgumentException(
          "cannot count by provider: expected groups that are agreed on, by setGroups, and no"
              + " control columns");
    }
    SortedMap<String, long[]> vectors = new TreeMap<>();
    counter
        .countWithin(rows, List.of(providerCol))
        .controls()
        .forEach((name, counts) -> vectors.put(name, counts.toVector(counter.groups())));
    return vectors;
  }

  /** A vector for each partition that has rows of the groups, by its number. */
  public static SortedMap<String, long[]> byPartition(GroupCounter counter, Dataset<?> rows) {
    Columns.free(rows.schema(), PARTITION);
    Dataset<Row> marked = rows.toDF().withColumn(PARTITION, spark_partition_id());
    return byColumn(counter, marked, PARTITION);
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

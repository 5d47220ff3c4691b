package parley.fl.data;

import java.util.Collections;
import java.util.List;
import org.apache.spark.Partitioner;
import parley.error.InvalidDataException;

/** Partition k holds the k-th of the sorted providers. */
final class ProviderPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final List<String> sorted;

  ProviderPartitioner(List<String> sorted) {
    this.sorted = sorted;
  }

  @Override
  public int numPartitions() {
    return sorted.size();
  }

  @Override
  public int getPartition(Object key) {
    int index = Collections.binarySearch(sorted, (String) key);
    if (index < 0) {
      throw new InvalidDataException(
          "cannot place a row: the provider column changed while it was read, expected one of "
              + sorted.size()
              + " providers, got another");
    }
    return index;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ProviderPartitioner p && p.sorted.equals(sorted);
  }

  @Override
  public int hashCode() {
    return sorted.hashCode();
  }
}

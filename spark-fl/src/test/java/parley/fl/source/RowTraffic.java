package parley.fl.source;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** What Spark itself says of rows that its tasks read and moved. Thread-safe. */
final class RowTraffic extends SparkListener {
  private final Map<String, Set<Long>> rows = new TreeMap<>();
  private long shuffled;

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    TaskMetrics metrics = event.taskMetrics();
    if (metrics == null) {
      return;
    }
    shuffled +=
        metrics.shuffleReadMetrics().totalBytesRead()
            + metrics.shuffleWriteMetrics().bytesWritten();
    long read = metrics.inputMetrics().recordsRead();
    if (read > 1) { // A block in memory counts as one record.
      rows.computeIfAbsent(event.taskInfo().executorId(), id -> new TreeSet<>()).add(read);
    }
  }

  /** Waits for events on their way. */
  void await(SparkSession spark) throws TimeoutException {
    spark.sparkContext().listenerBus().waitUntilEmpty();
  }

  /** How many rows tasks read, by executor. */
  synchronized Map<String, Set<Long>> rowsByExecutor() {
    return new TreeMap<>(rows);
  }

  /** Bytes written for, and read from, shuffles. */
  synchronized long shuffledBytes() {
    return shuffled;
  }
}

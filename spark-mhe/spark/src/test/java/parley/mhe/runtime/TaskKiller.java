package parley.mhe.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Knows which tasks run, kills them on demand, and counts those that died of it. */
final class TaskKiller extends SparkListener {
  private final SparkContext spark;
  private final Set<Long> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger killed = new AtomicInteger();

  TaskKiller(SparkContext spark) {
    this.spark = spark;
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    running.add(start.taskInfo().taskId());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    running.remove(end.taskInfo().taskId());
    if (end.reason() instanceof TaskKilled) {
      killed.incrementAndGet();
    }
  }

  /** Interrupts their threads. */
  void killRunning() {
    running.forEach(task -> spark.killTaskAttempt(task, true, "a test kills it"));
  }

  int killed() {
    return killed.get();
  }
}

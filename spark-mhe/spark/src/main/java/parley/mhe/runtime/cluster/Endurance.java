package parley.mhe.runtime.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Ends jobs that wait for executors which end again and again: a standalone master starts new ones
 * for ever, and a job waits for ever, without a word of why they end. Thread-safe.
 */
final class Endurance extends SparkListener {
  private static final long LOOK_EVERY_MILLIS = 500;

  /** One end may be an accident. */
  private static final int FEWEST_ENDS = 2;

  private final SparkContext spark;
  private final ExecutorRegistry executors;
  private final Duration limit;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "parley-executors");
            thread.setDaemon(true);
            return thread;
          });

  private final Set<Integer> jobs = new TreeSet<>();
  private long waitingSince;
  private int ends;

  private Endurance(SparkContext spark, ExecutorRegistry executors, Duration limit) {
    this.spark = spark;
    this.executors = executors;
    this.limit = limit;
  }

  /** Looks at an application's executors as long as it runs. */
  static void watch(SparkContext spark, ExecutorRegistry executors, Duration limit) {
    Endurance watch = new Endurance(spark, executors, limit);
    spark.addSparkListener(watch);
    watch.clock.scheduleWithFixedDelay(
        watch::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart event) {
    if (jobs.isEmpty()) {
      waitAnew();
    }
    jobs.add(event.jobId());
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd event) {
    jobs.remove(event.jobId());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.taskInfo() != null && event.taskInfo().successful()) {
      waitAnew();
    }
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    ends++;
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd event) {
    clock.shutdownNow();
  }

  private void waitAnew() {
    waitingSince = System.nanoTime();
    ends = 0;
  }

  private void look() {
    for (int job : hopeless()) {
      spark.cancelJob(
          job,
          "because its executors end again and again: in "
              + limit.toSeconds()
              + " s no task was done, expected an executor that stays, got "
              + executors.lastEnd().orElse("none"));
    }
  }

  private synchronized Set<Integer> hopeless() {
    boolean late = System.nanoTime() - waitingSince >= limit.toNanos();
    return late && ends >= FEWEST_ENDS && !executors.isAnyOlderThan(limit.dividedBy(2))
        ? Set.copyOf(jobs)
        : Set.of();
  }
}

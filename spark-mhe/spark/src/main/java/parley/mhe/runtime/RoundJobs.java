package parley.mhe.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import parley.mhe.ParleyException;

/**
 * Runs a round's Spark job under a time-out and a job group of its own, so that it can be
 * cancelled, and gives the provider's own error where there is one. Thread-safe.
 */
final class RoundJobs implements AutoCloseable {
  private final JavaSparkContext spark;
  private final String group;
  private final Duration timeout;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "parley-rounds");
            thread.setDaemon(true);
            return thread;
          });

  RoundJobs(JavaSparkContext spark, String group, Duration timeout) {
    this.spark = spark;
    this.group = group;
    this.timeout = timeout;
  }

  /**
   * The job's result.
   *
   * @param title shown as the job's description
   * @param waitingFor names who has not answered, asked after a time-out
   */
  <T> T run(String title, Callable<T> job, Supplier<String> waitingFor) {
    Future<T> result = submit(group, title, job);
    try {
      return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      spark.cancelJobGroup(group);
      throw new ParleyException(
          "cannot finish "
              + title
              + ": the time is over, expected all answers within "
              + timeout.toMillis()
              + " ms, got none from "
              + waitingFor.get(),
          e);
    } catch (InterruptedException e) {
      spark.cancelJobGroup(group);
      Thread.currentThread().interrupt();
      throw new ParleyException("cannot finish " + title + ": it was interrupted", e);
    } catch (ExecutionException e) {
      throw failed(title, e.getCause() == null ? e : e.getCause());
    }
  }

  /** A short question about providers; no answers when it fails or takes too long. */
  <T> List<T> status(Duration limit, Callable<List<T>> job) {
    String name = group + "-status";
    Future<List<T>> result = submit(name, "who has not answered", job);
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      spark.cancelJobGroup(name);
    }
    return List.of();
  }

  private <T> Future<T> submit(String name, String title, Callable<T> job) {
    Properties inherited = (Properties) spark.sc().getLocalProperties().clone();
    return threads.submit(
        () -> {
          spark.sc().setLocalProperties(inherited);
          spark.setJobGroup(name, title, true);
          try {
            return job.call();
          } finally {
            spark.clearJobGroup();
          }
        });
  }

  /** The provider's own error where Spark kept it, else Spark's. */
  private static ParleyException failed(String title, Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ParleyException refusal) {
        return new ParleyException("cannot finish " + title + ": " + refusal.getMessage(), refusal);
      }
    }
    // The first line: Spark's messages go on with the task's stack.
    String reason = String.valueOf(error.getMessage()).lines().findFirst().orElse("no reason");
    return new ParleyException("cannot finish " + title + ": " + reason, error);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

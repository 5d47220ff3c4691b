package parley.mhe.runtime.carrier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import parley.error.ParleyException;
import parley.mhe.runtime.message.Outcome;
import parley.mhe.runtime.provider.Endpoints;
import scala.Tuple2;

/**
 * Runs a round's Spark job, or calls in this process, under a time-out and a job group of its own,
 * so that it can be cancelled, and gives the provider's own error where there is one. Thread-safe.
 */
public final class SparkJobs implements AutoCloseable {
  private static final long SLICE_NANOS = 100_000_000L;

  private final JavaSparkContext spark;
  private final String group;
  private final Duration timeout;
  private final Supplier<Optional<String>> loss;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "parley-rounds");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param loss says which executor is lost, if one is that a round needs: its tasks would wait for
   *     it as long as Spark's locality wait
   */
  public SparkJobs(
      JavaSparkContext spark, String group, Duration timeout, Supplier<Optional<String>> loss) {
    this.spark = spark;
    this.group = group;
    this.timeout = timeout;
    this.loss = loss;
  }

  /**
   * A round to run.
   *
   * @param title shown as the job's description
   * @param waitingFor names who has not answered, asked after a time-out
   */
  public Round round(String title, Supplier<String> waitingFor) {
    return new Round(title, waitingFor);
  }

  /** Makes the parties of some providers: their answers by name. */
  public SortedMap<String, byte[]> install(
      String title, Callable<List<Outcome<Tuple2<String, byte[]>>>> job, List<String> providers) {
    SortedMap<String, byte[]> nonces = new TreeMap<>();
    round(title, () -> "some of " + providers)
        .run(() -> job.call().stream().map(Outcome::orThrow).toList())
        .forEach(answer -> nonces.put(answer._1(), answer._2()));
    return nonces;
  }

  /** Names those who are at work, and those that were not reached behind them. */
  static String missing(List<Tuple2<String, Endpoints.State>> states) {
    List<String> atWork = new ArrayList<>();
    List<String> notReached = new ArrayList<>();
    for (Tuple2<String, Endpoints.State> state : states) {
      switch (state._2()) {
        case AT_WORK -> atWork.add(state._1());
        case NOT_REACHED -> notReached.add(state._1());
        case ANSWERED -> {}
      }
    }
    return atWork + (notReached.isEmpty() ? "" : " and, not reached behind them, " + notReached);
  }

  /** One exchange with the providers, and the words for what goes wrong with it. */
  public final class Round {
    private final String title;
    private final Supplier<String> waitingFor;

    private Round(String title, Supplier<String> waitingFor) {
      this.title = title;
      this.waitingFor = waitingFor;
    }

    String title() {
      return title;
    }

    Duration timeout() {
      return timeout;
    }

    /** The result of the round's Spark job. */
    <T> T run(Callable<T> job) {
      requireNoLoss();
      Future<T> result = submit(title, job);
      try {
        return await(result);
      } catch (TimeoutException e) {
        ParleyException error = timedOut(e);
        spark.cancelJobGroup(group);
        throw error;
      } catch (InterruptedException e) {
        spark.cancelJobGroup(group);
        throw interrupted(e);
      } catch (ExecutionException e) {
        throw failed(e.getCause() == null ? e : e.getCause());
      }
    }

    /** Some calls at once, each in a thread and without a job; the first that fails ends all. */
    public void runInThreads(List<Callable<Void>> calls) {
      ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(threads);
      List<Future<Void>> all = calls.stream().map(done::submit).toList();
      long end = System.nanoTime() + timeout.toNanos();
      try {
        for (int left = all.size(); left > 0; left--) {
          Future<Void> next = done.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (next == null) {
            throw timedOut(new TimeoutException("not all are done"));
          }
          next.get();
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (ExecutionException e) {
        throw failed(e.getCause() == null ? e : e.getCause());
      } finally {
        all.forEach(call -> call.cancel(true));
      }
    }

    /** In slices, between which it looks for losses. */
    private <T> T await(Future<T> result)
        throws InterruptedException, ExecutionException, TimeoutException {
      long end = System.nanoTime() + timeout.toNanos();
      while (true) {
        long left = end - System.nanoTime();
        try {
          return result.get(Math.max(0, Math.min(left, SLICE_NANOS)), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (left <= SLICE_NANOS) {
            throw e;
          }
        }
        try {
          requireNoLoss();
        } catch (ParleyException e) {
          spark.cancelJobGroup(group);
          throw e;
        }
      }
    }

    /**
     * Refuses to wait for an executor that is gone.
     *
     * @throws ParleyException when one is
     */
    void requireNoLoss() {
      Optional<String> lost = loss.get();
      if (lost.isPresent()) {
        throw new ParleyException("cannot finish " + title + ": " + lost.get());
      }
    }

    ParleyException interrupted(InterruptedException cause) {
      Thread.currentThread().interrupt();
      return new ParleyException("cannot finish " + title + ": it was interrupted", cause);
    }

    ParleyException timedOut(TimeoutException cause) {
      return new ParleyException(
          "cannot finish "
              + title
              + ": the time is over, expected all answers within "
              + timeout.toMillis()
              + " ms, got none from "
              + waitingFor.get(),
          cause);
    }

    /** The provider's own error where Spark kept it, else Spark's. */
    ParleyException failed(Throwable error) {
      for (Throwable cause = error; cause != null; cause = cause.getCause()) {
        if (cause instanceof ParleyException refusal) {
          return new ParleyException(
              "cannot finish " + title + ": " + refusal.getMessage(), refusal);
        }
      }
      // The first line: Spark's messages go on with the task's stack.
      String reason = String.valueOf(error.getMessage()).lines().findFirst().orElse("no reason");
      return new ParleyException("cannot finish " + title + ": " + reason, error);
    }
  }

  private <T> Future<T> submit(String title, Callable<T> job) {
    Properties inherited = (Properties) spark.sc().getLocalProperties().clone();
    return threads.submit(
        () -> {
          spark.sc().setLocalProperties(inherited);
          spark.setJobGroup(group, title, true);
          try {
            return job.call();
          } finally {
            spark.clearJobGroup();
          }
        });
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

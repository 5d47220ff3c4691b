package parley.mhe.runtime.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.runtime.message.PluginMessage.Hello;

/** The executors that have the plugin, as far as the driver knows. Thread-safe. */
public final class ExecutorRegistry {
  private static final String EXITED = "Command exited with code";

  private final Map<String, Hello> live = new TreeMap<>();
  private final Map<String, Integer> cores = new HashMap<>();
  private final Map<String, String> lost = new HashMap<>();
  private final Map<String, Long> since = new HashMap<>();
  private @Nullable String lastEnd;

  synchronized void hello(Hello executor) {
    if (!lost.containsKey(executor.executor())) {
      live.put(executor.executor(), executor);
      since.put(executor.executor(), System.nanoTime());
      notifyAll();
    }
  }

  /** Spark's word on an executor's cores, which the executor does not know. */
  synchronized void added(String executor, int count) {
    cores.put(executor, count);
  }

  synchronized int cores(String executor) {
    return cores.getOrDefault(executor, 1);
  }

  synchronized void removed(String executor, String reason) {
    live.remove(executor);
    since.remove(executor);
    String words = reason.lines().findFirst().orElse("no reason");
    lost.put(executor, words);
    // What an executor itself said of its end tells more than its exit code.
    if (lastEnd == null || !words.startsWith(EXITED)) {
      lastEnd = "executor " + executor + ", which ended: " + words;
    }
    notifyAll();
  }

  /** Whether an executor is there. */
  synchronized boolean isLive(String executor) {
    return live.containsKey(executor);
  }

  /** Why an executor is gone. */
  public synchronized String reason(String executor) {
    return lost.getOrDefault(executor, "unknown");
  }

  /** The last executor that ended, and why; empty when none has. */
  synchronized Optional<String> lastEnd() {
    return Optional.ofNullable(lastEnd);
  }

  /** Whether an executor has been there for so long. */
  synchronized boolean isAnyOlderThan(Duration age) {
    long now = System.nanoTime();
    return since.values().stream().anyMatch(start -> now - start >= age.toNanos());
  }

  /** All that are there, by their ids. */
  public synchronized List<Hello> live() {
    List<Hello> all = new ArrayList<>();
    live.values().forEach(e -> all.add(e.withCores(cores(e.executor()))));
    return all;
  }

  /** Waits until there are enough, or the time is over; returns those that are there. */
  synchronized List<Hello> await(Predicate<List<Hello>> enough, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!enough.test(live())) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ParleyException("cannot wait for executors: it was interrupted", e);
      }
    }
    return live();
  }
}

package parley.mhe.runtime.cluster;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.error.ParleyException;
import parley.mhe.ckks.NativeSupport;
import parley.mhe.runtime.message.PluginCode;
import parley.mhe.runtime.message.PluginMessage.Answer;
import parley.mhe.runtime.message.PluginMessage.Failure;
import parley.mhe.runtime.message.PluginMessage.Hello;
import parley.mhe.runtime.message.PluginMessage.Letter;
import parley.mhe.runtime.message.PluginMessage.Poll;
import parley.mhe.runtime.message.PluginMessage.Reply;
import parley.mhe.runtime.message.PluginWire;
import parley.mhe.runtime.provider.Endpoints;
import parley.mhe.runtime.provider.LetterTask;

/**
 * The plugin in an executor: says whose home it is, and answers the driver's letters with the
 * parties that live here. Spark's plugin RPC goes from executors to the driver, so it asks for
 * letters: after an answer in {@value #SHORTEST_WAIT_MILLIS} ms and then less and less often, every
 * {@value #LONGEST_WAIT_MILLIS} ms while it answers one, every {@value #IDLE_MILLIS} ms when no
 * federation is at work. Thread-safe.
 */
public final class ClusterExecutor implements ExecutorPlugin {
  static final String PROVIDERS_VARIABLE = "PARLEY_PROVIDERS";
  private static final Logger LOG = LoggerFactory.getLogger(ClusterExecutor.class);
  private static final String DRIVER = "driver";
  private static final int SHORTEST_WAIT_MILLIS = 2;
  private static final int LONGEST_WAIT_MILLIS = 20;
  private static final int IDLE_MILLIS = 100;

  /** A letter waits at most this part of the time since the last one was answered. */
  private static final int PATIENCE = 10;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "parley-letters");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger answering = new AtomicInteger();
  private volatile long answeredAt = System.nanoTime();
  private volatile boolean stopped;

  @Override
  public void init(PluginContext context, Map<String, String> extraConf) {
    String id = context.executorID();
    if (id.equals(DRIVER)) {
      return;
    }
    List<String> claims = claims(System.getenv(PROVIDERS_VARIABLE));
    OwnHome.begin(claims, context.resources().keySet());
    Hello hello =
        new Hello(
            id,
            SparkEnv.get().blockManager().blockManagerId().host(),
            ProcessHandle.current().pid(),
            1,
            claims,
            PluginCode.here(),
            NativeSupport.problem().map(p -> "has no native support: " + p).orElse(null));
    try {
      context.ask(PluginWire.toBytes(hello));
    } catch (Exception e) {
      throw new ParleyException("cannot tell the driver of executor " + id, e);
    }
    threads.execute(() -> serve(context));
  }

  /** The providers that a list names. */
  static List<String> claims(@Nullable String list) {
    return list == null
        ? List.of()
        : Arrays.stream(list.split(",", -1)).map(String::strip).filter(p -> !p.isEmpty()).toList();
  }

  private void serve(PluginContext context) {
    long seen = 0;
    while (!stopped) {
      boolean hurry = false;
      try {
        Poll poll = new Poll(context.executorID(), seen, Endpoints.progress());
        Reply reply = PluginWire.readReply((byte[]) context.ask(PluginWire.toBytes(poll)));
        Letter letter = reply.letter();
        if (letter != null) {
          seen = letter.number();
          answering.incrementAndGet();
          threads.execute(() -> answer(context, letter));
        }
        hurry = reply.hurry();
      } catch (Exception e) {
        // The driver is busy or gone; Spark ends this process if it is gone.
        LOG.debug("cannot ask for letters", e);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(hurry ? waitMillis() : IDLE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Asking costs both sides some processor time, which is better spent on answers. */
  private long waitMillis() {
    long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - answeredAt);
    return answering.get() > 0
        ? LONGEST_WAIT_MILLIS
        : Math.min(LONGEST_WAIT_MILLIS, Math.max(SHORTEST_WAIT_MILLIS, since / PATIENCE));
  }

  private void answer(PluginContext context, Letter letter) {
    try {
      send(context, letter);
    } finally {
      answeredAt = System.nanoTime();
      answering.decrementAndGet();
    }
  }

  private void send(PluginContext context, Letter letter) {
    String id = context.executorID();
    try {
      try {
        for (Answer part : LetterTask.answer(id, letter)) {
          context.ask(PluginWire.toBytes(part));
        }
      } catch (ParleyException e) {
        context.ask(PluginWire.toBytes(new Failure(id, letter.number(), e)));
      } catch (RuntimeException | IOException | InterruptedException e) {
        // Of what others throw only the words travel.
        String message = "cannot answer a letter on executor " + id + ": " + e;
        context.ask(
            PluginWire.toBytes(new Failure(id, letter.number(), new ParleyException(message))));
      }
    } catch (Exception e) {
      LOG.warn("cannot answer letter {}: the driver does not take it", letter.number(), e);
    }
  }

  @Override
  public void shutdown() {
    stopped = true;
    threads.shutdownNow();
    Endpoints.removeAll();
  }
}

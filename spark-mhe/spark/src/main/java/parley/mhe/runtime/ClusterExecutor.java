package parley.mhe.runtime;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.mhe.ParleyException;
import parley.mhe.ckks.NativeSupport;
import parley.mhe.runtime.PluginMessage.Answer;
import parley.mhe.runtime.PluginMessage.Failure;
import parley.mhe.runtime.PluginMessage.Hello;
import parley.mhe.runtime.PluginMessage.Letter;
import parley.mhe.runtime.PluginMessage.Poll;
import parley.mhe.runtime.PluginMessage.Reply;

/**
 * The plugin in an executor: says whose home it is, and answers the driver's letters with the
 * parties that live here. Spark's plugin RPC goes from executors to the driver, so it asks for
 * letters: every {@value #HURRY_MILLIS} ms while a federation is at work, else every {@value
 * #IDLE_MILLIS} ms. Thread-safe.
 */
final class ClusterExecutor implements ExecutorPlugin {
  static final String PROVIDERS_VARIABLE = "PARLEY_PROVIDERS";
  private static final Logger LOG = LoggerFactory.getLogger(ClusterExecutor.class);
  private static final String DRIVER = "driver";
  private static final int HURRY_MILLIS = 2;
  private static final int IDLE_MILLIS = 100;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "parley-letters");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean stopped;

  @Override
  public void init(PluginContext context, Map<String, String> extraConf) {
    String id = context.executorID();
    if (id.equals(DRIVER)) {
      return;
    }
    Hello hello =
        new Hello(
            id,
            SparkEnv.get().blockManager().blockManagerId().host(),
            ProcessHandle.current().pid(),
            1,
            claims(System.getenv(PROVIDERS_VARIABLE)),
            NativeSupport.problem().orElse(null));
    try {
      context.ask(hello);
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
        Reply reply = (Reply) context.ask(poll);
        Letter letter = reply.letter();
        if (letter != null) {
          seen = letter.number();
          threads.execute(() -> answer(context, letter));
        }
        hurry = reply.hurry();
      } catch (Exception e) {
        // The driver is busy or gone; Spark ends this process if it is gone.
        LOG.debug("cannot ask for letters", e);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(hurry ? HURRY_MILLIS : IDLE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void answer(PluginContext context, Letter letter) {
    String id = context.executorID();
    try {
      try {
        for (Answer part : LetterTask.answer(id, letter)) {
          context.ask(part);
        }
      } catch (ParleyException e) {
        context.ask(new Failure(id, letter.number(), e));
      } catch (RuntimeException | IOException | InterruptedException e) {
        // What others throw may not be known at the driver.
        String message = "cannot answer a letter on executor " + id + ": " + e;
        context.ask(new Failure(id, letter.number(), new ParleyException(message)));
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

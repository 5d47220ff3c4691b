package parley.mhe.runtime.message;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What executors send the driver through the plugin's RPC, and what they get back. It travels as
 * the bytes of {@link PluginWire}: Spark's RPC decodes Java objects with a class path of its own,
 * which an executor's submitted jar is not on.
 */
public sealed interface PluginMessage {
  /**
   * An executor is there.
   *
   * @param executor Spark's id of it
   * @param claims providers whose home it is, by its own environment
   * @param code fingerprints of Parley's classes there, by package
   * @param problem why it can be nobody's home, as what follows "executor 1 on HOST"; null when it
   *     can
   */
  record Hello(
      String executor,
      String host,
      long pid,
      int cores,
      List<String> claims,
      SortedMap<String, String> code,
      @Nullable String problem)
      implements PluginMessage {
    public Hello withCores(int count) {
      return new Hello(executor, host, pid, count, claims, code, problem);
    }

    Hello withProblem(String reason) {
      return new Hello(executor, host, pid, cores, claims, code, reason);
    }
  }

  /**
   * An executor asks for work, and says how far it is.
   *
   * @param seen number of the last letter that it took
   * @param progress for each federation there, the message at work and the providers' states
   */
  record Poll(String executor, long seen, Map<String, Progress> progress)
      implements PluginMessage {}

  /** A part of an executor's answer to a letter; the parts of an answer come in order. */
  record Answer(String executor, long letter, byte[] part, boolean last) implements PluginMessage {}

  /** A letter cannot be answered. */
  record Failure(String executor, long letter, RuntimeException reason) implements PluginMessage {}

  /** How far the providers of an executor are with a message. */
  record Progress(long sequence, List<String> atWork, List<String> answered) {}

  /**
   * What a poll brings back.
   *
   * @param letter null when there is nothing to do
   * @param hurry whether to ask again at once
   */
  record Reply(@Nullable Letter letter, boolean hurry) {}

  /**
   * A message for the providers of one executor.
   *
   * @param number increases with each letter of the application
   * @param groups the executor's providers, as many groups as it may use threads
   * @param message null when the federation ends
   */
  record Letter(
      long number,
      String federation,
      Task task,
      List<List<String>> groups,
      @Nullable RoundMessage message) {}

  /** What an executor does with a letter. */
  enum Task {
    /** Answer with the sum of its providers' answers. */
    SUM,
    /** Answer with each of its providers' answers. */
    GATHER,
    /** End the parties of a federation. */
    END
  }
}

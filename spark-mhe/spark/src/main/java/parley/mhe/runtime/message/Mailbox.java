package parley.mhe.runtime.message;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.mhe.runtime.message.PluginMessage.Answer;
import parley.mhe.runtime.message.PluginMessage.Letter;

/**
 * Letters that wait for executors to fetch and answer them: Spark's plugin RPC goes from executors
 * to the driver only. Never blocks; thread-safe.
 */
public final class Mailbox {
  private static final long HURRY_NANOS = 3_000_000_000L;

  /** Letters of one number, one an executor, and the answers so far. */
  private static final class Pending {
    final Map<String, Letter> letters;
    final Map<String, ByteArrayOutputStream> parts = new HashMap<>();
    final Map<String, byte[]> answers = new TreeMap<>();
    final CompletableFuture<Map<String, byte[]>> result = new CompletableFuture<>();

    Pending(Map<String, Letter> letters) {
      this.letters = letters;
    }
  }

  private final TreeMap<Long, Pending> pending = new TreeMap<>();
  private long number;
  private long lastActivity = System.nanoTime() - HURRY_NANOS;

  /** A letter's number, and its answers by executor once all are there. */
  public record Posted(long number, CompletableFuture<Map<String, byte[]>> answers) {}

  /** Makes a letter of that number for an executor. */
  public interface Writer {
    Letter write(long number, String executor);
  }

  /** Posts a letter to each of some executors. */
  public synchronized Posted post(Iterable<String> executors, Writer writer) {
    long mine = ++number;
    Map<String, Letter> letters = new HashMap<>();
    executors.forEach(executor -> letters.put(executor, writer.write(mine, executor)));
    Pending entry = new Pending(letters);
    pending.put(mine, entry);
    lastActivity = System.nanoTime();
    return new Posted(mine, entry.result);
  }

  /** The next letter for an executor that has seen those up to a number, or null. */
  public synchronized @Nullable Letter fetch(String executor, long seen) {
    for (Pending entry : pending.tailMap(seen, false).values()) {
      Letter letter = entry.letters.get(executor);
      if (letter != null) {
        return letter;
      }
    }
    return null;
  }

  /** Whether executors are to ask again at once. */
  public synchronized boolean hurry() {
    return !pending.isEmpty() || System.nanoTime() - lastActivity < HURRY_NANOS;
  }

  /** Takes a part of an answer; what nobody waits for any more is dropped. */
  public synchronized void answer(Answer answer) {
    Pending entry = pending.get(answer.letter());
    if (entry == null || !entry.letters.containsKey(answer.executor())) {
      return;
    }
    ByteArrayOutputStream parts =
        entry.parts.computeIfAbsent(answer.executor(), name -> new ByteArrayOutputStream());
    parts.writeBytes(answer.part());
    if (answer.last()) {
      entry.answers.put(answer.executor(), parts.toByteArray());
      entry.parts.remove(answer.executor());
    }
    if (entry.answers.size() == entry.letters.size()) {
      end(answer.letter(), entry);
      entry.result.complete(entry.answers);
    }
  }

  /** Ends a letter that an executor cannot answer. */
  public synchronized void fail(long letter, RuntimeException reason) {
    Pending entry = pending.get(letter);
    if (entry != null) {
      end(letter, entry);
      entry.result.completeExceptionally(reason);
    }
  }

  /** Ends the letters that a lost executor has not answered. */
  public synchronized void lost(String executor, RuntimeException reason) {
    for (Map.Entry<Long, Pending> entry : Map.copyOf(pending).entrySet()) {
      Pending letter = entry.getValue();
      if (letter.letters.containsKey(executor) && !letter.answers.containsKey(executor)) {
        fail(entry.getKey(), reason);
      }
    }
  }

  /** Takes back a letter that came too late. */
  public synchronized void withdraw(long letter) {
    pending.remove(letter);
  }

  private void end(long letter, Pending entry) {
    pending.remove(letter);
    entry.parts.clear();
    lastActivity = System.nanoTime();
  }
}

package parley.mhe.random;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import parley.error.ParleyException;
import parley.mhe.binding.Native;

/** The check of the random streams behind {@link Samplers#selfTest}. Stateless. */
final class StreamCheck {
  private static final int WORDS = 64;

  private StreamCheck() {}

  static void run() {
    byte[] key = new byte[Seed.BYTES];
    byte[] first = stream(key);
    if (!Arrays.equals(first, onAnotherThread(() -> stream(key)))) {
      throw failed("one seed on two threads", "the same stream", "two");
    }
    byte[] other = key.clone();
    other[0] = 1;
    if (Arrays.equals(first, stream(other))) {
      throw failed("two seeds", "two streams", "one");
    }
    long[] here = library();
    long[] there = onAnotherThread(StreamCheck::library);
    long[] later = library();
    for (long word : there) {
      if (contains(here, word) || contains(later, word)) {
        throw failed("the library's generator on two threads", "two streams", "a common word");
      }
    }
    if (Arrays.equals(here, later)) {
      throw failed("the library's generator", "new words", "the same again");
    }
  }

  private static byte[] stream(byte[] key) {
    byte[] out = new byte[WORDS * Long.BYTES];
    Native.expand(key, key.length, 0, out, out.length);
    return out;
  }

  private static long[] library() {
    long[] out = new long[WORDS];
    Native.drawWords(out, WORDS);
    return out;
  }

  private static boolean contains(long[] words, long word) {
    return Arrays.stream(words).anyMatch(w -> w == word);
  }

  private static <T> T onAnotherThread(java.util.function.Supplier<T> work) {
    AtomicReference<T> result = new AtomicReference<>();
    Thread thread = new Thread(() -> result.set(work.get()), "parley-stream-check");
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ParleyException("cannot check random streams: interrupted", e);
    }
    T value = result.get();
    if (value == null) {
      throw failed("a second thread", "a stream", "none");
    }
    return value;
  }

  private static ParleyException failed(String what, String expected, String got) {
    return new ParleyException(
        "cannot trust random streams: " + what + ", expected " + expected + ", got " + got);
  }
}

package parley.mhe.disk;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/**
 * Work on files that an interrupt must not cut short. Spark interrupts the thread of a task that it
 * cancels, and Java then closes every channel that the thread uses or tries to use: a half-written
 * store would be left. The interrupt is kept for whoever waits or sleeps next. Stateless.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** Work that may be done again from its start when an interrupt stopped it. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /** Does the work, again if an interrupt closed one of its channels. */
  public static <T> T call(Work<T> work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return work.run();
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

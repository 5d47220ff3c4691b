package parley.mhe.ckks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * A native object and the number of its users. It is freed when the last user is gone, so that a
 * thread that evaluates is safe from another that closes. Safe for use by several threads.
 */
final class NativeHandle implements AutoCloseable {
  private final long pointer;
  private final LongConsumer free;
  private final AtomicInteger users = new AtomicInteger(1);

  /** Takes over {@code pointer} with one user. */
  NativeHandle(long pointer, LongConsumer free) {
    this.pointer = pointer;
    this.free = free;
  }

  long pointer() {
    return pointer;
  }

  /** Adds a user; false if the object is gone. */
  boolean retain() {
    int seen;
    do {
      seen = users.get();
      if (seen == 0) {
        return false;
      }
    } while (!users.compareAndSet(seen, seen + 1));
    return true;
  }

  /** Removes a user. */
  @Override
  public void close() {
    if (users.decrementAndGet() == 0) {
      free.accept(pointer);
    }
  }
}

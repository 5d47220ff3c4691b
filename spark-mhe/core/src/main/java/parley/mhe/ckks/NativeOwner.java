package parley.mhe.ckks;

import java.lang.ref.Cleaner;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one owner of some native objects. Closing is idempotent; what is used afterwards throws
 * {@link IllegalStateException}; what is never closed is freed once unreachable, and logged, since
 * the garbage collector does not see how large it is.
 */
abstract class NativeOwner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NativeOwner.class.getName());
  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong LEAKS = new AtomicLong();

  private final Lease lease;
  private final Cleaner.Cleanable cleanable;

  /** Takes over one user of each handle. */
  NativeOwner(String what, List<NativeHandle> handles) {
    this.lease = new Lease(what, List.copyOf(handles));
    this.cleanable = CLEANER.register(this, lease);
  }

  /** How many owners were found unreachable and open, in this process. */
  static long leaks() {
    return LEAKS.get();
  }

  /** Gives the native objects back; a second call does nothing. Safe while others evaluate. */
  @Override
  public final void close() {
    lease.release();
    cleanable.clean();
  }

  /** Whether {@link #close} was called. */
  public final boolean isClosed() {
    return !lease.open.get();
  }

  /** The handle at {@code index} with one more user, whom the caller closes. */
  final NativeHandle acquire(int index) {
    NativeHandle handle = lease.handles.get(index);
    if (isClosed() || !handle.retain()) {
      throw new IllegalStateException(
          "cannot use " + lease.what + ": it is closed, expected an open one");
    }
    return handle;
  }

  final NativeHandle acquire() {
    return acquire(0);
  }

  /** All handles with one more user each, for another owner. */
  final List<NativeHandle> acquireAll() {
    List<NativeHandle> handles = lease.handles;
    for (int i = 0; i < handles.size(); i++) {
      try {
        NativeHandle ignored = acquire(i);
      } catch (IllegalStateException e) {
        handles.subList(0, i).forEach(NativeHandle::close);
        throw e;
      }
    }
    return handles;
  }

  private static final class Lease implements Runnable {
    private final String what;
    private final List<NativeHandle> handles;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Lease(String what, List<NativeHandle> handles) {
      this.what = what;
      this.handles = handles;
    }

    private boolean release() {
      if (!open.compareAndSet(true, false)) {
        return false;
      }
      handles.forEach(NativeHandle::close);
      return true;
    }

    @Override
    public void run() {
      if (release()) {
        LEAKS.incrementAndGet();
        LOG.log(System.Logger.Level.WARNING, "leaked {0}: close it where it is last used", what);
      }
    }
  }
}

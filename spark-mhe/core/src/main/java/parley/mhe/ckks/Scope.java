package parley.mhe.ckks;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Closes what a formula makes on the way. While a scope is open on a thread, every {@link
 * Polynomial}, {@link Ciphertext} and {@link Plaintext} made on that thread belongs to it and is
 * closed with it, but for what {@link #keep} hands out. Keys are never in a scope.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *   return scope.keep(a.multiply(s).negate().add(e));
 * }
 * }</pre>
 *
 * <p>Confined to the thread that opened it; scopes nest and close in reverse order.
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<Deque<Scope>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

  private final Thread owner = Thread.currentThread();
  private final Set<NativeOwner> members = Collections.newSetFromMap(new IdentityHashMap<>());

  private Scope() {}

  /** Opens a scope on this thread, inside the one that is open, if any. */
  public static Scope open() {
    Scope scope = new Scope();
    OPEN.get().push(scope);
    return scope;
  }

  /** Registers what was just made with the innermost scope, if there is one. */
  static <T extends NativeOwner> T register(T made) {
    Scope scope = OPEN.get().peek();
    if (scope != null) {
      scope.members.add(made);
    }
    return made;
  }

  /**
   * Takes {@code value} out of this scope and returns it; it then belongs to the enclosing scope,
   * or to the caller if there is none.
   */
  public <T extends AutoCloseable> T keep(T value) {
    checkThread();
    if (value instanceof NativeOwner made && members.remove(made)) {
      boolean outer = false;
      for (Scope scope : OPEN.get()) {
        if (outer) {
          scope.members.add(made);
          break;
        }
        outer = scope == this;
      }
    }
    return value;
  }

  /**
   * Takes {@code value} out of all scopes of this thread and returns it; it then belongs to the
   * caller, whatever closes first.
   */
  public static <T extends AutoCloseable> T detach(T value) {
    if (value instanceof NativeOwner made) {
      OPEN.get().forEach(scope -> scope.members.remove(made));
    }
    return value;
  }

  /** Closes all that was made in it and not kept; a second call does nothing. */
  @Override
  public void close() {
    checkThread();
    Deque<Scope> open = OPEN.get();
    if (open.contains(this)) {
      if (open.peek() != this) {
        throw new IllegalStateException(
            "cannot close scope: a scope opened inside it is still open, expected that one first");
      }
      open.pop();
    }
    members.forEach(NativeOwner::close);
    members.clear();
  }

  private void checkThread() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "cannot use scope: it belongs to thread "
              + owner.getName()
              + ", got "
              + Thread.currentThread().getName());
    }
  }
}

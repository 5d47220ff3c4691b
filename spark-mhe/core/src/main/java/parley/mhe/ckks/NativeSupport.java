package parley.mhe.ckks;

import java.util.Optional;
import parley.error.ParleyException;
import parley.mhe.binding.NativeLibrary;

/** Whether this machine can compute on ciphertexts at all. Stateless, thread-safe. */
public final class NativeSupport {
  private NativeSupport() {}

  /** Why the native library does not load here, naming the platform; empty when it does. */
  public static Optional<String> problem() {
    try {
      NativeLibrary.load();
      return Optional.empty();
    } catch (ParleyException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}

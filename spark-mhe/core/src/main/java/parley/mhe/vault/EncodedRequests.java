package parley.mhe.vault;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.CollectiveProtocol;

/**
 * The newest request of this process in bytes, written once however many providers live here. Given
 * up when memory is short. Thread-safe.
 */
final class EncodedRequests {
  private static @Nullable WeakReference<CollectiveProtocol> newest;
  private static @Nullable SoftReference<byte[]> encoded;

  private EncodedRequests() {}

  static synchronized byte[] of(CollectiveProtocol request) {
    if (newest != null && newest.get() == request && encoded != null) {
      byte[] known = encoded.get();
      if (known != null) {
        return known;
      }
    }
    byte[] bytes = request.toBytes();
    newest = new WeakReference<>(request);
    encoded = new SoftReference<>(bytes);
    return bytes;
  }
}

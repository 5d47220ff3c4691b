package parley.mhe.ckks;

import java.util.ArrayList;
import java.util.List;

/** Handles in use by one call, given back together. Confined to one thread. */
final class Handles implements AutoCloseable {
  private final List<NativeHandle> held = new ArrayList<>();

  /** Takes over one user of the handle and returns the pointer. */
  long add(NativeHandle handle) {
    held.add(handle);
    return handle.pointer();
  }

  @Override
  public void close() {
    held.forEach(NativeHandle::close);
  }
}

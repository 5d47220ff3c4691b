package parley.mhe.binding;

import org.bytedeco.javacpp.Loader;
import parley.mhe.ParleyException;

/**
 * Loads the native library: OpenFHE's libraries and our facade over them, from the jar.
 *
 * <p>They are extracted once to JavaCPP's cache folder (system property {@code
 * org.bytedeco.javacpp.cachedir}, by default {@code ~/.javacpp/cache}) and loaded once per JVM.
 * Thread-safe.
 */
public final class NativeLibrary {
  /** The one platform that the library is built for, in JavaCPP's words. */
  static final String PLATFORM = "linux-x86_64";

  private NativeLibrary() {}

  /**
   * Loads the library, or does nothing when it is loaded. Calling this first gives a clear error
   * where {@link Native} alone would give a linkage error.
   *
   * @throws ParleyException when this machine cannot load it; the message says what is needed
   */
  public static void load() {
    try {
      Native.glibcVersion();
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof ParleyException cause) {
        throw cause;
      }
      throw failure(e);
    } catch (LinkageError e) {
      throw failure(e);
    }
  }

  static void loadFor(Class<?> binding) {
    String os = System.getProperty("os.name", "unknown");
    String arch = System.getProperty("os.arch", "unknown");
    if (!os.equals("Linux") || !arch.equals("amd64")) {
      throw new ParleyException(
          "cannot load the native library: no build for this platform, expected Linux amd64 with"
              + " glibc 2.34 or newer, got "
              + os
              + " "
              + arch);
    }
    try {
      Loader.load(binding);
    } catch (LinkageError e) {
      throw failure(e);
    }
  }

  private static ParleyException failure(Throwable cause) {
    return new ParleyException(
        "cannot load the native library: expected Linux amd64 with glibc 2.34 or newer (Debian 12,"
            + " Ubuntu 22.04, RHEL 9) and a writable cache folder, got "
            + cause,
        cause);
  }
}

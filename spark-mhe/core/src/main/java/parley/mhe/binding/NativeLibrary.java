package parley.mhe.binding;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.machine.DiskErrors;
import parley.mhe.machine.TemporaryFolder;

/**
 * Loads the native library: OpenFHE's libraries and our facade over them, which travel in the jar.
 *
 * <p>They are extracted once per JVM to a private folder below {@code java.io.tmpdir}, which is
 * gone as soon as they are loaded; no cache can go stale or be tampered with. Thread-safe.
 */
public final class NativeLibrary {
  /** The one platform that the library is built for, in JavaCPP's words. */
  static final String PLATFORM = "linux-x86_64";

  /**
   * In the order in which each finds what it needs already loaded: the files name no search path.
   */
  private static final List<String> LIBRARIES =
      List.of(
          "libgomp.so.1",
          "libOPENFHEcore.so.1",
          "libOPENFHEbinfhe.so.1",
          "libOPENFHEpke.so.1",
          "libjniparley.so");

  /** Why it cannot be loaded; the JVM tells the first caller alone. */
  private static volatile @Nullable ParleyException failed;

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
    } catch (LinkageError e) {
      ParleyException known = failed;
      throw known == null ? failure(e) : known;
    }
  }

  /** Called by the static initialiser of {@link Native}, hence once per class loader. */
  static void loadAll() {
    String os = System.getProperty("os.name", "unknown");
    String arch = System.getProperty("os.arch", "unknown");
    try {
      if (!os.equals("Linux") || !arch.equals("amd64")) {
        throw failure(null, os + " " + arch);
      }
      TemporaryFolder.requireExecutable();
      loadThrough();
    } catch (ParleyException e) {
      failed = e;
      throw e;
    }
  }

  private static void loadThrough() {
    try {
      Path folder = Files.createTempDirectory("parley-native");
      try {
        for (String library : LIBRARIES) {
          loadOne(library, folder);
        }
      } finally {
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw TemporaryFolder.cannot(
          "the native library cannot be put there: " + DiskErrors.reason(e), e);
    } catch (URISyntaxException | LinkageError e) {
      throw failure(e);
    }
  }

  private static void loadOne(String library, Path folder) throws IOException, URISyntaxException {
    URL resource = NativeLibrary.class.getResource(PLATFORM + "/" + library);
    if (resource == null) {
      throw new IOException("the jar has no " + PLATFORM + "/" + library);
    }
    URI uri = resource.toURI();
    if (uri.getScheme().equals("file")) {
      System.load(Path.of(uri).toString());
      return;
    }
    Path copy = folder.resolve(library);
    try (InputStream in = resource.openStream()) {
      Files.copy(in, copy);
      System.load(copy.toString());
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static ParleyException failure(Throwable cause) {
    return failure(cause, cause.toString());
  }

  private static ParleyException failure(@Nullable Throwable cause, String got) {
    return new ParleyException(
        "cannot load the native library: it needs this platform, expected Linux amd64 with glibc"
            + " 2.34 or newer (Debian 12, Ubuntu 22.04, RHEL 9), got "
            + got,
        cause);
  }
}

package parley.fl.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.mhe.runtime.cluster.OwnHome;

/** A provider's file as the process that is its home finds it. Stateless. */
final class OwnFile {
  /**
   * In the environment of a provider's worker: the one folder, of those it has, from which its
   * executors read rows. What the driver says cannot lead out of it.
   */
  static final String FOLDER_VARIABLE = "PARLEY_DATA";

  private OwnFile() {}

  /**
   * Finds the file, at home only.
   *
   * @throws parley.error.ParleyException if this is not the provider's home, or there is no such
   *     file here; the message names provider, executor and path
   */
  static Path find(String provider, Manifest manifest) {
    OwnHome.require(provider);
    return find(
        provider,
        manifest.path(provider),
        System.getenv(FOLDER_VARIABLE),
        OwnHome.isSimulation() ? manifest.folder() : null,
        OwnHome.words());
  }

  /**
   * The same with what it depends on.
   *
   * @param folder the only one that may be read; null for no such limit
   * @param start of a relative path where there is no such folder; null for none
   */
  static Path find(
      String provider, String path, @Nullable String folder, @Nullable String start, String here) {
    Path given = Path.of(path);
    String base = folder == null ? start : folder;
    if (base == null && !given.isAbsolute()) {
      throw cannot(
          provider,
          here,
          "has no folder for it, expected an absolute path or "
              + FOLDER_VARIABLE
              + " in the worker's environment, got "
              + path);
    }
    Path at = base == null ? given : Path.of(base).resolve(given);
    if (!Files.isRegularFile(at)) {
      throw cannot(
          provider,
          here,
          (Files.exists(at) ? "has no file but a folder at " : "has no file ") + at);
    }
    try {
      Path real = at.toRealPath();
      if (folder != null && !real.startsWith(Path.of(folder).toRealPath())) {
        throw cannot(
            provider,
            here,
            "reads nothing outside its folder, expected a file in " + folder + ", got " + at);
      }
      if (!Files.isReadable(real)) {
        throw cannot(provider, here, "may not read " + at);
      }
      return real;
    } catch (IOException e) {
      throw cannot(provider, here, "cannot read " + at + ", " + e);
    }
  }

  private static InvalidDataException cannot(String provider, String here, String what) {
    return new InvalidDataException(
        "cannot read the file of " + provider + ": " + here + " " + what);
  }
}

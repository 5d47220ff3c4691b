package parley.mhe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Parley this is. Stateless. */
public final class Release {
  private static final String RESOURCE = "release.properties";

  private Release() {}

  /** Read once: a process does not change its classes. */
  private static final class Holder {
    static final String VERSION = read();
  }

  /** The version, as the build has it: {@code 0.2.0} or {@code 0.3.0-SNAPSHOT}. */
  public static String version() {
    return Holder.VERSION;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Release.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("cannot find " + RESOURCE + " beside " + Release.class);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return properties.getProperty("version", "unknown");
  }
}

package parley.mhe.machine;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import parley.error.ParleyException;

/** How many files this process may have open at once ({@code ulimit -n}). Stateless. */
public final class FileHandles {
  /** Spark's jars, its connections and the providers' stores take about 300 at once. */
  public static final long EXPECTED = 512;

  /** What Java needs to open all jars of the class path, without which no command starts. */
  private static final long LEAST = 256;

  private FileHandles() {}

  /** The limit; {@link Long#MAX_VALUE} where the system names none. */
  public static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /**
   * Refuses too low a limit, before a class or a file that cannot be opened says something else.
   *
   * @throws ParleyException when the limit is below {@link #EXPECTED}
   */
  public static void require() {
    require(EXPECTED);
  }

  /**
   * Refuses a limit with which classes cannot be loaded; asked before any that is in another jar.
   *
   * @throws ParleyException when the limit is that low
   */
  public static void requireForClasses() {
    require(LEAST);
  }

  private static void require(long least) {
    if (limit() < least) {
      throw new ParleyException(
          "cannot open enough files: this process may have too few open, expected "
              + EXPECTED
              + " or more (ulimit -n), got "
              + limit());
    }
  }
}

package parley.fl.protection.encrypted.session;

import java.lang.management.ManagementFactory;

/** How much memory native polynomials may take. Stateless and thread-safe. */
public final class Memory {
  /** Names a limit in bytes, for tests and for containers whose limit the JVM does not see. */
  private static final String PROPERTY = "parley.memoryBytes";

  private Memory() {}

  /** The machine's memory less the heap's limit, in bytes. */
  public static long available() {
    Long limit = Long.getLong(PROPERTY);
    if (limit != null) {
      return limit;
    }
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      long heap = Math.min(Runtime.getRuntime().maxMemory(), system.getTotalMemorySize() / 4);
      return system.getTotalMemorySize() - heap;
    }
    return Long.MAX_VALUE;
  }
}

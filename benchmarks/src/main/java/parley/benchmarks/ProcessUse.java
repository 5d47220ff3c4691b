package parley.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has used of the machine, from Linux and the JVM. Stateless. */
public final class ProcessUse {
  private static final double KIB_PER_GB = 1e9 / 1024;

  private ProcessUse() {}

  /** Largest resident set so far, in GB of 10^9 bytes: the JVM and all native memory. */
  public static double peakResidentGb() {
    return status("VmHWM") / KIB_PER_GB;
  }

  /** Sum of the heap's pools' largest uses, an upper bound of the heap's. */
  public static double peakHeapGb() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / 1e9;
  }

  /** Memory that the JVM has taken for its heap, whether used or not. */
  public static double committedHeapGb() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / 1e9;
  }

  /** Seconds that all threads of this process have worked, whatever else the machine did. */
  public static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  private static double status(String name) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(name + ":"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

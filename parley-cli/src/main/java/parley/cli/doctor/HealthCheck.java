package parley.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import parley.cli.terminal.Failures;
import parley.error.ParleyException;
import parley.mhe.binding.Native;
import parley.mhe.binding.NativeLibrary;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.machine.FileHandles;
import parley.mhe.machine.TemporaryFolder;
import parley.mhe.random.Samplers;

/** One thing about this machine that the library or its tests need, and how it is looked at. */
enum HealthCheck {
  ARCHITECTURE("architecture") {
    @Override
    String look() {
      String found = System.getProperty("os.name") + " " + System.getProperty("os.arch");
      return require(found.equals("Linux amd64"), "expected Linux amd64", found);
    }
  },
  TEMPORARY_FOLDER("temporary files") {
    @Override
    String look() {
      TemporaryFolder.requireExecutable();
      return "can be written to and executed in " + TemporaryFolder.path();
    }
  },
  FILE_HANDLES("file handles") {
    @Override
    String look() {
      FileHandles.require();
      return FileHandles.limit() + " for this process";
    }
  },
  C_LIBRARY("C library") {
    @Override
    String look() {
      NativeLibrary.load();
      String version = Native.glibcVersion();
      return require(
          compareVersions(version, "2.34") >= 0,
          "expected glibc 2.34 or newer (Debian 12, Ubuntu 22.04, RHEL 9)",
          "glibc " + version);
    }
  },
  JDK("JDK") {
    @Override
    String look() {
      String found = System.getProperty("java.version") + ", " + System.getProperty("java.vendor");
      return require(
          compareVersions(System.getProperty("java.version", "0"), "17.0.11") >= 0,
          "expected Java 17.0.11 or newer",
          found);
    }
  },
  OPENFHE("OpenFHE") {
    @Override
    String look() {
      NativeLibrary.load();
      String version = Native.openfheVersion();
      return require(version.contains("1.4.2"), "expected OpenFHE 1.4.2", version);
    }
  },
  KERNELS("kernels") {
    @Override
    String look() {
      NativeLibrary.load();
      CkksContext.open(CkksParameters.SECURE_14).close(); // opening compares them
      return "agree with OpenFHE: yes (" + Native.kernels() + ")";
    }
  },
  RANDOM_STREAMS("random streams") {
    @Override
    String look() {
      NativeLibrary.load();
      Samplers.selfTest();
      return "two threads draw different streams, one seed gives one stream";
    }
  },
  MEMORY("memory") {
    @Override
    String look() {
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long total = system.getTotalMemorySize();
      String found =
          "%.1f GiB in this machine, %.1f GiB free, Java heap up to %.1f GiB"
              .formatted(
                  total / GIBIBYTE,
                  system.getFreeMemorySize() / GIBIBYTE,
                  Runtime.getRuntime().maxMemory() / GIBIBYTE);
      return require(
          total >= MINIMUM_GIBIBYTES * GIBIBYTE,
          "expected " + MINIMUM_GIBIBYTES + " GiB or more",
          found);
    }
  },
  CHROMIUM("chromium") {
    @Override
    String look() {
      for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
        File program = new File(folder, "chromium");
        if (program.canExecute()) {
          return program.getPath();
        }
      }
      throw new ParleyException(
          "not on the PATH: the test of report pages is skipped (Debian: chromium)");
    }

    @Override
    boolean optional() {
      return true;
    }
  };

  /**
   * What a check saw.
   *
   * @param ok whether it is there and does
   */
  record Finding(HealthCheck check, boolean ok, String text) {
    /** Whether the library can do without it. */
    boolean acceptable() {
      return ok || check.optional();
    }
  }

  private static final double GIBIBYTE = 1L << 30;
  private static final int MINIMUM_GIBIBYTES = 4;

  private final String title;

  HealthCheck(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** What was found; throws {@link ParleyException} when it does not do. */
  abstract String look();

  /** Whether only something beside the library, such as its tests, needs it. */
  boolean optional() {
    return false;
  }

  /** Whatever is wrong with the machine, one check must not keep the others from being told. */
  Finding run() {
    try {
      return new Finding(this, true, look());
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      return new Finding(this, false, Failures.message(e));
    }
  }

  private static String require(boolean holds, String expected, String found) {
    if (!holds) {
      throw new ParleyException(expected + ", got " + found);
    }
    return found;
  }

  /** Compares dotted numbers by number; what follows the numbers is not looked at. */
  static int compareVersions(String a, String b) {
    String[] left = a.split("[^0-9]+");
    String[] right = b.split("[^0-9]+");
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = Integer.compare(part(left, i), part(right, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int part(String[] parts, int i) {
    return i >= parts.length || parts[i].isEmpty() ? 0 : Integer.parseInt(parts[i]);
  }
}

package parley.mhe.runtime.message;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.Release;
import parley.mhe.party.policy.DeployedJars;

/**
 * Which Parley a process runs: driver and executors must run the same, and a jar that an
 * administrator put on a worker's class path comes before the submitted one. Stateless.
 */
public final class PluginCode {
  private static final String RELEASE = "version";

  /** The first digits tell fingerprints apart. */
  private static final int SHOWN = 16;

  private PluginCode() {}

  /** The version of this process's Parley, and fingerprints of its classes by package. */
  public static SortedMap<String, String> here() {
    SortedMap<String, String> code = DeployedJars.packages();
    code.put(RELEASE, Release.version());
    return code;
  }

  /**
   * How another process's code differs from this one's; null when they agree. A package that only
   * one of them has says nothing: an executor needs no command line.
   */
  static @Nullable String difference(SortedMap<String, String> there) {
    SortedMap<String, String> here = here();
    for (String part : here.keySet()) {
      String found = there.getOrDefault(part, "");
      boolean needed = part.equals(RELEASE);
      if (!found.equals(here.get(part)) && (needed || !found.isEmpty())) {
        return "runs another Parley than the driver, expected "
            + words(here, part)
            + ", got "
            + words(there, part)
            + ": look for a jar in its spark.executor.extraClassPath or its SPARK_HOME/jars";
      }
    }
    return null;
  }

  private static String words(SortedMap<String, String> code, String part) {
    String version = "version " + code.getOrDefault(RELEASE, "unknown");
    String classes = code.getOrDefault(part, "");
    return part.equals(RELEASE)
        ? version
        : version + " with " + part + " " + classes.substring(0, Math.min(SHOWN, classes.length()));
  }
}

package parley.mhe.party.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the policies of the providers in a process are. Every policy that is found holds: what one
 * refuses is refused, and the smallest row budget counts. So who names one more place makes things
 * stricter and never looser. Immutable, thread-safe.
 *
 * <p>The provider's own places are the folder {@value #FIXED}, which no setting of an application
 * can change, the environment variable {@value #VARIABLE} and the system property {@value
 * #PROPERTY} of the process; the driver may name one more. A place is a file, or a folder with a
 * file {@code PROVIDER.json}; a place that is named must have the provider's policy.
 */
public final class PolicyPlaces {
  /** Folder that is looked at where it exists. */
  public static final String FIXED = "/etc/parley/policies";

  /** Environment variable that names a place. */
  public static final String VARIABLE = "PARLEY_POLICY";

  /** System property that names a place. */
  public static final String PROPERTY = "parley.policy";

  private final List<Path> own;

  private PolicyPlaces(List<Path> own) {
    this.own = List.copyOf(own);
  }

  /** The places that this process was given. */
  public static PolicyPlaces ofThisProcess() {
    return of(Path.of(FIXED), System.getenv(VARIABLE), System.getProperty(PROPERTY));
  }

  static PolicyPlaces of(Path fixed, @Nullable String variable, @Nullable String property) {
    List<Path> own = new ArrayList<>();
    if (Files.exists(fixed)) {
      own.add(fixed);
    }
    for (String named : new @Nullable String[] {variable, property}) {
      if (named != null && !named.isBlank()) {
        own.add(Path.of(named));
      }
    }
    return new PolicyPlaces(own);
  }

  /**
   * All policies that hold for a provider; none when no place is named.
   *
   * @param driver the place that the driver named, or null
   * @throws PolicyException when a policy is missing or cannot be used
   */
  public List<ProviderPolicy> policies(String provider, @Nullable Path driver) {
    List<Path> files = new ArrayList<>();
    own.forEach(place -> add(files, place, provider));
    if (driver != null) {
      add(files, driver, provider);
    }
    return files.stream().map(file -> ProviderPolicy.read(file, provider)).toList();
  }

  private static void add(List<Path> files, Path place, String provider) {
    Path at = Files.isDirectory(place) ? place.resolve(provider + ".json") : place;
    Path file = at.toAbsolutePath().normalize();
    if (!files.contains(file)) {
      files.add(file);
    }
  }
}

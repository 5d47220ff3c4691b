package parley.mhe.runtime.placement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import parley.error.ParleyException;
import parley.mhe.runtime.message.PluginMessage.Hello;

/** Which executor is each provider's home. Immutable, thread-safe. */
public final class Placement {
  private final Map<String, Hello> homes;

  private Placement(Map<String, Hello> homes) {
    this.homes = Collections.unmodifiableMap(new TreeMap<>(homes));
  }

  /**
   * By the executors' own claims where there are any, else dealt out in blocks of equal size.
   *
   * @throws ParleyException when claims leave a provider without a home or with two, or a home
   *     cannot load the native library
   */
  public static Placement of(List<Hello> executors, List<String> providers) {
    if (executors.isEmpty()) {
      throw new ParleyException(
          "cannot place the providers "
              + providers
              + ": no executor has the plugin, expected at least one, got none");
    }
    boolean claimed = executors.stream().anyMatch(e -> !e.claims().isEmpty());
    Map<String, Hello> homes = new TreeMap<>();
    for (int i = 0; i < providers.size(); i++) {
      String provider = providers.get(i);
      int dealt = (int) ((long) i * executors.size() / providers.size());
      homes.put(provider, claimed ? claimant(executors, provider) : executors.get(dealt));
    }
    return checked(homes);
  }

  /** Homes that Spark's resource scheduling gave. */
  public static Placement given(Map<String, Hello> homes) {
    return checked(homes);
  }

  private static Placement checked(Map<String, Hello> homes) {
    homes.forEach(
        (provider, home) -> {
          if (home.problem() != null) {
            throw new ParleyException(
                "cannot place "
                    + provider
                    + ": executor "
                    + home.executor()
                    + " on "
                    + home.host()
                    + " "
                    + home.problem());
          }
        });
    return new Placement(homes);
  }

  private static Hello claimant(List<Hello> executors, String provider) {
    List<Hello> claimants = executors.stream().filter(e -> e.claims().contains(provider)).toList();
    if (claimants.size() == 1) {
      return claimants.get(0);
    }
    String claims = executors.stream().map(Placement::words).collect(Collectors.joining("; "));
    throw new ParleyException(
        claimants.isEmpty()
            ? "cannot place "
                + provider
                + ": no executor is its home, expected one with it in PARLEY_PROVIDERS, got "
                + claims
            : "cannot place "
                + provider
                + ": "
                + claimants.size()
                + " executors claim it, expected one with it in PARLEY_PROVIDERS, got "
                + claims);
  }

  private static String words(Hello executor) {
    return "executor "
        + executor.executor()
        + " on "
        + executor.host()
        + " with "
        + executor.claims();
  }

  /** The home of a provider. */
  public ProviderGroup.Home home(String provider) {
    Hello home = homes.get(provider);
    if (home == null) {
      throw new IllegalArgumentException("cannot find the home of " + provider + ": it has none");
    }
    return new ProviderGroup.Home(home.executor(), home.host(), home.pid());
  }

  /** Contiguous parts of about equal size, at most so many, none empty. */
  public static List<List<String>> slices(List<String> all, int most) {
    int count = Math.max(1, Math.min(most, all.size()));
    List<List<String>> slices = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      int from = g * all.size() / count;
      slices.add(new ArrayList<>(all.subList(from, (g + 1) * all.size() / count)));
    }
    return slices;
  }
}

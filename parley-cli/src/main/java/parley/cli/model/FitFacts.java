package parley.cli.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.fl.report.FitReport;

/** What a line of JSON says of how a training ran, whatever the model. Stateless. */
public final class FitFacts {
  private FitFacts() {}

  /**
   * The facts, with the names that scripts rely on.
   *
   * @param trained what the training did
   * @param all that, and what predictions of the same command did
   */
  public static Map<String, @Nullable Object> of(FitReport trained, FitReport all) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("features", trained.features());
    facts.put("providers", trained.providers().size());
    facts.put("protection", trained.protection());
    facts.put("simulated", trained.simulated());
    facts.put("sealed", trained.sealed());
    facts.put("iterations", trained.iterations());
    facts.put("rounds", all.rounds().size());
    facts.put("refreshes", trained.refreshes());
    Map<String, Object> opened = new LinkedHashMap<>();
    opened.put("toQuerier", all.opened(FitReport.Audience.QUERIER));
    opened.put("toAll", all.opened(FitReport.Audience.ALL));
    facts.put("opened", opened);
    facts.put("bytesPerProvider", all.bytesPerProvider());
    facts.put("parameters", encryption(trained.encryption()));
    return facts;
  }

  /** How long its two parts took. */
  public static Map<String, Object> seconds(FitReport trained) {
    Map<String, Object> seconds = new LinkedHashMap<>();
    seconds.put("prepare", trained.seconds().getOrDefault("prepare", 0.0));
    seconds.put("train", trained.seconds().getOrDefault("train", 0.0));
    return seconds;
  }

  private static @Nullable Map<String, Object> encryption(FitReport.@Nullable Encryption scheme) {
    if (scheme == null) {
      return null;
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("ringDimension", scheme.ringDimension());
    parameters.put("logQP", scheme.logQp());
    parameters.put("securityBits", scheme.securityBits());
    parameters.put("scaleBits", scheme.scaleBits());
    parameters.put("limbs", scheme.limbs());
    return parameters;
  }
}

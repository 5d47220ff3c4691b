package parley.mhe.masking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What all providers agree to before the first masked sum. Immutable, thread-safe.
 *
 * @param providers names, sorted, at least 3
 * @param exchange how keys are agreed on
 * @param dropouts D, how many providers may be lost in a round that is opened all the same; 0 for
 *     none, which needs no shares of secrets
 * @param degree neighbours that each provider masks with; all others where it is their number
 * @param threshold t, how many shares give a secret; t - 1 colluding providers and the server learn
 *     nothing; the number of providers where D is 0
 * @param minProviders fewest providers in a sum that is opened
 * @param attempts how often a round may be begun
 * @param consistency whether providers also compare who is in the sum before they unmask it
 * @param steps the sums
 * @param arguments what else was agreed on
 */
public record MaskingPlan(
    List<String> providers,
    KeyExchange exchange,
    int dropouts,
    int degree,
    int threshold,
    int minProviders,
    int attempts,
    boolean consistency,
    List<MaskingStep> steps,
    SortedMap<String, String> arguments) {
  /** Fewest providers: of a sum of two each knows the other's. */
  public static final int LEAST_PROVIDERS = 3;

  private static final String MAGIC = "parley/masking-plan/1";
  private static final String KEYS = "parley/mask-keys";

  public MaskingPlan {
    providers = List.copyOf(providers);
    steps = List.copyOf(steps);
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
    int n = providers.size();
    require(
        n >= LEAST_PROVIDERS, "the providers", "at least " + LEAST_PROVIDERS, String.valueOf(n));
    require(
        List.copyOf(new TreeSet<>(providers)).equals(providers),
        "the providers",
        "their names sorted, each once",
        providers.toString());
    require(
        dropouts >= 0 && dropouts < n - 1,
        "drop-outs",
        "0 to " + (n - 2),
        String.valueOf(dropouts));
    require(
        minProviders >= LEAST_PROVIDERS && minProviders <= n,
        "the fewest providers of a sum",
        LEAST_PROVIDERS + " to " + n,
        String.valueOf(minProviders));
    require(attempts >= 1, "attempts", "at least 1", String.valueOf(attempts));
    require(
        new HashSet<>(steps.stream().map(MaskingStep::name).toList()).size() == steps.size()
            && !steps.isEmpty(),
        "the steps",
        "names, each once",
        steps.toString());
    if (dropouts == 0) {
      require(
          degree == n - 1 && threshold == n && !consistency,
          "a plan without drop-outs",
          "all with all, all shares, nothing to compare",
          degree + " neighbours, threshold " + threshold);
    } else if (degree >= n - 1) {
      require(
          threshold >= 2 && threshold <= n - dropouts,
          "the threshold",
          "2 to " + (n - dropouts),
          String.valueOf(threshold));
      require(
          2 * threshold > n,
          "the threshold",
          "more than half of " + n + ", so that no two answers to a round can be had",
          String.valueOf(threshold));
    } else {
      require(
          n >= GraphParameters.LEAST_PROVIDERS && degree >= 2 && degree % 2 == 0,
          "the neighbours",
          "all, or an even number among at least " + GraphParameters.LEAST_PROVIDERS,
          degree + " of " + n);
      require(
          threshold >= 2 && threshold <= degree,
          "the threshold",
          "2 to " + degree,
          String.valueOf(threshold));
    }
  }

  private static void require(boolean holds, String what, String expected, String got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "cannot plan masked sums: " + what + ", expected " + expected + ", got " + got);
    }
  }

  /**
   * The plan in which all must answer: N - 1 colluding providers and the server learn nothing but
   * the sum.
   */
  public static MaskingPlan ofAll(
      List<String> providers, List<MaskingStep> steps, Map<String, String> arguments) {
    int n = providers.size();
    return new MaskingPlan(
        providers,
        KeyExchange.HYBRID,
        0,
        n - 1,
        n,
        Math.max(LEAST_PROVIDERS, n),
        2,
        false,
        steps,
        new TreeMap<>(arguments));
  }

  /**
   * The plan that survives D drop-outs in a round: N - D - 1 colluding providers and a server that
   * follows the protocol learn nothing but the sum.
   */
  public static MaskingPlan surviving(
      int dropouts,
      List<String> providers,
      List<MaskingStep> steps,
      Map<String, String> arguments) {
    int n = providers.size();
    if (dropouts == 0) {
      return ofAll(providers, steps, arguments);
    }
    return new MaskingPlan(
        providers,
        KeyExchange.HYBRID,
        dropouts,
        n - 1,
        n - dropouts,
        Math.max(LEAST_PROVIDERS, n - dropouts),
        2,
        false,
        steps,
        new TreeMap<>(arguments));
  }

  /**
   * The step of a name.
   *
   * @throws ProtocolException when there is none
   */
  public MaskingStep step(String name) {
    for (MaskingStep step : steps) {
      if (step.name().equals(name)) {
        return step;
      }
    }
    throw new ProtocolException(
        "cannot add up under masks: the plan has no step of that name, expected one of "
            + steps.stream().map(MaskingStep::name).toList()
            + ", got "
            + name);
  }

  /**
   * Where the keys of a round are: with drop-outs each attempt has keys of its own, as a rebuilt
   * secret is worth nothing elsewhere then; without, a session has one set.
   */
  public Place keysOf(Place where) {
    return dropouts == 0 ? Place.of(KEYS) : where.withObject(0);
  }

  /** SHA-256 of all that it says. */
  public byte[] hash() {
    return writer().sha256();
  }

  /** The wire form. */
  public byte[] toBytes() {
    return writer().toBytes();
  }

  private WireWriter writer() {
    WireWriter out = new WireWriter().add(MAGIC).add(providers.size());
    providers.forEach(out::add);
    out.add(exchange.name()).add(dropouts).add(degree).add(threshold).add(minProviders);
    out.add(attempts).add(consistency ? 1 : 0).add(steps.size());
    steps.forEach(step -> step.writeTo(out));
    out.add(arguments.size());
    arguments.forEach((key, value) -> out.add(key).add(value));
    return out;
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws ProtocolException when it is none, or a plan that cannot be
   */
  public static MaskingPlan fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "masking plan");
    if (!in.text("magic").equals(MAGIC)) {
      throw in.refuse("it is something else, expected magic " + MAGIC + ", got other bytes");
    }
    List<String> providers = new ArrayList<>();
    for (int i = in.integer("providers", 1, 1 << 20); i > 0; i--) {
      providers.add(in.text("provider"));
    }
    try {
      KeyExchange exchange = KeyExchange.valueOf(in.text("key exchange"));
      int dropouts = in.integer("drop-outs");
      int degree = in.integer("degree");
      int threshold = in.integer("threshold");
      int least = in.integer("fewest providers");
      int attempts = in.integer("attempts");
      boolean consistency = in.integer("consistency", 0, 1) == 1;
      List<MaskingStep> steps = new ArrayList<>();
      for (int i = in.integer("steps", 1, 1 << 16); i > 0; i--) {
        steps.add(MaskingStep.readFrom(in));
      }
      TreeMap<String, String> arguments = new TreeMap<>();
      for (int i = in.integer("arguments", 0, 1 << 16); i > 0; i--) {
        arguments.put(in.text("argument"), in.text("value"));
      }
      in.end();
      return new MaskingPlan(
          providers,
          exchange,
          dropouts,
          degree,
          threshold,
          least,
          attempts,
          consistency,
          steps,
          arguments);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("cannot read masking plan: " + e.getMessage(), e);
    }
  }
}

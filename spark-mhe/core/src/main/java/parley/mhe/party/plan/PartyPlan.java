package parley.mhe.party.plan;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What the providers agree to before anything else: the algorithm and its arguments, the CKKS
 * parameters, who takes part, and every request that may be made, in its order and with its bounds.
 * A party accepts a plan once and refuses whatever deviates from it. Immutable, thread-safe.
 */
public final class PartyPlan {
  /** Step of the collective public key. */
  public static final String PUBLIC_KEY = "keys/public";

  /** Step of the relinearisation key, with both of its requests. */
  public static final String RELINEARISATION = "keys/relinearisation";

  /** Step of the rotation and automorphism keys. */
  public static final String ROTATION = "keys/rotation";

  /** Version of all plans: steps say whose output goes in. */
  static final int VERSION = 4;

  private static final String MAGIC = "parley/plan/";
  private static final String INSECURE_PROPERTY = "parley.insecure";

  private final String algorithm;
  private final SortedMap<String, String> arguments;
  private final CkksParameters parameters;
  private final byte[] fingerprint;
  private final Map<String, PlanStep> steps;
  private final List<String> providers;
  private final boolean allowTwoProviders;
  private final byte[] bytes;

  private PartyPlan(Builder from) {
    this.algorithm = from.algorithm;
    this.arguments = Collections.unmodifiableSortedMap(new TreeMap<>(from.arguments));
    this.parameters = from.parameters;
    this.fingerprint = from.fingerprint.clone();
    this.steps = Collections.unmodifiableMap(new LinkedHashMap<>(from.steps));
    this.providers = List.copyOf(from.providers);
    this.allowTwoProviders = from.allowTwoProviders;
    this.bytes = write();
  }

  /** Starts a plan for the parameters of an open context. */
  public static Builder builder(String algorithm, CkksContext context) {
    return new Builder(algorithm, context.parameters(), context.fingerprint());
  }

  /** Name of the algorithm that the plan is for. */
  public String algorithm() {
    return algorithm;
  }

  /** The algorithm's public arguments. */
  public SortedMap<String, String> arguments() {
    return arguments;
  }

  /** The CKKS parameters. */
  public CkksParameters parameters() {
    return parameters;
  }

  /** Fingerprint of the parameters with their primes and roots, a copy. */
  public byte[] fingerprint() {
    return fingerprint.clone();
  }

  /** The steps in order. */
  public List<PlanStep> steps() {
    return List.copyOf(steps.values());
  }

  /** Galois elements of the planned rotation keys; object k of {@link #ROTATION} is element k. */
  public List<Integer> automorphisms() {
    return steps.get(ROTATION) instanceof KeyStep keys ? keys.automorphisms() : List.of();
  }

  /** The providers' names, sorted. */
  public List<String> providers() {
    return providers;
  }

  /** Whether two providers were said to be enough. */
  public boolean allowsTwoProviders() {
    return allowTwoProviders;
  }

  /** Whether a step of that name is in the plan. */
  public boolean has(String step) {
    return steps.containsKey(step);
  }

  /**
   * The step of that name.
   *
   * @throws RefusedException when the plan has none
   */
  public PlanStep step(String name) {
    PlanStep step = steps.get(name);
    if (step == null) {
      throw new RefusedException(
          "cannot take the step "
              + name
              + ": it is not in the plan, expected one of "
              + steps.keySet()
              + ", got "
              + name);
    }
    return step;
  }

  /**
   * The step of that name and kind.
   *
   * @throws RefusedException when the plan has none
   */
  public <T extends PlanStep> T step(String name, Class<T> kind) {
    PlanStep step = step(name);
    if (!kind.isInstance(step)) {
      throw new RefusedException(
          "cannot take the step "
              + name
              + ": it is of another kind, expected "
              + kind.getSimpleName()
              + ", got "
              + step.protocol().words());
    }
    return kind.cast(step);
  }

  /** Decryptions and key switches that the plan allows in all: the tau of the smudging rule. */
  public long openings() {
    return steps.values().stream().mapToLong(PlanStep::openings).sum();
  }

  /**
   * Refuses a plan under which something could not be opened at its end, since its modulus has no
   * room for the largest value and the smudging.
   *
   * @throws ParleyException that names the step
   */
  public void requireRoom(CkksContext context) {
    requireExactSums();
    for (PlanStep step : steps.values()) {
      try {
        if (step instanceof OpeningStep opening) {
          double largest = opening.maxAbs() * Math.pow(2, opening.logScale());
          opening.smudging(this).requireRoom(context, opening.limbs(), providers.size(), largest);
        } else if (step instanceof ConvertingStep converting) {
          converting.requireRoom(context, providers.size());
        } else if (step instanceof ProductStep product) {
          int maskBits = step(product.masked(), ConvertingStep.class).maskBits();
          product.requireRoom(maskBits, providers.size());
        }
      } catch (ParleyException e) {
        throw new ParleyException("cannot plan the step " + step.name() + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Refuses a plan that promises integers at a scale which cannot carry them.
   *
   * @throws ParleyException that names the step
   */
  public void requireExactSums() {
    ExactSums.require(this);
  }

  /** Requests that the plan allows in all. */
  public long requests() {
    return steps.values().stream().mapToLong(s -> s.places().most()).sum();
  }

  /** Index of a step in the plan's order, and of its phase among the phases. */
  public int[] position(PlanStep step) {
    List<String> names = List.copyOf(steps.keySet());
    List<String> phases = steps.values().stream().map(PlanStep::phase).distinct().toList();
    return new int[] {phases.indexOf(step.phase()), names.indexOf(step.name())};
  }

  /** The canonical form, a copy. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** SHA-256 of the canonical form. */
  public byte[] hash() {
    return new WireWriter().add(bytes).sha256();
  }

  private byte[] write() {
    WireWriter out = new WireWriter().add(MAGIC + VERSION).add(algorithm).add(arguments.size());
    arguments.forEach((key, value) -> out.add(key).add(value));
    out.add(parameters.toBytes()).add(fingerprint).add(steps.size());
    steps.values().forEach(step -> PlanStep.write(step, out));
    out.add(providers.size());
    providers.forEach(out::add);
    return out.add(allowTwoProviders ? 1 : 0).toBytes();
  }

  /**
   * Reads a plan and checks it as the builder does.
   *
   * @throws ParleyException when the bytes are no plan, or one that must not be accepted
   */
  public static PartyPlan fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "plan");
    String magic = in.text("magic");
    if (!magic.startsWith(MAGIC)) {
      throw in.refuse("it is something else, expected " + MAGIC + VERSION + ", got other bytes");
    }
    requireVersion(in, magic.substring(MAGIC.length()));
    try {
      String algorithm = in.text("algorithm");
      TreeMap<String, String> arguments = new TreeMap<>();
      for (int i = in.integer("arguments", 0, 1 << 16); i > 0; i--) {
        arguments.put(in.text("argument"), in.text("argument's value"));
      }
      CkksParameters parameters = CkksParameters.fromBytes(in.bytes("parameters"));
      Builder plan = new Builder(algorithm, parameters, in.bytes("fingerprint", 32));
      arguments.forEach(plan::argument);
      for (int i = in.integer("steps", 1, 1 << 16); i > 0; i--) {
        plan.step(PlanStep.readFrom(in));
      }
      for (int i = in.integer("providers", 0, 1 << 16); i > 0; i--) {
        plan.provider(in.text("provider"));
      }
      plan.allowTwoProviders(in.integer("two providers", 0, 1) == 1);
      in.end();
      return plan.build();
    } catch (IllegalArgumentException e) {
      throw new ParleyException("cannot read plan: " + e.getMessage(), e);
    }
  }

  /** What an earlier version wrote has other steps, whose bounds nobody could check. */
  private static void requireVersion(WireReader in, String text) {
    if (!text.equals(Integer.toString(VERSION))) {
      throw in.refuse(
          "it is of another version, expected "
              + VERSION
              + ", got "
              + (text.matches("[0-9]{1,9}") ? text : "other bytes")
              + "; a session, store or model of an earlier version is used with the version that"
              + " made it, or made anew");
    }
  }

  @Override
  public String toString() {
    return "PartyPlan[" + algorithm + ", " + providers.size() + " providers, " + parameters + "]";
  }

  /** Collects a plan. Not thread-safe. */
  public static final class Builder {
    private final String algorithm;
    private final SortedMap<String, String> arguments = new TreeMap<>();
    private final CkksParameters parameters;
    private final byte[] fingerprint;
    private final Map<String, PlanStep> steps = new LinkedHashMap<>();
    private final Set<String> providers = new TreeSet<>();
    private boolean allowTwoProviders;

    private Builder(String algorithm, CkksParameters parameters, byte[] fingerprint) {
      this.algorithm = algorithm;
      this.parameters = parameters;
      this.fingerprint = fingerprint;
    }

    /** A public argument of the algorithm. */
    public Builder argument(String name, String value) {
      arguments.put(name, value);
      return this;
    }

    /**
     * Appends a step.
     *
     * @throws IllegalArgumentException when there is one of that name, or its phase is over
     */
    public Builder step(PlanStep step) {
      List<String> phases = steps.values().stream().map(PlanStep::phase).distinct().toList();
      boolean over =
          phases.contains(step.phase()) && !phases.get(phases.size() - 1).equals(step.phase());
      if (over || steps.putIfAbsent(step.name(), step) != null) {
        throw new IllegalArgumentException(
            "cannot plan the step "
                + step.name()
                + ": "
                + (over
                    ? "its phase is over, expected its steps together"
                    : "expected one step of that name")
                + ", got another");
      }
      return this;
    }

    /** Appends the step of the collective public key; every plan needs it. */
    public Builder publicKey() {
      return step(KeyStep.of(PUBLIC_KEY, ProtocolKind.PUBLIC_KEY, List.of()));
    }

    /** Appends the step of the relinearisation key. */
    public Builder relinearisationKey() {
      return step(KeyStep.of(RELINEARISATION, ProtocolKind.RELINEARISATION, List.of()));
    }

    /** Appends the step of the rotation keys for these Galois elements; none adds no step. */
    public Builder rotationKeys(int... galoisElements) {
      if (galoisElements.length == 0) {
        return this;
      }
      List<Integer> elements = Arrays.stream(galoisElements).boxed().toList();
      return step(KeyStep.of(ROTATION, ProtocolKind.ROTATION, elements));
    }

    /**
     * Adds a provider.
     *
     * @throws ParleyException when the name would not do as a file's name
     */
    public Builder provider(String name) {
      if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}")) {
        throw new ParleyException(
            "cannot name a provider: expected 1 to 100 letters, digits, spaces, dots, dashes or"
                + " underscores, got "
                + name);
      }
      if (!providers.add(name)) {
        throw new IllegalArgumentException(
            "cannot add the provider "
                + name
                + ": it is in the plan, expected each name once, got it twice");
      }
      return this;
    }

    /** Adds providers. */
    public Builder providers(Iterable<String> names) {
      names.forEach(this::provider);
      return this;
    }

    /**
     * Whether two providers are enough, although each then learns the other's part of every sum.
     */
    public Builder allowTwoProviders(boolean allow) {
      this.allowTwoProviders = allow;
      return this;
    }

    /**
     * The finished plan.
     *
     * @throws ParleyException with too few providers, or insecure parameters outside of a test
     */
    public PartyPlan build() {
      if (providers.size() < 2) {
        throw new ParleyException(
            "cannot plan: a sum over one provider hides nothing, expected at least 3 providers, got"
                + " "
                + providers.size());
      }
      if (providers.size() == 2 && !allowTwoProviders) {
        throw new ParleyException(
            "cannot plan: of two providers each learns the other's part of every opened sum,"
                + " expected at least 3, or two allowed explicitly, got 2");
      }
      if (parameters.insecure() && !Boolean.getBoolean(INSECURE_PROPERTY)) {
        throw new ParleyException(
            "cannot plan: the parameters are not secure, expected at least 128 bits, got "
                + parameters);
      }
      if (!steps.containsKey(PUBLIC_KEY)) {
        throw new IllegalArgumentException(
            "cannot plan: no public key, expected the step " + PUBLIC_KEY);
      }
      steps.values().forEach(step -> PlanSources.require(step, steps));
      return new PartyPlan(this);
    }
  }
}

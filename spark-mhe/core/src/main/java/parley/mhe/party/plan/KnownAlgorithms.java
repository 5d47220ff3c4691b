package parley.mhe.party.plan;

import java.security.MessageDigest;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;

/** The algorithms whose plans a party makes itself. Immutable, thread-safe. */
public final class KnownAlgorithms {
  private final SortedMap<String, KnownAlgorithm> byId;

  private KnownAlgorithms(SortedMap<String, KnownAlgorithm> byId) {
    this.byId = byId;
  }

  /**
   * Those of the jars that this class comes from, whatever thread asks.
   *
   * @throws IllegalStateException when two have one id, or one cannot be loaded
   */
  public static KnownAlgorithms ofThisProcess() {
    return of(ServiceLoader.load(KnownAlgorithm.class, KnownAlgorithm.class.getClassLoader()));
  }

  static KnownAlgorithms of(Iterable<KnownAlgorithm> algorithms) {
    TreeMap<String, KnownAlgorithm> byId = new TreeMap<>();
    try {
      algorithms.forEach(algorithm -> add(algorithm, byId));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IllegalStateException(
          "cannot know the algorithms of this process: one that a jar names cannot be loaded,"
              + " expected its jar where Parley's own is (both submitted, or both on the class"
              + " path), got "
              + e,
          e);
    }
    return new KnownAlgorithms(byId);
  }

  private static void add(KnownAlgorithm algorithm, Map<String, KnownAlgorithm> byId) {
    for (String id : algorithm.ids()) {
      KnownAlgorithm other = byId.putIfAbsent(id, algorithm);
      if (other != null) {
        throw new IllegalStateException(
            "cannot know the algorithm "
                + id
                + ": expected one of that name, got "
                + other.getClass().getName()
                + " and "
                + algorithm.getClass().getName());
      }
    }
  }

  /**
   * Refuses a plan that is not the one its algorithm gives for its arguments, parameters and
   * providers, or whose algorithm nobody here knows. Over insecure parameters, which a process
   * takes in tests alone, an unknown one may run: such a plan protects nothing.
   *
   * @throws RefusedException that names the first step and field that differ
   */
  public void require(PartyPlan plan) {
    KnownAlgorithm algorithm = byId.get(plan.algorithm());
    if (algorithm == null) {
      if (!plan.parameters().insecure()) {
        throw new RefusedException(
            "cannot join: nobody here knows the algorithm, so that its plan cannot be made again,"
                + " expected one of "
                + byId.keySet()
                + " (a jar of the provider adds one, as a KnownAlgorithm), got "
                + plan.algorithm());
      }
      return;
    }
    PartyPlan own = rebuilt(algorithm, plan);
    if (!MessageDigest.isEqual(own.toBytes(), plan.toBytes())) {
      throw new RefusedException(
          "cannot join: the plan is not the one that "
              + plan.algorithm()
              + " gives for its arguments, "
              + difference(own, plan));
    }
  }

  /** The arguments are the driver's, so whatever they make an algorithm throw is a refusal. */
  private static PartyPlan rebuilt(KnownAlgorithm algorithm, PartyPlan plan) {
    try (CkksContext context = CkksContext.open(plan.parameters())) {
      return algorithm.plan(
          plan.algorithm(), context, plan.arguments(), plan.providers(), plan.allowsTwoProviders());
    } catch (RuntimeException e) {
      throw new RefusedException(
          "cannot join: "
              + plan.algorithm()
              + " gives no plan for these arguments, expected those of this version, got "
              + plan.arguments()
              + ": "
              + e.getMessage());
    }
  }

  /** "expected 12 openings in the step model/reveal, got 13". */
  private static String difference(PartyPlan own, PartyPlan other) {
    Iterator<PlanStep> steps = other.steps().iterator();
    for (PlanStep step : own.steps()) {
      String found =
          steps.hasNext() ? difference(step, steps.next()) : differs(step.name(), "none");
      if (found != null) {
        return found;
      }
    }
    if (steps.hasNext()) {
      return differs("no further step", steps.next().name());
    }
    if (!own.arguments().equals(other.arguments())) {
      return differs("the arguments " + own.arguments(), other.arguments().toString());
    }
    return own.allowsTwoProviders() == other.allowsTwoProviders()
        ? differs("this library's primes and roots", "others")
        : differs(
            "two providers allowed " + own.allowsTwoProviders(), "" + other.allowsTwoProviders());
  }

  private static @Nullable String difference(PlanStep own, PlanStep other) {
    if (!own.name().equals(other.name())) {
      return differs("the step " + own.name(), other.name());
    }
    if (own.protocol() != other.protocol()) {
      return differs(
          own.protocol().words() + " in the step " + own.name(), other.protocol().words());
    }
    Iterator<PlanField> fields = PlanStep.allFields(other).iterator();
    for (PlanField field : PlanStep.allFields(own)) {
      Object got = fields.next().value();
      if (!field.value().equals(got)) {
        return differs(
            field.value() + " for " + field.name() + " in the step " + own.name(), got.toString());
      }
    }
    return null;
  }

  private static String differs(String expected, String got) {
    return "expected " + expected + ", got " + got;
  }
}

package parley.fl.protection.encrypted.kind;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import parley.error.ParleyException;
import parley.fl.family.Families;
import parley.fl.family.Family;
import parley.mhe.party.plan.PartyPlan;

/** Finds who trains and predicts with a circuit. Stateless, so safe for use by several threads. */
public final class CircuitKinds {
  private CircuitKinds() {}

  /**
   * The kind of a family's circuit.
   *
   * @throws IllegalArgumentException for a family without a circuit
   * @throws ParleyException when nobody on the class path trains circuits of its kind, or two do
   */
  public static CircuitKind of(Family family) {
    return of(family, ServiceLoader.load(CircuitKind.class, CircuitKind.class.getClassLoader()));
  }

  /** The kind of the circuit of the family that a plan names. */
  public static CircuitKind of(PartyPlan plan) {
    return of(Families.read(plan.algorithm(), plan.arguments()));
  }

  static CircuitKind of(Family family, Iterable<CircuitKind> kinds) {
    String wanted = family.requireCircuit().kind();
    Map<String, CircuitKind> byName = new TreeMap<>();
    for (CircuitKind kind : kinds) {
      CircuitKind other = byName.putIfAbsent(kind.name(), kind);
      if (other != null) {
        throw new ParleyException(
            "cannot tell who trains circuits of the kind "
                + kind.name()
                + ": expected one, got "
                + other.getClass().getName()
                + " and "
                + kind.getClass().getName());
      }
    }
    CircuitKind found = byName.get(wanted);
    if (found == null) {
      throw new ParleyException(
          "cannot train "
              + family.name()
              + " with the protection encrypted: nobody on the class path trains circuits of its"
              + " kind, expected one of "
              + byName.keySet()
              + ", got "
              + wanted);
    }
    return found;
  }
}

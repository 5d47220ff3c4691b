package parley.fl.family;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import parley.error.ParleyException;

/** Finds families by their ids. Stateless, so safe for use by several threads. */
public final class Families {
  private Families() {}

  /**
   * The family that a plan names.
   *
   * @param arguments of the plan
   * @throws ParleyException when none of that id is on the class path, two are, or the arguments
   *     are no family's of that id
   */
  public static Family read(String id, Map<String, String> arguments) {
    FamilySource source = all().get(id);
    if (source == null) {
      throw new ParleyException(
          "cannot find the family "
              + id
              + ": none of that id is on the class path, expected the Parley jar that the plan was"
              + " made with");
    }
    try {
      return source.read(arguments);
    } catch (IllegalArgumentException e) {
      throw new ParleyException("cannot read the family " + id + ": " + e.getMessage(), e);
    }
  }

  /** The ids of all families on the class path. */
  public static Set<String> ids() {
    return all().keySet();
  }

  private static Map<String, FamilySource> all() {
    return of(ServiceLoader.load(FamilySource.class, FamilySource.class.getClassLoader()));
  }

  /**
   * Families by id.
   *
   * @throws ParleyException when two have the same
   */
  static Map<String, FamilySource> of(Iterable<FamilySource> sources) {
    Map<String, FamilySource> byId = new TreeMap<>();
    for (FamilySource source : sources) {
      FamilySource other = byId.putIfAbsent(source.id(), source);
      if (other != null) {
        throw new ParleyException(
            "cannot tell two families apart: expected one of the id "
                + source.id()
                + ", got "
                + other.getClass().getName()
                + " and "
                + source.getClass().getName());
      }
    }
    return byId;
  }
}

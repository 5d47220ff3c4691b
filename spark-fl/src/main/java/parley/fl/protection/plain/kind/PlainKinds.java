package parley.fl.protection.plain.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import parley.fl.family.Family;

/** Finds who trains a family in clear. Stateless, so safe for use by several threads. */
public final class PlainKinds {
  private PlainKinds() {}

  /**
   * The kind of a family.
   *
   * @throws IllegalArgumentException for a family that nobody trains in clear
   */
  public static PlainKind of(Family family) {
    List<String> names = new ArrayList<>();
    for (PlainKind kind : ServiceLoader.load(PlainKind.class, PlainKind.class.getClassLoader())) {
      if (kind.trains(family)) {
        return kind;
      }
      names.add(kind.name());
    }
    names.sort(null);
    throw new IllegalArgumentException(
        "cannot train "
            + family.name()
            + " with the protection plain: nobody on the class path trains such models in clear,"
            + " expected one of "
            + names
            + ", got another kind");
  }
}

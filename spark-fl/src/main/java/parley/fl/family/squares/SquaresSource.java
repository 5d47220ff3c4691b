package parley.fl.family.squares;

import java.util.Map;
import parley.fl.family.Family;
import parley.fl.family.FamilySource;

/** Makes least squares from plans. Stateless. */
public final class SquaresSource implements FamilySource {
  @Override
  public String id() {
    return SquaresFamily.ID;
  }

  @Override
  public Family read(Map<String, String> arguments) {
    return new SquaresFamily();
  }
}

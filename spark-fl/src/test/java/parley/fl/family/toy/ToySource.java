package parley.fl.family.toy;

import java.util.Map;
import parley.fl.family.Family;
import parley.fl.family.FamilySource;

/** Makes toy families from plans, as a service. */
public final class ToySource implements FamilySource {
  @Override
  public String id() {
    return ToyFamily.ID;
  }

  @Override
  public Family read(Map<String, String> arguments) {
    return ToyFamily.read(arguments);
  }
}

package parley.fl.family.constant;

import java.util.Map;
import parley.fl.family.Family;
import parley.fl.family.FamilySource;

/** Makes constants from plans, as a service. */
public final class ConstantSource implements FamilySource {
  @Override
  public String id() {
    return ConstantFamily.ID;
  }

  @Override
  public Family read(Map<String, String> arguments) {
    return new ConstantFamily();
  }
}

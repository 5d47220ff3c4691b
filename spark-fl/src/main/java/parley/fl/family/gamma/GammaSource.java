package parley.fl.family.gamma;

import java.util.Map;
import parley.fl.activation.PolynomialRange;
import parley.fl.family.Family;
import parley.fl.family.FamilySource;

/** Makes gamma regressions from plans. Stateless. */
public final class GammaSource implements FamilySource {
  @Override
  public String id() {
    return GammaFamily.ID;
  }

  @Override
  public Family read(Map<String, String> arguments) {
    return new GammaFamily(PolynomialRange.of(arguments));
  }
}

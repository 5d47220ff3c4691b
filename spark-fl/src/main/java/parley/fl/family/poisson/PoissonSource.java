package parley.fl.family.poisson;

import java.util.Map;
import parley.fl.activation.PolynomialRange;
import parley.fl.family.Family;
import parley.fl.family.FamilySource;

/** Makes Poisson regressions from plans. Stateless. */
public final class PoissonSource implements FamilySource {
  @Override
  public String id() {
    return PoissonFamily.ID;
  }

  @Override
  public Family read(Map<String, String> arguments) {
    return new PoissonFamily(PolynomialRange.of(arguments));
  }
}

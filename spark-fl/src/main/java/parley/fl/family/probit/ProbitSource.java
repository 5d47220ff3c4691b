package parley.fl.family.probit;

import java.util.Map;
import parley.fl.activation.PolynomialRange;
import parley.fl.family.Family;
import parley.fl.family.FamilySource;

/** Makes probit regressions from plans. Stateless. */
public final class ProbitSource implements FamilySource {
  @Override
  public String id() {
    return ProbitFamily.ID;
  }

  @Override
  public Family read(Map<String, String> arguments) {
    return new ProbitFamily(PolynomialRange.of(arguments));
  }
}

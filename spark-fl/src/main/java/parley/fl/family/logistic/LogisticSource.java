package parley.fl.family.logistic;

import java.util.Map;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.Family;
import parley.fl.family.FamilySource;

/** Makes logistic regressions from plans. Stateless. */
public final class LogisticSource implements FamilySource {
  @Override
  public String id() {
    return LogisticFamily.ID;
  }

  @Override
  public Family read(Map<String, String> arguments) {
    String sigmoid = arguments.get(LogisticFamily.SIGMOID);
    if (sigmoid == null) {
      throw new IllegalArgumentException(
          "the argument "
              + LogisticFamily.SIGMOID
              + " is missing, expected "
              + LogisticFamily.FITTED
              + " or a polynomial");
    }
    return sigmoid.equals(LogisticFamily.FITTED)
        ? LogisticFamily.fitted()
        : LogisticFamily.of(SigmoidPolynomial.parse(sigmoid));
  }
}

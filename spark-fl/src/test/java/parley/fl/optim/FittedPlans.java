package parley.fl.optim;

import java.util.List;
import java.util.stream.IntStream;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.logistic.LogisticFamily;

/** Plans of trainings with fitted polynomials, from the rows of all providers. */
final class FittedPlans {
  private FittedPlans() {}

  /** Of all rows, clipped as by default. */
  static Standardization scaling(List<ProviderRows> raw) {
    List<String> names = IntStream.range(0, raw.get(0).features()).mapToObj(j -> "x" + j).toList();
    return StandardizationSums.total(raw.stream().map(ProviderRows::sums).toList())
        .standardization(10, names);
  }

  static IterationPlan of(List<ProviderRows> rows, int iterations) {
    double count = rows.stream().mapToDouble(ProviderRows::rows).sum();
    double weight = rows.stream().mapToDouble(ProviderRows::weightSum).sum();
    double positive = rows.stream().mapToDouble(ProviderRows::labelSum).sum();
    double eigenvalues = rows.stream().mapToDouble(r -> LargestEigenvalue.of(r, true)).sum();
    return IterationPlan.builder(
            SigmoidPolynomial.leastSquares(9, 14), rows.get(0).features(), weight)
        .lambdaMax(eigenvalues / weight)
        .iterations(iterations)
        .fit(LogisticFamily.fitted().adaptive().orElseThrow(), positive, count)
        .build();
  }
}

package parley.fl.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predicted costs against counts by hand, and against what trainings took. */
class CostModelTest {
  private static final PlanRequest ANY = PlanRequest.builder(10, 30).build();

  /**
   * Rescaling drops the last of 5 primes: each of the two polynomials leaves that prime (one
   * transform) and enters the other four (four transforms), the first of 60 bits among them. A
   * transform of 2^10 coefficients has 10 2^10 butterflies.
   */
  @Test
  void rescale_fiveLimbs_isTwoTransformsOfEachLimb() {
    double butterflies = 10 * 1024;
    assertThat(model(1, 0, 0).rescale(1024, 5)).isEqualTo(2 * 4 * butterflies);
    assertThat(model(0, 1, 0).rescale(1024, 5)).isEqualTo(2 * butterflies);
    assertThat(model(0, 0, 1).rescale(1024, 5)).isEqualTo(2 * 5 * 1024);
  }

  private static CostModel model(double transform, double wide, double product) {
    return new CostModel(ANY, new MachineCosts(transform, wide, product, 0, 0, 0, 0, 1e300));
  }

  /**
   * Rows: a provider sends the linear predictor (two polynomials of all limbs), the gradient (two
   * of the limbs left) and its share of the refresh (one of all limbs), 8 bytes a coefficient.
   */
  @Test
  void cost_ofRows_sendsTheCiphertextsOfTheProtocol() {
    PlanRequest request =
        PlanRequest.builder(10, 166).maxRowsPerProvider(38).iterations(7).cores(2).build();
    Layout l = new Planner(MachineCosts.REFERENCE).choose(request).layout();
    assertThat(l.packing()).isEqualTo(Packing.ROW);
    double polynomial = 8.0 * (1 << l.parameters().logRingDimension());
    assertThat(new CostModel(request, MachineCosts.REFERENCE).cost(l).bytesPerProvider())
        .isEqualTo(7 * polynomial * (3 * l.topLimbs() + 2 * l.refreshLimbs()));
  }

  /**
   * The rounds that docs/parameters.md lists as measured on two cores (four iterations, the packing
   * given), and its claim about them.
   */
  @ParameterizedTest(name = "{0} providers, {1} rows, {2} features, degree {3}")
  @CsvSource({
    "3, 300, 10, 9, ROW, 0.85",
    "3, 3000, 10, 9, DIAGONAL, 1.46",
    "10, 450, 30, 9, ROW, 1.29",
    "10, 450, 30, 5, ROW, 1.13",
    "10, 450, 30, 13, ROW, 1.36",
    "10, 3000, 8, 9, DIAGONAL, 2.24",
    "10, 3000, 23, 5, DIAGONAL, 2.14",
    "10, 24000, 23, 9, DIAGONAL, 3.78",
    "5, 300, 100, 9, ROW, 1.97",
    "20, 2000, 12, 9, ROW, 2.09"
  })
  void choose_shapeThatWasMeasured_predictsItsRoundWithinAFifth(
      int providers, int rows, int features, int degree, Packing packing, double measured) {
    PlanRequest request =
        PlanRequest.builder(providers, features)
            .maxRowsPerProvider((rows + providers - 1) / providers)
            .iterations(4)
            .activation(degree, 12)
            .packing(packing)
            .cores(2)
            .build();
    double predicted = new Planner(MachineCosts.REFERENCE).choose(request).cost().roundSeconds();
    assertThat(predicted).isCloseTo(measured, within(0.2 * measured));
  }
}

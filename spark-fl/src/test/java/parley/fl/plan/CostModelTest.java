package parley.fl.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;
import parley.mhe.ckks.CkksParameters;

/** Predicted costs against counts by hand, and against what trainings took. */
class CostModelTest {
  /**
   * Rescaling drops the last of 5 primes: each of the two polynomials leaves that prime (one
   * transform) and enters the other four (four transforms), the first of 60 bits among them. A
   * transform of 2^10 coefficients has 10 2^10 butterflies.
   */
  @Test
  void rescale_fiveLimbs_isTwoTransformsOfEachLimb() {
    double butterflies = 10 * 1024;
    CkksParameters ring =
        CkksParameters.builder()
            .logRingDimension(10)
            .firstPrimeBits(60)
            .scaleBits(45)
            .limbs(6)
            .digits(2)
            .insecure(true)
            .build();
    Work work = new RingWork(ring, 6).rescale(5);
    assertThat(work).isEqualTo(new Work(2 * 4 * butterflies, 2 * butterflies, 2 * 5 * 1024, 0, 0));
    assertThat(work.seconds(new MachineCosts(3, 100, 0, 0, 0, 0, 0, 1)))
        .isEqualTo((24 + 200) * butterflies);
  }

  /**
   * Rows: a provider sends the linear predictor (two polynomials of all limbs), the gradient (two
   * of the limbs left) and its share of the refresh (one of all limbs, of the finished model's at
   * the last iteration, and of the input the two numbers a feature that are kept), 8 bytes a
   * coefficient.
   */
  @Test
  void cost_ofRows_sendsTheCiphertextsOfTheProtocol() {
    PlanRequest request =
        PlanRequest.builder(10, 166)
            .activation(9, 12)
            .maxRowsPerProvider(38)
            .iterations(7)
            .packing(Packing.ROW)
            .cores(2)
            .build();
    Layout l = new Planner(MachineCosts.REFERENCE, TrainingCosts.STEPS).choose(request).layout();
    double polynomial = 8.0 * (1 << l.parameters().logRingDimension());
    assertThat(
            new CostModel(request, MachineCosts.REFERENCE, TrainingCosts.STEPS)
                .cost(l)
                .bytesPerProvider())
        .isEqualTo(
            polynomial
                    * (7 * (2 * l.topLimbs() + 2 * l.refreshLimbs())
                        + 6 * l.topLimbs()
                        + l.modelLimbs())
                + 7 * 8.0 * l.refreshLimbs() * 2 * l.width());
  }

  /**
   * Coefficients: a provider sends margins of the blocks that it has rows in and a gradient (two
   * polynomials each), its shares of both conversions (one for what goes in and what comes out) and
   * of the refresh; at the end the finished model goes through one conversion and one refresh more.
   */
  @Test
  void cost_ofCoefficients_sendsTheCiphertextsOfTheProtocol() {
    PlanRequest request =
        PlanRequest.builder(10, 166)
            .activation(9, 12)
            .maxRowsPerProvider(38)
            .iterations(7)
            .packing(Packing.COEFFICIENT)
            .cores(2)
            .build();
    Layout l = new Planner(MachineCosts.REFERENCE, TrainingCosts.STEPS).choose(request).layout();
    int rowsPerBlock = l.parameters().ringDimension() / l.featuresPerUpload();
    int touched = (l.capacity() + rowsPerBlock - 1) / rowsPerBlock;
    // All rows' margins fit the slots of one ciphertext.
    int conversions =
        l.blocks() * l.refreshLimbs()
            + l.topLimbs()
            + l.lookLimbs()
            + l.blocks() * l.refreshLimbs();
    int iteration =
        2 * touched * l.refreshLimbs() + conversions + 2 * l.uploads() * l.refreshLimbs();
    int states = 6 * l.stateSize() * l.refreshLimbs();
    int model = l.refreshLimbs() + 2 * l.refreshLimbs() + l.modelLimbs();
    double kept =
        7.0 * l.stateSize() * l.refreshLimbs() / rowsPerBlock
            + (double) l.refreshLimbs() / l.stride();
    double polynomial = 8.0 * l.parameters().ringDimension();
    assertThat(
            new CostModel(request, MachineCosts.REFERENCE, TrainingCosts.STEPS)
                .cost(l)
                .bytesPerProvider())
        .isEqualTo(polynomial * (7 * iteration + states + model + kept));
  }

  /** A look costs its upload, its refresh and its opening, with a job each. */
  @ParameterizedTest
  @EnumSource(Packing.class)
  void cost_ofLooks_isAddedOnceALook(Packing packing) {
    MachineCosts jobs = new MachineCosts(0, 0, 0, 0, 0, 0, 1, 1e300);
    PlanRequest.Builder request =
        PlanRequest.builder(10, 30).activation(15, 14).iterations(9).packing(packing).cores(2);
    Layout l =
        new Planner(MachineCosts.REFERENCE, TrainingCosts.STEPS).choose(request.build()).layout();
    double without =
        new CostModel(request.build(), jobs, TrainingCosts.STEPS).cost(l).trainSeconds();
    double with =
        new CostModel(request.watchRounds(4).build(), jobs, TrainingCosts.STEPS)
            .cost(l)
            .trainSeconds();
    double expected =
        switch (packing) {
          case DIAGONAL -> 9 * 2;
          case ROW -> 9 * 3;
          // And twice for the finished model.
          case COEFFICIENT -> 9 * 5 + 2;
        };
    assertThat(without).isEqualTo(expected);
    assertThat(with - without).isEqualTo(4 * (packing == Packing.DIAGONAL ? 3 : 2));
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
    double predicted =
        new Planner(MachineCosts.REFERENCE, TrainingCosts.STEPS)
            .choose(request)
            .cost()
            .roundSeconds();
    assertThat(predicted).isCloseTo(measured, within(0.2 * measured));
  }
}

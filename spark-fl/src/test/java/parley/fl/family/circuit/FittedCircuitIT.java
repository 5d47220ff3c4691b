package parley.fl.family.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.fl.activation.FittedActivation;
import parley.fl.activation.PolynomialBasis;
import parley.fl.activation.Schedule.Look;
import parley.fl.family.logistic.BaseRate;
import parley.fl.family.logistic.FitTerms;
import parley.fl.family.logistic.FittedSchedule;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SoloKeys;
import parley.mhe.ckks.SwitchingKey;

/** Fitted polynomials and looks on ciphertexts against the same in clear; insecure ring. */
class FittedCircuitIT {
  private static final int LIMBS = 6;
  private static final double SCALE = 0x1p45;

  private static CkksContext context;
  private static SoloKeys keys;
  private static SwitchingKey relinearisation;

  /** Coefficients of powers of u, where |u| ends, and whose levels are taken. */
  record Case(String name, double[] coefficients, double farthest, int room) {
    Case(String name, double[] coefficients, double farthest) {
      this(name, coefficients, farthest, FittedCircuit.LONG_DEGREE);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TEST_4096);
    keys = new SoloKeys(context, 5);
    relinearisation = keys.relinearisationKey();
  }

  @AfterAll
  static void close() {
    relinearisation.close();
    keys.close();
    context.close();
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    FitTerms rare = new FitTerms(BaseRate.of(30, 3000, 3000, true), 3000, 3000, 2, 0.01);
    FitTerms even = new FitTerms(BaseRate.of(50, 100, 100, true), 100, 100, 2, 0.01);
    for (FitTerms terms : List.of(rare, even)) {
      String name = terms == rare ? "rare" : "even";
      add(cases, name + ", first", terms, 0);
      add(cases, name + ", small", terms, 2, new Look(1, 10, 4));
      add(cases, name + ", middle", terms, 3, new Look(1, 20, 4), new Look(2, 40, 30));
      add(cases, name + ", wide", terms, 3, new Look(1, 60, 80), new Look(2, 75, 90));
    }
    // Margins that fill a small part of the unit: products are small, and keep their digits.
    FittedActivation narrow = FittedSchedule.after(even, 6, List.of()).step(0).activation();
    double unit = 8 * narrow.range();
    cases.add(new Case("narrow", narrow.powers(unit), narrow.range() / unit));
    cases.add(new Case("one real root", new double[] {0.3, -0.7}, 1));
    cases.add(new Case("two real roots", new double[] {-0.2, 0.1, 1}, 1));
    cases.add(new Case("no real root", new double[] {0.5, 0.1, 0.4}, 1));
    cases.add(new Case("three real roots", new double[] {0, -0.25, 0, 1}, 1));
    cases.add(new Case("degree 8", new double[] {.5, .4, 0, -.3, .1, 0, .2, 0, .3}, 1));
    for (int degree : new int[] {2, 5, 6, 7}) {
      double[] exp = PolynomialBasis.legendre(degree, 64, u -> Math.exp(2.5 * u));
      cases.add(new Case("exp, degree " + degree, exp, 1, FittedCircuit.SHORT_DEGREE));
    }
    return cases;
  }

  private static void add(
      List<Case> cases, String name, FitTerms terms, int iteration, Look... looks) {
    FittedSchedule schedule = FittedSchedule.after(terms, 6, List.of(looks));
    FittedActivation activation = schedule.step(iteration).activation();
    double unit = schedule.unit(iteration);
    cases.add(
        new Case(name + ", " + activation, activation.powers(unit), activation.range() / unit));
  }

  private static double[] values(double farthest) {
    double[] u = new double[context.parameters().slots()];
    for (int i = 0; i < u.length; i++) {
      u[i] = farthest * (2.0 * i / (u.length - 1) - 1);
    }
    return u;
  }

  private static void assertClose(double[] got, double[] u, DoubleUnaryOperator exact, double by) {
    double worst = 0;
    for (int i = 0; i < u.length; i++) {
      worst = Math.max(worst, Math.abs(got[i] - exact.applyAsDouble(u[i])));
    }
    assertThat(worst).isLessThan(by);
  }

  /** At the scale that the plan states beforehand, four levels down, or three up to degree 7. */
  @ParameterizedTest
  @MethodSource("cases")
  void apply_onACiphertext_isThePolynomial(Case c) {
    FittedCircuit circuit = new FittedCircuit(c.coefficients(), c.farthest(), c.room());
    double[] u = values(c.farthest());
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = keys.encrypt(u, SCALE, LIMBS, 1);
      Ciphertext value = circuit.apply(new Evaluator(context), relinearisation, encrypted);

      assertThat(value.limbs()).isEqualTo(LIMBS - (c.room() == FittedCircuit.SHORT_DEGREE ? 3 : 4));
      double scale = FittedCircuit.scales(c.room()).output(context.primes(), LIMBS, SCALE);
      assertThat(value.scale() / scale).isCloseTo(1, within(1e-12));
      assertClose(
          keys.pair().decrypt(value),
          u,
          x -> {
            double p = 0;
            for (int k = c.coefficients().length - 1; k >= 0; k--) {
              p = p * x + c.coefficients()[k];
            }
            return p;
          },
          1e-7);
    }
    assertThat(circuit.atZero()).isEqualTo(c.coefficients()[0]);
  }

  @Test
  void new_degreeBeyondItsProducts_isRefused() {
    for (int length : new int[] {1, 17}) {
      double[] coefficients = new double[length];
      coefficients[length - 1] = 1;
      assertThatThrownBy(() -> new FittedCircuit(coefficients, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected 1 to 15, got " + (length - 1));
    }
  }

  /** Both powers at the polynomial's scale, so that one refresh serves all. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void look_ofAFactor_isTheSquareAndThe16thPower(int factor) {
    double[] u = values(1.0 / factor);
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = keys.encrypt(u, SCALE, LIMBS, 1);
      LookCircuit look = new LookCircuit(factor);
      List<Ciphertext> powers = look.apply(new Evaluator(context), relinearisation, encrypted);

      assertThat(powers).hasSize(2).hasSize(look.count());
      double scale = FittedCircuit.SCALES.output(context.primes(), LIMBS, SCALE);
      for (Ciphertext power : powers) {
        assertThat(power.limbs()).isEqualTo(LIMBS - 4);
        assertThat(power.scale() / scale).isCloseTo(1, within(1e-12));
      }
      assertClose(keys.pair().decrypt(powers.get(0)), u, x -> x * x, 1e-8);
      assertClose(keys.pair().decrypt(powers.get(1)), u, x -> Math.pow(factor * x, 16), 1e-7);
    }
  }

  @Test
  void look_withoutAFactor_isTheSquareAlone() {
    double[] u = values(1);
    try (Scope scope = Scope.open()) {
      Ciphertext encrypted = keys.encrypt(u, SCALE, LIMBS, 1);
      LookCircuit look = new LookCircuit(0);
      List<Ciphertext> powers = look.apply(new Evaluator(context), relinearisation, encrypted);

      assertThat(powers).hasSize(1).hasSize(look.count());
      assertThat(powers.get(0).limbs()).isEqualTo(LIMBS - 1);
      assertClose(keys.pair().decrypt(powers.get(0)), u, x -> x * x, 1e-8);
    }
  }
}

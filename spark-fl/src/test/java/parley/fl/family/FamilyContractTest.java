package parley.fl.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.optim.NewtonSums;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Residual;

/** What every family promises, of each that is found, and how they are found. */
class FamilyContractTest {
  private static final Map<String, String> TOY = Map.of("unit", "8.0");
  private static final Map<String, String> NETWORK =
      Map.ofEntries(
          Map.entry("layers", "16-8-3"),
          Map.entry("head", "classes"),
          Map.entry("activation", "quadratic"),
          Map.entry("seed", "7"),
          Map.entry("gain", "0.5"),
          Map.entry("start", "seed"),
          Map.entry("momentum", "0.9"),
          Map.entry("schedule", "falling"),
          Map.entry("iterations", "40"),
          Map.entry("steps", "0.3,0.1"),
          Map.entry("batch", "1024"),
          Map.entry("watch", "true"),
          Map.entry("inputMap", "average:2 8x8 0.0:255.0"),
          Map.entry("classWeights", "1.0,2.0,0.5"));
  private static final Map<String, String> FIXED =
      Map.of("sigmoid", "degree 9 on [-14.0, 14.0], LEAST_SQUARES");

  static Stream<Arguments> families() {
    return Stream.concat(
        linearFamilies(),
        Stream.of(
            Arguments.of("toy-constant/1", Map.<String, String>of()),
            Arguments.of("network/1", NETWORK)));
  }

  static Stream<Arguments> linearFamilies() {
    return Stream.of(
        Arguments.of("toy-least-squares/1", TOY),
        Arguments.of("least-squares/1", Map.<String, String>of()),
        Arguments.of("poisson-log/1", Map.of("polynomial", "degree 7 on [-2.5, 2.5]")),
        Arguments.of("gamma-log/1", Map.of("polynomial", "degree 5 on [-2.0, 2.0]")),
        Arguments.of("probit-binomial/1", Map.of("polynomial", "degree 9 on [-4.0, 4.0]")),
        Arguments.of("logistic-regression/1", Map.of("sigmoid", "fitted")),
        Arguments.of("logistic-regression/1", FIXED));
  }

  private static LinearFamily linear(String id, Map<String, String> arguments) {
    return (LinearFamily) Families.read(id, arguments);
  }

  private static ProviderRows rows() {
    return new ProviderRows(
        "north",
        new double[][] {{.5, -1, 2, .1}, {1, 0, -2, .7}},
        new double[] {1, 0, 1, 0},
        new double[] {1, 2, .5, 3});
  }

  @Test
  void families_areAllHere() {
    List<String> found =
        ServiceLoader.load(FamilySource.class).stream().map(s -> s.get().id()).sorted().toList();
    assertThat(families().map(a -> (String) a.get()[0]).distinct().sorted()).isEqualTo(found);
  }

  /** Central differences: gradient of the loss, Hessian of the gradient. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("linearFamilies")
  void at_differentiated_isWhatItSays(String id, Map<String, String> arguments) {
    Objective objective = linear(id, arguments).objective();
    double[] w = {.3, -.8, .4};
    NewtonSums at = objective.at(rows(), w);
    double h = 1e-5;
    for (int j = 0; j < w.length; j++) {
      double[] up = w.clone();
      double[] down = w.clone();
      up[j] += h;
      down[j] -= h;
      NewtonSums above = objective.at(rows(), up);
      NewtonSums below = objective.at(rows(), down);
      assertThat(at.gradient()[j]).isCloseTo((above.loss() - below.loss()) / (2 * h), within(1e-8));
      for (int k = 0; k < w.length; k++) {
        assertThat(at.hessian()[j][k])
            .isCloseTo((above.gradient()[k] - below.gradient()[k]) / (2 * h), within(1e-8));
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("families")
  void read_ofItsArguments_isTheSame(String id, Map<String, String> arguments) {
    Family family = Families.read(id, arguments);
    assertThat(family.id()).isEqualTo(id);
    assertThat(family.arguments()).isEqualTo(new TreeMap<>(arguments));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("linearFamilies")
  void fixed_ofAFamily_hasNothingFitted(String id, Map<String, String> arguments) {
    LinearFamily family = linear(id, arguments);
    assertThat(family.fixed().adaptive()).isEmpty();
    assertThat(linear(id, family.fixed().arguments()).activation().unitCoefficients())
        .containsExactly(family.fixed().activation().unitCoefficients());
  }

  /**
   * Within its reach the activation gives the loss's slope nearly, for both labels, and never turns
   * back.
   */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("linearFamilies")
  void activation_withinItsReach_isNearTheLossesSlope(String id, Map<String, String> arguments) {
    LinearFamily family = linear(id, arguments);
    double reach = Math.min(20, family.activation().reach());
    for (double z = -reach; z < reach; z += .25) {
      for (double label : new double[] {0, 1}) {
        double residual = residual(family, z, label);
        assertThat(residual).isCloseTo(family.loss().slope(z, label), within(.11));
      }
    }
  }

  private static double residual(LinearFamily family, double z, double label) {
    Residual r = family.residual();
    return r.factor(label) * family.activation().evaluate(r.sign(label) * z) + r.constant(label);
  }

  /** No steeper than the step allows; with the log link that holds in the mean over the reach. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("linearFamilies")
  void activation_withinItsReach_isNoSteeperThanItsStep(String id, Map<String, String> arguments) {
    LinearFamily family = linear(id, arguments);
    double reach = Math.min(20, family.activation().reach());
    double most = 4.0 / 3 * family.activation().curvature();
    if (id.contains("-log/")) {
      double rise = residual(family, reach, 1) - residual(family, -reach, 1);
      assertThat(rise / (2 * reach)).isPositive().isLessThan(most);
      return;
    }
    for (double z = -reach; z < reach; z += .25) {
      double slope = (residual(family, z + 1e-5, 1) - residual(family, z - 1e-5, 1)) / 2e-5;
      assertThat(slope).isLessThan(most);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, true, true, false",
    "1, true, true, true, true",
    ".5, false, true, true, true",
    "-1, false, true, false, false",
    "Infinity, false, false, false, false",
    "NaN, false, false, false, false"
  })
  void problem_ofALabel_isThatOfItsTarget(
      double label, boolean binary, boolean real, boolean nonNegative, boolean positive) {
    assertThat(Target.BINARY.problem(label).isEmpty()).isEqualTo(binary);
    assertThat(Target.REAL.problem(label).isEmpty()).isEqualTo(real);
    assertThat(Target.NON_NEGATIVE.problem(label).isEmpty()).isEqualTo(nonNegative);
    assertThat(Target.POSITIVE.problem(label).isEmpty()).isEqualTo(positive);
  }

  private static Map<String, String> polynomial(String text) {
    return Map.of("polynomial", text);
  }

  private record Named(String id) implements FamilySource {
    @Override
    public Family read(Map<String, String> arguments) {
      return LogisticFamily.of(SigmoidPolynomial.leastSquares(9, 14));
    }
  }

  @Test
  void of_twoOfOneId_isRefused() {
    assertThatThrownBy(
            () -> Families.of(List.of(new Named("a/1"), new Named("b/1"), new Named("a/1"))))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot tell two families apart: expected one of the id a/1, got ");
    assertThat(Families.of(List.of(new Named("a/1"), new Named("a/2"))))
        .containsOnlyKeys("a/1", "a/2");
  }

  @Test
  void read_unknownOrWrong_isRefused() {
    assertThatThrownBy(() -> Families.read("probit/1", Map.of()))
        .hasMessageStartingWith("cannot find the family probit/1: none of that id is on the class");
    assertThatThrownBy(() -> Families.read(LogisticFamily.ID, Map.of()))
        .hasMessage(
            "cannot read the family logistic-regression/1: the argument sigmoid is missing,"
                + " expected fitted or a polynomial");
    assertThatThrownBy(() -> Families.read("gamma-log/1", Map.of()))
        .hasMessageContaining("the argument polynomial is missing, expected a degree and an");
    assertThatThrownBy(() -> Families.read("poisson-log/1", polynomial("7 on 2.5")))
        .hasMessageContaining("expected such as degree 7 on [-2.5, 2.5], got 7 on 2.5");
    assertThatThrownBy(() -> Families.read("poisson-log/1", polynomial("degree 6 on [-2, 2]")))
        .hasMessageContaining("expected an odd degree from 1 to 15, got 6");
    assertThatThrownBy(() -> Families.read("gamma-log/1", polynomial("degree 7 on [-65, 65]")))
        .hasMessageContaining("expected more than 0 and at most 64.0, got 65.0");
    assertThatThrownBy(() -> Families.read("probit-binomial/1", polynomial("degree 7 on [-4, 4]")))
        .hasMessageContaining("beyond its interval the polynomial turns back");
    assertThatThrownBy(() -> Families.read(LogisticFamily.ID, Map.of("sigmoid", "degree 9")))
        .hasMessageContaining("expected such as degree 9 on [-14.0, 14.0], LEAST_SQUARES, got");
  }
}

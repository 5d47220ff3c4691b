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
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.family.logistic.SigmoidPolynomial;
import parley.fl.optim.NewtonSums;
import parley.fl.optim.ProviderRows;

/** What every family promises, of each that is found, and how they are found. */
class FamilyContractTest {
  private static final Map<String, String> TOY = Map.of("unit", "8.0");
  private static final Map<String, String> FIXED =
      Map.of("sigmoid", "degree 9 on [-14.0, 14.0], LEAST_SQUARES");

  static Stream<Arguments> families() {
    return Stream.concat(
        linearFamilies(), Stream.of(Arguments.of("toy-constant/1", Map.<String, String>of())));
  }

  static Stream<Arguments> linearFamilies() {
    return Stream.of(
        Arguments.of("toy-least-squares/1", TOY),
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
  @MethodSource("families")
  void at_differentiated_isWhatItSays(String id, Map<String, String> arguments) {
    Objective objective = Families.read(id, arguments).objective();
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
  @MethodSource("linearFamilies")
  void read_ofItsArguments_isTheSame(String id, Map<String, String> arguments) {
    LinearFamily family = linear(id, arguments);
    assertThat(family.id()).isEqualTo(id);
    assertThat(family.arguments()).isEqualTo(new TreeMap<>(arguments));
    assertThat(family.fixed().adaptive()).isEmpty();
    assertThat(linear(id, family.fixed().arguments()).activation().unitCoefficients())
        .containsExactly(family.fixed().activation().unitCoefficients());
  }

  /** Within its reach the activation is near the mean, and no steeper than the step allows. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("linearFamilies")
  void activation_withinItsReach_isNearTheMean(String id, Map<String, String> arguments) {
    LinearFamily family = linear(id, arguments);
    double reach = Math.min(20, family.activation().reach());
    for (double z = -reach; z < reach; z += .25) {
      assertThat(family.activation().evaluate(z)).isCloseTo(family.head().mean(z), within(.11));
      double slope =
          (family.activation().evaluate(z + 1e-5) - family.activation().evaluate(z - 1e-5)) / 2e-5;
      assertThat(slope).isLessThan(4.0 / 3 * family.activation().curvature());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, true, true", "1, true, true", ".5, false, true", "NaN, false, false"})
  void problem_ofALabel_isThatOfItsTarget(double label, boolean binary, boolean real) {
    assertThat(Target.BINARY.problem(label).isEmpty()).isEqualTo(binary);
    assertThat(Target.REAL.problem(label).isEmpty()).isEqualTo(real);
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
    assertThatThrownBy(() -> Families.read(LogisticFamily.ID, Map.of("sigmoid", "degree 9")))
        .hasMessageContaining("expected such as degree 9 on [-14.0, 14.0], LEAST_SQUARES, got");
  }
}

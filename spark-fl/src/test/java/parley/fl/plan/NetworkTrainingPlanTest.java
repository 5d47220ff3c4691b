package parley.fl.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;
import parley.mhe.ckks.CkksParameters;

/** A network plan's file: what is read is what was written, and nothing else is. */
class NetworkTrainingPlanTest {
  private static final NetworkTrainingPlan PLAN =
      new NetworkTrainingPlan(
          3,
          160,
          CkksParameters.SECURE_14,
          new TreeMap<>(Map.of("layers", "9-4-2", "iterations", "5")));

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("plan"), text);
  }

  @Test
  void read_whatWasWritten_isTheSamePlan() throws IOException {
    Path file = write(PLAN.toJson());

    assertThat(NetworkTrainingPlan.read(file)).isEqualTo(PLAN);
    assertThat(PlanFile.read(file)).isEqualTo(PLAN);
    assertThat(PlanFile.read(file).digest()).isEqualTo(PLAN.digest()).hasSize(32);
    PLAN.requireFits(3, 160, PLAN.arguments(), PLAN.parameters());
    assertThat(NetworkTrainingPlan.of(PLAN)).isSameAs(PLAN);
  }

  /** What stands inside the arguments is named by the digest too. */
  @Test
  void digest_otherArgument_isAnother() {
    TreeMap<String, String> other = new TreeMap<>(PLAN.arguments());
    other.put("iterations", "6");

    assertThat(new NetworkTrainingPlan(3, 160, PLAN.parameters(), other).digest())
        .isNotEqualTo(PLAN.digest());
  }

  static Stream<Arguments> files() {
    return Stream.of(
        bad("altered", s -> s.replace("\"5\"", "\"6\""), "it was altered"),
        bad("other rows", s -> s.replace("160", "320"), "it was altered"),
        bad("newer", s -> s.replace("\"version\" : 1", "\"version\" : 2"), "expected version 1"),
        bad("another kind", s -> s.replace("network plan", "letter"), "it is not a plan of"),
        bad("no checksum", s -> s.replace("sha256", "sha1"), "it was altered"),
        bad("cut short", s -> s.substring(0, s.length() / 2), "it is not JSON"));
  }

  private static Arguments bad(String name, UnaryOperator<String> change, String message) {
    return Arguments.of(name, change, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void read_badFile_refusedByName(String name, UnaryOperator<String> change, String message)
      throws IOException {
    Path file = write(change.apply(PLAN.toJson()));

    assertThatThrownBy(() -> NetworkTrainingPlan.read(file))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("cannot read plan " + file)
        .hasMessageContaining(message);
  }

  /** Whose ring may be small is said by the process, not by the file. */
  @Test
  void read_insecureOrOfAnotherTraining_refused() throws IOException {
    Path insecure =
        write(
            new NetworkTrainingPlan(3, 16, CkksParameters.INSECURE_TOY, PLAN.arguments()).toJson());
    assertThatThrownBy(() -> NetworkTrainingPlan.read(insecure))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("its parameters are not secure");
    PlanRequest request =
        PlanRequest.builder(3, 4).maxRowsPerProvider(100).iterations(5).activation(9, 14).build();
    TrainingPlan margins =
        new TrainingPlan(
            request,
            new Planner(MachineCosts.measured(), TrainingCosts.STEPS).choose(request).layout());
    Path other = write(margins.toJson());
    assertThat(PlanFile.read(other).digest()).isEqualTo(margins.digest());
    assertThatThrownBy(() -> NetworkTrainingPlan.read(other))
        .hasMessageContaining("it plans a model of one margin, expected a network's");
    assertThatThrownBy(() -> NetworkTrainingPlan.of(margins))
        .hasMessageContaining("it plans a model of one margin, expected a network's");
    Path network = write(PLAN.toJson());
    assertThatThrownBy(() -> TrainingPlan.read(network))
        .hasMessageContaining("it plans a network, expected a model of one margin's");
    assertThatThrownBy(() -> TrainingPlan.of(PLAN))
        .hasMessageContaining("it plans a network, expected a model of one margin's");
  }

  static Stream<Arguments> trainings() {
    Map<String, String> arguments = PLAN.arguments();
    CkksParameters ring = PLAN.parameters();
    return Stream.of(
        Arguments.of(4, 160, arguments, ring, "providers, expected 3, got 4"),
        Arguments.of(3, 176, arguments, ring, "provider, expected at most 160, got 176"),
        Arguments.of(3, 16, Map.of("layers", "9-4-2"), ring, "iterations, expected 5, got none"),
        Arguments.of(3, 160, more("seed", "1"), ring, "seed, expected none, got 1"),
        Arguments.of(3, 160, more("layers", "9-5-2"), ring, "layers, expected 9-4-2, got 9-5-2"),
        Arguments.of(3, 160, arguments, CkksParameters.SECURE_15, "parameters of the ring"));
  }

  private static Map<String, String> more(String name, String value) {
    TreeMap<String, String> out = new TreeMap<>(PLAN.arguments());
    out.put(name, value);
    return out;
  }

  @ParameterizedTest(name = "{4}")
  @MethodSource("trainings")
  void requireFits_anotherTraining_refusedByName(
      int providers, int rows, Map<String, String> chosen, CkksParameters ring, String message) {
    assertThatThrownBy(() -> PLAN.requireFits(providers, rows, chosen, ring))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("cannot follow the plan: it does not fit the training in ")
        .hasMessageContaining(message);
  }
}

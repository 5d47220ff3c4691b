package parley.fl.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;

/** A plan's file: what is read is what was written, and nothing else is. */
class TrainingPlanTest {
  @TempDir private Path folder;

  private static PlanRequest.Builder request() {
    return PlanRequest.builder(3, 4).maxRowsPerProvider(100).iterations(5).activation(9, 14);
  }

  private static TrainingPlan plan(PlanRequest request) {
    return new TrainingPlan(
        request,
        new Planner(MachineCosts.measured(), TrainingCosts.STEPS).choose(request).layout());
  }

  private TrainingPlan read(String text) throws IOException {
    return TrainingPlan.read(Files.writeString(folder.resolve("plan"), text));
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void read_whatWasWritten_isTheSameLayout(Packing packing) throws IOException {
    TrainingPlan plan = plan(request().packing(packing).build());

    TrainingPlan read = read(plan.toJson());

    assertThat(read.layout()).isEqualTo(plan.layout());
    assertThat(read.digest()).isEqualTo(plan.digest());
    read.requireFits(request().maxRowsPerProvider(112).build());
  }

  @Test
  void digest_otherIterations_isAnother() {
    assertThat(plan(request().iterations(6).build()).digest())
        .isNotEqualTo(plan(request().build()).digest());
  }

  static Stream<Arguments> files() {
    return Stream.of(
        bad(
            "altered",
            s -> s.replace("\"iterations\" : 5", "\"iterations\" : 6"),
            "it was altered"),
        bad(
            "older version",
            s -> s.replace("\"version\" : 3", "\"version\" : 2"),
            "another version of Parley, expected version 3, got 2"),
        bad("no version", s -> s.replace("\"version\"", "\"edition\""), "another version"),
        bad("another kind", s -> s.replace("parley training plan", "policy"), "it is not a plan"),
        bad("a list", s -> "[" + s + "]", "it is not a plan"),
        bad("cut short", s -> s.substring(0, s.length() / 2), "it is not JSON"),
        bad("a field twice", s -> s.replace("{", "{\"kind\":\"x\","), "it is not JSON"),
        bad("more behind it", s -> s + "{}", "it is not JSON"),
        bad("one more field", s -> s.replace("{", "{\"x\":1,"), "it was altered"),
        bad("no checksum", s -> s.replace("sha256", "sha1"), "it was altered"));
  }

  private static Arguments bad(String name, UnaryOperator<String> change, String message) {
    return Arguments.of(name, change, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void read_badFile_refusedByName(String name, UnaryOperator<String> change, String message) {
    String text = change.apply(plan(request().build()).toJson());

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("cannot read plan " + folder.resolve("plan"))
        .hasMessageContaining(message);
  }

  @Test
  void read_noFileOrInsecure_refused() {
    assertThatThrownBy(() -> TrainingPlan.read(folder.resolve("nowhere")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("there is no such file");
    String insecure = plan(request().insecure(true).build()).toJson();
    assertThatThrownBy(() -> read(insecure))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("its parameters are not secure");
  }

  static Stream<Arguments> trainings() {
    return Stream.of(
        Arguments.of("providers", PlanRequest.builder(4, 4).iterations(5).activation(9, 14)),
        Arguments.of("features", PlanRequest.builder(3, 5).iterations(5).activation(9, 14)),
        Arguments.of("intercept", request().intercept(false)),
        Arguments.of("iterations", request().iterations(4)),
        Arguments.of("degree", request().activation(5, 14)),
        Arguments.of("half-width of the interval", request().activation(9, 12)),
        Arguments.of("bound on the weights", request().weightBound(32)),
        Arguments.of("bits of the masks", request().maskSecurity(80)),
        Arguments.of("packing", request().packing(Packing.ROW)),
        Arguments.of("log2 of the ring", request().logRingDimension(16)),
        Arguments.of("clip of the features", request().featureClip(10.5)),
        Arguments.of("rows of the largest provider", request().maxRowsPerProvider(113)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trainings")
  void requireFits_anotherTraining_refusedByName(String what, PlanRequest.Builder training) {
    TrainingPlan plan = plan(request().packing(Packing.DIAGONAL).build());

    assertThatThrownBy(() -> plan.requireFits(training.build()))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("it does not fit the training in " + what + ", expected");
  }
}

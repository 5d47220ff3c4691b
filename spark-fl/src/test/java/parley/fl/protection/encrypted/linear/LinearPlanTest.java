package parley.fl.protection.encrypted.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.optim.Algorithm;
import parley.fl.param.ToldTraining;
import parley.fl.plan.Layout;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.Packing;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.Planner;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.settings.LinearSettings;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.Party;
import parley.mhe.party.plan.KnownAlgorithms;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.RefusedException;

/** A training's plan, made again by each party from the arguments that the driver sends. */
class LinearPlanTest {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int FEATURES = 4;

  @BeforeEach
  void allowInsecure() {
    System.setProperty("parley.insecure", "true");
  }

  private static Layout layout(Packing packing, int iterations) {
    PlanRequest request =
        PlanRequest.builder(NAMES.size(), FEATURES)
            .activation(9, 12)
            .maxRowsPerProvider(30)
            .iterations(iterations)
            .packing(packing)
            .logRingDimension(12)
            .insecure(true)
            .build();
    return new Planner(MachineCosts.measured(), TrainingCosts.STEPS).choose(request).layout();
  }

  private static ToldTraining settings() {
    return settings(LogisticFamily.fitted());
  }

  private static ToldTraining settings(LogisticFamily family) {
    return new ToldTraining(family).setMaxIter(5);
  }

  private static PartyPlan propose(Packing packing, TrainingSettings settings) {
    Layout layout = layout(packing, settings.descent().maxIter());
    try (CkksContext context = CkksContext.open(layout.parameters())) {
      return LinearPlan.of(
          context, LinearTerms.of(layout, LinearSettings.of(settings)), NAMES, false);
    }
  }

  static Stream<Arguments> trainings() {
    SigmoidPolynomial degree9 = SigmoidPolynomial.leastSquares(9, 12);
    List<TrainingSettings> all =
        List.of(
            settings().settings(),
            settings().setMaxIter(1).setRevealWeights(true).settings(),
            settings(LogisticFamily.of(degree9)).setWatchEvery(2).setRowsPerOpening(3).settings(),
            settings(LogisticFamily.of(degree9))
                .setAlgorithm(Algorithm.FIXED_HESSIAN.parameterName())
                .setStandardization("none")
                .setFeatureClip(Double.POSITIVE_INFINITY)
                .settings(),
            settings(LogisticFamily.of(degree9))
                .setStandardization("ranges")
                .setFeatureRanges(new double[FEATURES][2])
                .setRowBound(100)
                .settings());
    return all.stream()
        .flatMap(s -> Stream.of(Packing.values()).map(packing -> Arguments.of(packing, s)));
  }

  /** Driver and party make the same bytes, one of settings, the other of arguments alone. */
  @ParameterizedTest
  @MethodSource("trainings")
  void require_proposedPlan_isThePartysOwn(Packing packing, TrainingSettings settings) {
    PartyPlan plan = PartyPlan.fromBytes(propose(packing, settings).toBytes());

    assertThatCode(() -> KnownAlgorithms.ofThisProcess().require(plan)).doesNotThrowAnyException();
    assertThatCode(() -> Party.join(plan, "a").close()).doesNotThrowAnyException();
  }

  private static PartyPlan with(PartyPlan plan, PlanStep changed, Map<String, String> arguments) {
    try (CkksContext context = CkksContext.open(plan.parameters())) {
      PartyPlan.Builder other = PartyPlan.builder(plan.algorithm(), context).providers(NAMES);
      arguments.forEach(other::argument);
      for (PlanStep step : plan.steps()) {
        other.step(step.name().equals(changed.name()) ? changed : step);
      }
      return other.build();
    }
  }

  @Test
  void join_oneOpeningMoreThanTheArgumentsGive_refusedByStepAndField() {
    PartyPlan plan = propose(Packing.DIAGONAL, settings().settings());
    OpeningStep looks = plan.step(TrainingSteps.LOOK_OPEN, OpeningStep.class);
    OpeningStep more =
        new OpeningStep(
            looks.places(),
            looks.protocol(),
            looks.limbs(),
            looks.logScale(),
            looks.ciphertextDeviation(),
            looks.values(),
            looks.maxAbs(),
            looks.openings() + 1,
            looks.rows(),
            looks.floodBits(),
            looks.source());

    assertThatThrownBy(() -> Party.join(with(plan, more, plan.arguments()), "a"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "cannot join: the plan is not the one that logistic-regression/1 gives for its"
                + " arguments, expected %d for openings in the step train/look-open, got %d"
                    .formatted(looks.openings(), looks.openings() + 1));
  }

  static Stream<Arguments> argumentsThatProgramsRead() {
    return Stream.of(
        Arguments.of(
            Packing.DIAGONAL, new String[] {"activationDepth 7", "blocks 7", "watchEvery 7"}),
        Arguments.of(Packing.COEFFICIENT, new String[] {"babySteps 7", "watchEvery 7"}));
  }

  /** Each argument decides something: with another the steps are another plan's, or none. */
  @ParameterizedTest
  @MethodSource("argumentsThatProgramsRead")
  void join_argumentChangedMissingOrAdded_refused(Packing packing, String[] readByPrograms) {
    PartyPlan plan = propose(packing, settings().settings());
    PlanStep same = plan.steps().get(0);
    List<String> taken = new ArrayList<>();
    for (String name : plan.arguments().keySet()) {
      for (String value : new String[] {null, "x", "7"}) {
        SortedMap<String, String> arguments = new TreeMap<>(plan.arguments());
        arguments.remove(name);
        if (value != null) {
          arguments.put(name, value);
        }
        PartyPlan other = with(plan, same, arguments);
        try {
          Party.join(other, "a").close();
          taken.add(name + " " + value);
        } catch (ParleyException e) {
          assertThat(e).hasMessageStartingWith("cannot ");
        }
      }
    }
    // Programs read these, or none does here: no step's number follows from them.
    assertThat(taken).containsExactly(readByPrograms);
    SortedMap<String, String> more = new TreeMap<>(plan.arguments());
    more.put("more", "1");
    assertThatThrownBy(() -> Party.join(with(plan, same, more), "a"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("expected the arguments");
  }

  @ParameterizedTest
  @ValueSource(strings = {"providers"})
  void join_layoutForOtherProviders_refused(String name) {
    PartyPlan plan = propose(Packing.ROW, settings().settings());
    SortedMap<String, String> arguments = new TreeMap<>(plan.arguments());
    arguments.put(name, "4");
    assertThatThrownBy(() -> Party.join(with(plan, plan.steps().get(0), arguments), "a"))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("its layout is for others, expected 3 providers, got 4");
  }

  /** As in a vault: nothing of Spark is on the class path. */
  @Test
  void require_withoutSpark_makesThePlan(@TempDir Path folder) throws Exception {
    PartyPlan plan = propose(Packing.DIAGONAL, settings().settings());
    OpeningStep reveal = plan.step(TrainingSteps.PREDICT, OpeningStep.class);
    OpeningStep more =
        new OpeningStep(
            reveal.places(),
            reveal.protocol(),
            reveal.limbs(),
            reveal.logScale(),
            reveal.ciphertextDeviation(),
            reveal.values(),
            reveal.maxAbs(),
            reveal.openings(),
            reveal.rows() + 1,
            reveal.floodBits(),
            reveal.source());

    assertThat(withoutSpark(folder, plan)).isEqualTo("0 ");
    assertThat(withoutSpark(folder, with(plan, more, plan.arguments())))
        .startsWith("1 ")
        .contains("for rows in the step predict/margins, got " + more.rows());
  }

  private static String withoutSpark(Path folder, PartyPlan plan) throws Exception {
    Path file = Files.write(folder.resolve("plan"), plan.toBytes());
    Path log = folder.resolve("log");
    String jars =
        Stream.of(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(entry -> !entry.contains("org/apache/spark") && !isSparkJar(entry))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dparley.insecure=true",
                "-cp",
                jars,
                WithoutSpark.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code = process.waitFor();
    return code + " " + Files.readString(log);
  }

  private static boolean isSparkJar(String entry) {
    return Path.of(entry).getFileName().toString().matches("spark-.*_2\\.13-4.*\\.jar");
  }
}

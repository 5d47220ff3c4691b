package parley.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.robust.attack.UniversalPerturbationModel;
import parley.robust.model.ModelStage;
import parley.robust.threat.HasThreat;
import parley.testing.LocalSpark;
import parley.testing.StageParams;

/**
 * What holds for every stage and evaluator, and each of its Params: a new one that lacks it fails
 * here. That the services name all of them is a test of the command line's module.
 */
class StagesContractIT {
  private static final Pattern SECRET =
      Pattern.compile("(?i)secret|passw|passphrase|token|credential|(private|secret)Key|keyShare");

  /** What stands for them is no value: it must be set, or is none. */
  private static final Map<String, Set<String>> WITHOUT_DEFAULT =
      Map.of(
          "ExactWorstCase", Set.of(),
          "FastGradientSign", Set.of(),
          "ProjectedGradientDescent", Set.of("idCol", "targetCol", "attackStep"),
          "UniversalPerturbation", Set.of("attackStep"),
          "UniversalPerturbationModel", Set.of("perturbation"),
          "AdversarialTrainer", Set.of("idCol", "layers", "attackStep", "epochs"),
          "PixelDp", Set.of("idCol"),
          "RandomizedSmoothing", Set.of("idCol"),
          "BaseRateEvaluator", Set.of("prevalence"));

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<Params> stages() {
    return StageContracts.all().stream();
  }

  static Stream<Params> ready() {
    return StageContracts.ready().stream();
  }

  static Stream<Params> pipelined() {
    return ready().filter(PipelineStage.class::isInstance);
  }

  static Stream<Arguments> params() {
    return StageContracts.all().stream()
        .flatMap(
            stage ->
                Arrays.stream(stage.params())
                    .map(
                        param -> {
                          Params copy = stage.copy(new ParamMap());
                          return Arguments.of(copy, param.name(), copy.getParam(param.name()));
                        }));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("params")
  void param_ofAStage_hasNameDocDefaultAndASetter(Params stage, String name, Param<?> param)
      throws ReflectiveOperationException {
    assertThat(stage.getClass().getMethod(name).invoke(stage)).isSameAs(param);
    assertThat(param.parent()).isEqualTo(stage.uid());
    assertThat(param.doc()).isNotBlank();
    assertThat(name).doesNotContainPattern(SECRET);
    assertThat(stage.hasDefault(param)).isEqualTo(hasDefault(stage, name));
    Object other = StageParams.other(stage, param);
    if (stage.hasDefault(param)) {
      assertThat(StageParams.value(stage, param)).isNotEqualTo(other);
    }

    assertThat(set(stage, param)).isSameAs(stage);

    assertThat(StageParams.value(stage, param)).isEqualTo(other);
    assertThat(Arrays.stream(stage.params()).filter(stage::isSet).map(Param::name))
        .as("what is set")
        .containsExactlyInAnyOrderElementsOf(
            name.startsWith("clip") ? List.of("clipLo", "clipHi") : List.of(name));
  }

  private static boolean hasDefault(Params stage, String name) {
    return !name.equals("perturbationEpsilon")
        && !name.equals("attackableFeatures")
        && !WITHOUT_DEFAULT.getOrDefault(stage.getClass().getSimpleName(), Set.of()).contains(name);
  }

  /** By its setter; bounds have one for both, and what a fit has learnt has none. */
  private static Object set(Params stage, Param<?> param) throws ReflectiveOperationException {
    Object other = StageParams.other(stage, param);
    if (param.name().startsWith("clip")) {
      return ((HasThreat<?>) stage)
          .setClip(Vectors.dense((double[]) other), Vectors.dense((double[]) other));
    } else if (stage instanceof UniversalPerturbationModel learnt
        && param == learnt.perturbation()) {
      return learnt.set(learnt.perturbation(), (double[]) other);
    }
    return StageParams.setter(stage, param).invoke(stage, other);
  }

  private static void setAll(Params stage) throws ReflectiveOperationException {
    for (Param<?> param : stage.params()) {
      set(stage, param);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stages")
  void params_keptInFields_areAllFound(Params stage) throws IllegalAccessException {
    assertThat(stage.params())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(StageParams.kept(stage));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stages")
  void copy_ofAStage_keepsEveryParamAndTakesTheMaps(Params stage)
      throws ReflectiveOperationException {
    setAll(stage);
    Params copy = stage.copy(new ParamMap());
    assertThat(copy).hasSameClassAs(stage);
    StageParams.assertSame(copy, stage);
    if (stage instanceof ModelStage<?> about) {
      assertThat(((ModelStage<?>) copy).model()).isSameAs(about.model());
    }
    for (Param<?> param : stage.params()) {
      copy.clear(param);
    }
    for (Param<?> param : stage.params()) {
      assertThat(stage.isSet(param)).as(param.name()).isTrue();
      ParamMap extra = new ParamMap();
      put(extra, param, StageParams.value(stage, param));
      assertThat(StageParams.value(copy.copy(extra), param))
          .as(param.name())
          .isEqualTo(StageParams.value(stage, param));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stages")
  void saveAndLoad_ofAStage_keepEveryParam(Params stage, @TempDir Path folder) throws Exception {
    setAll(stage);
    String path = folder.resolve("stage").toString();
    ((MLWritable) stage).save(path);

    Params loaded = (Params) stage.getClass().getMethod("load", String.class).invoke(null, path);

    StageParams.assertSame(loaded, stage);
    if (stage instanceof ModelStage<?> about) {
      assertThat(((ModelStage<?>) loaded).model().uid()).isEqualTo(about.model().uid());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pipelined")
  void schema_ofAStage_isTheDataWithItsColumnsBehind(Params stage) {
    StructType before = StageContracts.taken(stage);
    StructType after = StageContracts.look(spark, stage, before);
    assertThat(after.fields()).startsWith(before.fields()).hasSizeGreaterThan(before.size());
    for (StructField added : Arrays.asList(after.fields()).subList(before.size(), after.size())) {
      assertThatThrownBy(() -> StageContracts.look(spark, stage, before.add(added)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot add column " + added.name());
    }
  }

  static Stream<Arguments> columns() {
    return StageContracts.all().stream()
        .flatMap(
            stage ->
                Arrays.stream(stage.params())
                    .map(Param::name)
                    .filter(name -> name.endsWith("Col"))
                    .map(name -> Arguments.of(stage.getClass().getSimpleName(), name)));
  }

  /** Read by one of a class's metrics at least, or added and then refused where it is there. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("columns")
  void column_thatIsMissingOfAnotherTypeOrInTheWay_isRefusedByName(String type, String name) {
    List<Params> stages =
        ready().filter(stage -> stage.getClass().getSimpleName().equals(type)).toList();
    assertThat(stages).isNotEmpty();
    assertThat(stages)
        .anySatisfy(
            stage -> {
              StructType schema = StageContracts.taken(stage);
              String own = (String) StageParams.value(stage, stage.getParam(name));
              boolean read = List.of(schema.fieldNames()).contains(own);
              StructType odd = schema.add("odd one", DataTypes.BinaryType);
              stage.set(stage.getParam(name), "odd one");
              assertRefused(
                  stage, odd, read ? "cannot use column odd one" : "cannot add column odd one");
              if (read) {
                assertRefused(stage, schema, "odd one");
              }
            });
  }

  private static void assertRefused(Params stage, StructType schema, String message) {
    assertThat(catchThrowable(() -> StageContracts.look(spark, stage, schema)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot ")
        .hasMessageContaining(message);
  }

  @SuppressWarnings("unchecked")
  private static void put(ParamMap map, Param<?> param, Object value) {
    map.put((Param<Object>) param, value);
  }
}

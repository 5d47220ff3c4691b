package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;
import parley.fl.report.FitReport;
import parley.testing.LocalSpark;
import parley.testing.StageParams;

/** What holds for each Param of estimator and model: a new one without its setter fails here. */
class StageParamsContractTest {
  private static final Set<String> OF_THE_MODEL =
      Set.of(
          "featuresCol",
          "keyStore",
          "keyStorePassphraseFrom",
          "policy",
          "predictionCol",
          "probabilityCol",
          "querierKey",
          "querierKeyPassphraseFrom",
          "querierPublicKey",
          "rawPredictionCol",
          "roundTimeout",
          "threshold",
          "vault");

  /** What stands for them is no value: none, or what the training finds. */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of(
          "checkpointPath",
          "featureRanges",
          "keyStore",
          "keyStorePassphraseFrom",
          "logRingDimension",
          "partitionProviders",
          "plan",
          "policy",
          "providerCol",
          "querierKey",
          "querierKeyPassphraseFrom",
          "querierPublicKey",
          "regParam",
          "rowBound",
          "rowsPerOpening",
          "vault",
          "weightCol");

  /** By the estimator: another word, or where a Param that belongs to it is missing or a file. */
  private static final Set<String> REFUSED_ALONE =
      Set.of("checkpointPath", "family", "fitIntercept", "plan", "querierPublicKey", "release");

  static Stream<Params> stages() {
    return Stream.of(new FederatedLogisticRegression("estimator"), model());
  }

  /** Each with a stage of its own. */
  static Stream<Arguments> params() {
    return stages()
        .flatMap(stage -> Arrays.stream(stage.params()).map(p -> fresh(stage, p.name())));
  }

  private static Arguments fresh(Params stage, String name) {
    Params copy = stage.copy(new ParamMap());
    return Arguments.of(copy, name, copy.getParam(name));
  }

  /** But the cut of probabilities and the model's features, which are read with the rows. */
  static Stream<Arguments> toldParams() {
    return params()
        .filter(a -> !a.get()[1].equals("threshold"))
        .filter(
            a ->
                !a.get()[1].equals("featuresCol")
                    || a.get()[0] instanceof FederatedLogisticRegression);
  }

  @ParameterizedTest(name = "{0} {1}", autoCloseArguments = false)
  @MethodSource("params")
  void param_ofAStage_hasNameDocDefaultAndASetter(Params stage, String name, Param<?> param)
      throws ReflectiveOperationException {
    assertThat(stage.getClass().getMethod(name).invoke(stage)).isSameAs(param);
    assertThat(param.parent()).isEqualTo(stage.uid());
    assertThat(param.doc()).isNotBlank();
    assertThat(stage.hasDefault(param)).isEqualTo(!WITHOUT_DEFAULT.contains(name));
    Object other = StageParams.other(stage, param);
    if (stage.hasDefault(param)) {
      assertThat(StageParams.value(stage, param)).isNotEqualTo(other);
    }

    assertThat(StageParams.setter(stage, param).invoke(stage, other)).isSameAs(stage);

    assertThat(StageParams.value(stage, param)).isEqualTo(other);
    assertThat(stage.extractParamMap().toSeq().size())
        .as("one Param is set, and no other")
        .isEqualTo((int) defaults(stage) + (WITHOUT_DEFAULT.contains(name) ? 1 : 0));
  }

  @ParameterizedTest(name = "{0} {1}", autoCloseArguments = false)
  @MethodSource("toldParams")
  void param_ofAStage_isHeeded(Params stage, String name, Param<?> param)
      throws ReflectiveOperationException {
    List<Object> before = told(stage);
    StageParams.setter(stage, param).invoke(stage, StageParams.other(stage, param));

    if (REFUSED_ALONE.contains(name) && stage instanceof FederatedLogisticRegression) {
      assertThatThrownBy(() -> told(stage)).hasMessageContaining("cannot");
    } else {
      assertThat(told(stage)).usingRecursiveComparison().isNotEqualTo(before);
    }
  }

  /** All that the stage does its work by. */
  private static List<Object> told(Params stage) {
    if (stage instanceof FederatedLogisticRegression estimator) {
      return List.of(
          estimator.settings(),
          estimator.inputColumns(),
          estimator.probabilityParams().outputColumns(estimator));
    }
    FederatedLogisticRegressionModel model = (FederatedLogisticRegressionModel) stage;
    return List.of(model.settings(), model.probabilityParams().outputColumns(model));
  }

  private static long defaults(Params stage) {
    return Arrays.stream(stage.params()).filter(stage::hasDefault).count();
  }

  @Test
  void params_ofBothStages_areThoseThatSavedOnesHave() {
    List<String> estimator = StageParams.names(new FederatedLogisticRegression());
    assertThat(estimator).hasSize(41).isSorted().containsAll(OF_THE_MODEL);
    assertThat(estimator).containsAll(WITHOUT_DEFAULT);
    assertThat(StageParams.names(model()))
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(OF_THE_MODEL);
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("stages")
  void params_keptInFields_areAllFound(Params stage) throws IllegalAccessException {
    assertThat(stage.params()).containsExactlyInAnyOrderElementsOf(StageParams.kept(stage));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("stages")
  void copy_ofAStage_keepsEveryParamAndTakesTheMaps(Params stage)
      throws ReflectiveOperationException {
    StageParams.setAll(stage);
    Params copy = stage.copy(new ParamMap());
    StageParams.assertSame(copy, stage);
    for (Param<?> param : stage.params()) {
      copy.clear(param);
    }
    for (Param<?> param : stage.params()) {
      assertThat(stage.isSet(param)).as(param.name()).isTrue();
      ParamMap extra = new ParamMap();
      put(extra, param, StageParams.other(stage, param));
      assertThat(StageParams.value(copy.copy(extra), param))
          .as(param.name())
          .isEqualTo(StageParams.other(stage, param));
    }
    assertThat(stage.explainParams().lines().map(line -> line.substring(0, line.indexOf(':'))))
        .containsExactlyElementsOf(StageParams.names(stage));
  }

  @Test
  void saveAndLoad_ofStages_keepEveryParam(@TempDir Path folder) throws Exception {
    FederatedLogisticRegression estimator =
        StageParams.setAll(new FederatedLogisticRegression("estimator"));
    FederatedLogisticRegressionModel model = StageParams.setAll(model());
    try (SparkSession spark = LocalSpark.session()) {
      assertThat(spark.version()).isNotEmpty();
      estimator.save(folder.resolve("e").toString());
      model.write().save(folder.resolve("m").toString());
      StageParams.assertSame(
          FederatedLogisticRegression.load(folder.resolve("e").toString()), estimator);
      StageParams.assertSame(
          FederatedLogisticRegressionModel.load(folder.resolve("m").toString()), model);
    }
  }

  @Test
  void serialisation_ofTheEstimator_keepsEveryParam() throws Exception {
    FederatedLogisticRegression estimator =
        StageParams.setAll(new FederatedLogisticRegression("estimator"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(estimator);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      StageParams.assertSame((Params) in.readObject(), estimator);
    }
  }

  @SuppressWarnings("unchecked")
  private static void put(ParamMap map, Param<?> param, Object value) {
    map.put((Param<Object>) param, value);
  }

  private static FederatedLogisticRegressionModel model() {
    SealedModel sealed =
        new SealedModel(
            2,
            true,
            Standardization.of(new double[] {1, 2}, new double[] {3, 4}, 10),
            List.of(new byte[] {1}),
            new byte[] {1, 2, 3},
            Map.of("layout", "columns"));
    return new FederatedLogisticRegressionModel(
        "model", Learnt.sealed(sealed, FitReport.builder("t", "encrypted").sealed(true).build()));
  }
}

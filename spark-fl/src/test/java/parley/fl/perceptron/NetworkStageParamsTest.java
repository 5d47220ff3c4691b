package parley.fl.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.classification.FederatedMultilayerPerceptron;
import parley.fl.classification.FederatedMultilayerPerceptronModel;
import parley.fl.regression.FederatedMultilayerPerceptronRegressor;
import parley.fl.regression.FederatedMultilayerPerceptronRegressorModel;
import parley.fl.settings.TrainingSettings;
import parley.testing.LocalSpark;
import parley.testing.StageParams;

/** What holds for each Param of the stages of networks: a new one without its setter fails here. */
class NetworkStageParamsTest {
  /** What stands for them is no value: none, or what the rows say. */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of(
          "batchSize",
          "checkpointPath",
          "classWeights",
          "featureRanges",
          "imageShape",
          "initialModel",
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
          "rowBound",
          "rowsPerOpening",
          "steps",
          "vault",
          "weightCol");

  /** Another word, another range, or where a Param that belongs to it is missing. */
  private static final Set<String> REFUSED_ALONE =
      Set.of(
          "activation",
          "checkpointPath",
          "classWeights",
          "imageShape",
          "inputMap",
          "packing",
          "plan",
          "querierPublicKey",
          "schedule",
          "steps");

  /** Read with the rows. */
  private static final Set<String> OF_THE_ROWS =
      Set.of(
          "featuresCol",
          "initialModel",
          "labelCol",
          "partitionProviders",
          "pixelRange",
          "predictionCol",
          "probabilityCol",
          "providerCol",
          "rawPredictionCol",
          "threshold",
          "weightCol");

  static Stream<Params> stages() {
    return Stream.of(
        new FederatedMultilayerPerceptron("e").setProtection("plain"),
        new FederatedMultilayerPerceptronRegressor("r").setProtection("plain"),
        new FederatedMultilayerPerceptronModel(),
        new FederatedMultilayerPerceptronRegressorModel());
  }

  static Stream<Arguments> params() {
    return stages()
        .flatMap(
            stage ->
                Arrays.stream(stage.params())
                    .map(
                        p -> {
                          Params copy = stage.copy(new ParamMap());
                          return Arguments.of(copy, p.name(), copy.getParam(p.name()));
                        }));
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
    assertThat(StageParams.setter(stage, param).invoke(stage, other)).isSameAs(stage);
    assertThat(StageParams.value(stage, param)).isEqualTo(other);
  }

  @ParameterizedTest(name = "{0} {1}", autoCloseArguments = false)
  @MethodSource("params")
  void param_ofAnEstimator_isHeeded(Params stage, String name, Param<?> param)
      throws ReflectiveOperationException {
    if (!(stage instanceof NetworkStage<?> estimator)
        || OF_THE_ROWS.contains(name)
        || name.equals("protection")) {
      return;
    }
    boolean classes = stage instanceof FederatedMultilayerPerceptron;
    TrainingSettings before = NetworkFit.settings(estimator, 5, classes);
    Object other = name.equals("featureClip") ? (Object) 2.0 : StageParams.other(stage, param);
    StageParams.setter(stage, param).invoke(stage, other);

    if (REFUSED_ALONE.contains(name)) {
      assertThatThrownBy(() -> NetworkFit.settings(estimator, 5, classes))
          .hasMessageContaining("cannot");
    } else {
      assertThat(NetworkFit.settings(estimator, 5, classes))
          .usingRecursiveComparison()
          .isNotEqualTo(before);
    }
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("stages")
  void params_keptInFields_areAllFoundAndCopied(Params stage) throws ReflectiveOperationException {
    assertThat(stage.params()).containsExactlyInAnyOrderElementsOf(StageParams.kept(stage));
    StageParams.setAll(stage);
    StageParams.assertSame(stage.copy(new ParamMap()), stage);
  }

  @Test
  void saveAndLoad_ofEstimators_keepEveryParam(@TempDir Path folder) throws Exception {
    List<Params> estimators = stages().filter(s -> s instanceof NetworkStage<?>).toList();
    try (SparkSession spark = LocalSpark.session()) {
      assertThat(spark.version()).isNotEmpty();
      for (Params stage : estimators) {
        StageParams.setAll(stage);
        String path = folder.resolve(stage.uid()).toString();
        ((MLWritable) stage).write().save(path);
        StageParams.assertSame(
            stage instanceof FederatedMultilayerPerceptron
                ? FederatedMultilayerPerceptron.load(path)
                : FederatedMultilayerPerceptronRegressor.load(path),
            stage);
      }
    }
  }

  @Test
  void setters_wrongNumbers_refuseAtOnce() {
    for (String name : List.of("batchSize", "maxIter")) {
      FederatedMultilayerPerceptron stage = new FederatedMultilayerPerceptron();
      assertThatThrownBy(() -> StageParams.setter(stage, stage.getParam(name)).invoke(stage, 0))
          .isInstanceOf(InvocationTargetException.class)
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
  }
}

package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.SparkForTests;
import parley.fl.optim.Algorithm;
import parley.fl.settings.CheckpointSettings;
import parley.fl.settings.DescentSettings;
import parley.fl.settings.LinearSettings;
import parley.fl.settings.Protection;
import parley.fl.settings.ProtectionSettings;
import parley.fl.settings.SiteSettings;
import parley.fl.settings.TrainingSettings;

/** What is refused before any work. */
class FederatedLogisticRegressionParamsTest {

  static Stream<Arguments> refused() {
    return Stream.of(
        bad("degree with a negative lead", e -> e.setDegree(7), "diverges"),
        bad("even degree", e -> e.setDegree(4), "expected an odd degree"),
        bad("lopsided", e -> e.setInterval(new double[] {-3, 4}), "interval around 0"),
        bad(
            "no intercept under means",
            e -> e.setFitIntercept(false),
            "expected fitIntercept true or standardization none, got false and collective"),
        bad("algorithm", e -> e.setAlgorithm("adam"), "got adam"),
        bad("protection", e -> e.setProtection("masked"), "got masked"),
        bad("standardization", e -> e.setStandardization("minmax"), "got minmax"),
        bad(
            "packing",
            e -> e.setPacking("column"),
            "expected auto, diagonal, row or coefficient, got column"),
        bad("approximation", e -> e.setApproximation("taylor"), "got taylor"),
        bad("ranges without ranges", e -> e.setStandardization("ranges"), "got no ranges"),
        bad(
            "ranges without a bound",
            e -> e.setStandardization("ranges").setFeatureRanges(new double[][] {{0, 1}}),
            "got no bound"),
        bad(
            "querier here and apart",
            e -> e.setQuerierKey("/k/key").setQuerierPublicKey("/k/public"),
            "expected querierKey (it runs this process) or querierPublicKey"),
        bad(
            "querier apart without a plan",
            e -> e.setQuerierPublicKey("/k/public"),
            "expected the plan that its public key was made for"),
        bad("unknown column", e -> e.setFeaturesCol("f"), "cannot find column f"),
        bad("text label", e -> e.setLabelCol("provider"), "for the label"),
        bad("column in the way", e -> e.setPredictionCol("label"), "cannot add column label"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void transformSchema_badParam_isRefused(
      String name, UnaryOperator<FederatedLogisticRegression> change, String message) {
    FederatedLogisticRegression estimator = change.apply(new FederatedLogisticRegression());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> estimator.transformSchema(SparkForTests.SCHEMA))
        .withMessageContaining(message);
  }

  @Test
  void transformSchema_defaults_addThreeColumns() {
    assertThat(new FederatedLogisticRegression().transformSchema(SparkForTests.SCHEMA).fieldNames())
        .containsExactly(
            "provider", "features", "label", "rawPrediction", "probability", "prediction");
    assertThat(
            new FederatedLogisticRegression()
                .transformSchema(SparkForTests.SCHEMA)
                .apply("prediction")
                .dataType())
        .isEqualTo(DataTypes.DoubleType);
  }

  @Test
  void settings_ofNothingSet_areTheDocumentedDefaults() {
    TrainingSettings told = new FederatedLogisticRegression().settings();
    assertThat(told.descent())
        .isEqualTo(new DescentSettings(Algorithm.NESTEROV, 40, OptionalDouble.empty(), true, 10));
    assertThat(told.standardization().collective()).isTrue();
    assertThat(told.standardization().featureClip()).isEqualTo(10);
    assertThat(told.protection())
        .isEqualTo(
            new ProtectionSettings(
                Protection.ENCRYPTED,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false,
                OptionalInt.empty(),
                false));
    Optional<String> nowhere = Optional.empty();
    assertThat(told.site())
        .isEqualTo(
            new SiteSettings(
                nowhere,
                nowhere,
                nowhere,
                nowhere,
                nowhere,
                nowhere,
                nowhere,
                Duration.ofMinutes(2)));
    assertThat(told.checkpoint()).isEqualTo(new CheckpointSettings(nowhere, 5, false));
    assertThat(LinearSettings.of(told).family().adaptive()).isPresent();
  }

  @Test
  void explainParams_namesEveryParam_andHoldsNoKey() {
    String text = new FederatedLogisticRegression().setQuerierKey("/k/q.key").explainParams();
    assertThat(text)
        .contains("regParam", "providerCol", "protection", "querierKey", "current: /k/q.key");
    assertThat(new FederatedLogisticRegression().params()).hasSize(41);
  }

  private static Arguments bad(
      String name, UnaryOperator<FederatedLogisticRegression> change, String message) {
    return Arguments.of(name, change, message);
  }
}

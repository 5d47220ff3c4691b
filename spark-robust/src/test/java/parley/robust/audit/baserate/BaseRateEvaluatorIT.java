package parley.robust.audit.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.testing.LocalSpark;

class BaseRateEvaluatorIT {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  /** 20 positive rows, 18 of them found; 100 negative rows, 9 of them called positive. */
  private static Dataset<Row> screened() {
    return screened(2);
  }

  private static Dataset<Row> screened(int parts) {
    return SPARK
        .range(0, 120, 1, parts)
        .selectExpr("int(id < 20) label", "double(id < 18 or id between 20 and 28) prediction");
  }

  @Test
  void evaluate_atAPrevalence_isTheGoldenAtAnyPartitions() {
    assertThat(at(.01).evaluate(screened())).isCloseTo(.0917431193, within(1e-10));
    assertThat(at(.01).setMetricName("npv").evaluate(screened()))
        .isCloseTo(.91 * .99 / (.91 * .99 + .1 * .01), within(1e-12));
    assertThat(at(.01).report(screened(200)).rate().ppv())
        .isEqualTo(at(.01).report(screened(1)).rate().ppv());
  }

  @Test
  void report_goodAccuracyAndBadPpv_warns() {
    BaseRateReport report = at(.01).report(screened());

    assertThat(report.dataAccuracy()).isEqualTo(109.0 / 120);
    assertThat(report.rate().counts()).isEqualTo(new RateCounts(18, 20, 9, 100, .95));
    assertThat(report.rate().ppv().interval()).isNotNull();
    assertThat(report.warnings()).singleElement().asString().contains("looks good", "9.174 %");
    assertThat(at(.5).report(screened()).warnings()).isEmpty();
    assertThat(at(.01).setWantedPpv(.09).report(screened()).warnings()).isEmpty();
  }

  @Test
  void evaluate_nobodyCalledPositive_isTheWorstValue() {
    Dataset<Row> none = screened().withColumn("prediction", org.apache.spark.sql.functions.lit(0));

    assertThat(at(.01).evaluate(none)).isZero();
    assertThat(at(.01).report(none).rate().ppv().isDefined()).isFalse();
  }

  @Test
  void saveAndCopy_keepParams() throws Exception {
    BaseRateEvaluator evaluator = at(.01).setWantedPpv(.2).setMetricName("npv").setConfidence(.9);
    evaluator.write().save(folder.resolve("e").toString());

    assertThat(BaseRateEvaluator.load(folder.resolve("e").toString()).explainParams())
        .isEqualTo(evaluator.explainParams());
    assertThat(evaluator.copy(org.apache.spark.ml.param.ParamMap.empty()).explainParams())
        .isEqualTo(evaluator.explainParams());
    assertThat(evaluator.isLargerBetter()).isTrue();
  }

  /** Spark Connect makes evaluators that are listed, and no others. */
  @Test
  void services_listTheEvaluators() {
    assertThat(ServiceLoader.load(Evaluator.class).stream().map(p -> p.type().getSimpleName()))
        .contains(
            "BaseRateEvaluator",
            "ConsistencyEvaluator",
            "LipschitzEvaluator",
            "RobustnessEvaluator");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        caller(() -> new BaseRateEvaluator().evaluate(screened()), "no prevalence is set"),
        caller(() -> at(1.5), "prevalence given invalid value 1.5"),
        caller(() -> at(.1).setWantedPpv(0), "wantedPpv given invalid value 0.0"),
        caller(() -> at(.1).setMetricName("accuracy"), "metricName given invalid value"),
        caller(() -> at(.1).setLabelCol("y").evaluate(screened()), "cannot find column y"),
        data(
            () -> at(.1).evaluate(SPARK.sql("select 1 label, 1 prediction union all select 2, 0")),
            "1 rows have something else than 0 or 1 in label or prediction"),
        data(
            () ->
                at(.1)
                    .evaluate(
                        SPARK.sql("select 1 label, int(null) prediction union all select 0, 0")),
            "1 rows have something else"),
        data(
            () -> at(.1).evaluate(SPARK.sql("select 1 label, 1 prediction")),
            "expected rows labelled 1 and rows labelled 0, got 1 and 0"),
        data(() -> at(.1).evaluate(screened().limit(0)), "got 0 and 0"));
  }

  private static BaseRateEvaluator at(double prevalence) {
    return new BaseRateEvaluator().setPrevalence(prevalence);
  }

  private static Arguments caller(ThrowingCallable code, String message) {
    return Arguments.of(code, IllegalArgumentException.class, message);
  }

  private static Arguments data(ThrowingCallable code, String message) {
    return Arguments.of(code, InvalidDataException.class, message);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void use_badInput_saysWhatIsWrong(ThrowingCallable code, Class<?> family, String message) {
    assertThat(catchThrowable(code)).isInstanceOf(family).hasMessageContaining(message);
  }
}

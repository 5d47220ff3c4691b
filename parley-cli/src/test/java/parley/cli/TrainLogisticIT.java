package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.classification.FederatedLogisticRegressionModel;

/** Training from the command line, in clear: everything but the encryption is the same. */
class TrainLogisticIT {
  @TempDir private Path folder;

  private static Cli.Run train(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(Cli.trainBreastCancer("--protection", "plain")));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  private static JsonNode json(Cli.Run run) throws Exception {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    return new ObjectMapper().readTree(run.out());
  }

  /** The reference is scikit-learn's logistic regression with C = 1 on the same split. */
  @Test
  void train_breastCancerByTheDefaults_isAsGoodAsPooledTraining() throws Exception {
    JsonNode result = json(train("--test-every", "5", "--output", "json"));

    assertThat(result.get("accuracy").asDouble()).isCloseTo(0.9649, within(0.005));
    assertThat(result.get("auc").asDouble()).isCloseTo(0.9963, within(0.005));
    assertThat(result.get("trainRows").asInt()).isEqualTo(455);
    assertThat(result.get("testRows").asInt()).isEqualTo(114);
    assertThat(result.get("features").asInt()).isEqualTo(30);
    assertThat(result.get("providers").asInt()).isEqualTo(10);
    assertThat(result.get("iterations").asInt()).isEqualTo(40);
    assertThat(result.get("protection").asText()).isEqualTo("plain");
    assertThat(result.get("simulated").asBoolean()).isTrue();
    assertThat(result.get("sealed").asBoolean()).isFalse();
    assertThat(result.get("refreshes").asInt()).isZero();
    assertThat(result.get("bytesPerProvider").asLong()).isPositive();
  }

  @Test
  void train_json_hasTheAgreedNamesInOrder() throws Exception {
    Path report = folder.resolve("report.json");
    JsonNode result =
        json(
            train(
                "--features",
                "mean_area",
                "--reveal-weights",
                "--report",
                report.toString(),
                "--output",
                "json"));

    assertThat(result.fieldNames())
        .toIterable()
        .containsExactly(
            "accuracy",
            "auc",
            "trainRows",
            "testRows",
            "droppedRows",
            "features",
            "providers",
            "protection",
            "simulated",
            "sealed",
            "iterations",
            "rounds",
            "refreshes",
            "opened",
            "bytesPerProvider",
            "parameters",
            "seconds",
            "warnings",
            "largestMargin",
            "range",
            "converged",
            "activationError",
            "activationProbabilityError",
            "clippedShare",
            "weights",
            "coefficients",
            "intercept",
            "standardErrors",
            "statistics",
            "pValues",
            "lower",
            "upper",
            "maxWeightError",
            "exactWeightError",
            "exactProbabilityError");
    assertThat(result.get("accuracy").isNull()).isTrue();
    assertThat(result.get("auc").isNull()).isTrue();
    assertThat(result.get("opened").fieldNames())
        .toIterable()
        .containsExactly("toQuerier", "toAll");
    assertThat(result.get("seconds").fieldNames())
        .toIterable()
        .containsExactly("prepare", "train", "predict", "total");
    assertThat(result.get("weights").get("coefficients").has("mean_area")).isTrue();
    assertThat(result.get("coefficients")).isEqualTo(result.get("weights").get("coefficients"));
    assertThat(result.get("intercept")).isEqualTo(result.get("weights").get("intercept"));
    assertThat(result.get("standardErrors").fieldNames())
        .toIterable()
        .containsExactly("mean_area", "(intercept)");
    assertThat(result.get("pValues").get("mean_area").asDouble()).isBetween(0.0, 1e-10);
    assertThat(report)
        .content()
        .contains("\"coefficients\":[{\"name\":\"mean_area\",\"estimate\":0.");
    assertThat(result.get("maxWeightError").asDouble()).isZero();
    assertThat(result.get("range").asDouble()).isBetween(4.0, 64.0);
    assertThat(result.get("activationError").asDouble()).isBetween(1e-9, 2.0);
    assertThat(result.get("exactWeightError").asDouble()).isBetween(1e-9, 10.0);
  }

  @ParameterizedTest
  @CsvSource({
    "--max-iter 1, the training has not converged",
    "--reg-param 0.1, a penalty pulls the"
  })
  void train_withoutStandardErrors_saysWhy(String how, String reason) throws Exception {
    List<String> words = new ArrayList<>(List.of(how.split(" ")));
    words.addAll(List.of("--features", "mean_area", "--reveal-weights", "--output", "json"));
    JsonNode result = json(train(words.toArray(String[]::new)));
    assertThat(result.get("standardErrors").isNull()).isTrue();
    assertThat(result.get("coefficients").has("mean_area")).isTrue();
    assertThat(result.get("reasons").get("standardErrors").asText()).startsWith(reason);
  }

  @Test
  void train_modelOutAndReport_canBePredictedWithAndInspected() throws Exception {
    Path model = folder.resolve("model");
    Path report = folder.resolve("report.html");
    Path rows =
        Cli.write(
            folder.resolve("rows.csv"), "mean_texture,id,mean_area\n10,a,300\n30,b,2000\n,c,1\n");

    Cli.Run run =
        train(
            "--features",
            "mean_area,mean_texture",
            "--max-iter",
            "10",
            "--model-out",
            model.toString(),
            "--report",
            report.toString());
    Cli.Run predicted = Cli.run("predict", "--model", model.toString(), "--data", rows.toString());
    Cli.Run inspected = Cli.run("inspect", model.toString(), "--output", "json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(report).content().startsWith("<!DOCTYPE html>").contains("plain");
    assertThat(Files.list(folder)).hasSize(3);
    assertThat(predicted.out().lines().toList()).hasSize(3);
    assertThat(predicted.out().lines().toList().get(0)).isEqualTo("row,probability,prediction");
    assertThat(predicted.out().lines().toList().get(1)).startsWith("0,0.").endsWith(",0");
    assertThat(predicted.out().lines().toList().get(2)).startsWith("1,0.").endsWith(",1");
    assertThat(predicted.err()).contains("1 rows with missing values left out");
    assertThat(new ObjectMapper().readTree(inspected.out()).get("positive").asText())
        .isEqualTo("malignant");
    assertThat(FederatedLogisticRegressionModel.load(model.toString()).numFeatures()).isEqualTo(2);
  }

  @Test
  void train_everyRoundAndRemark_goesToStandardError() {
    Cli.Run run = train("--max-iter", "3", "--features", "mean_area");

    assertThat(run.err()).contains("1 of 3", "2 of 3", "3 of 3");
    assertThat(run.out()).startsWith("569 training rows at 10 providers").contains("Opened");
    assertThat(run.out()).doesNotContain("1 of 3");
  }

  @Test
  void train_providerColumnConstantFeatureAndOneSidedProvider_allowed() throws Exception {
    StringBuilder text = new StringBuilder("x,one,y,site\n");
    IntStream.range(0, 60)
        .forEach(
            i ->
                text.append(i % 10)
                    .append(",1,")
                    .append(i % 3 == 0 || i % 10 > 6 ? "yes" : "no")
                    .append(i % 3 == 0 ? ",north" : i % 3 == 1 ? ",south" : ",west")
                    .append('\n'));
    Path file = Cli.write(folder.resolve("sites.csv"), text.toString());

    JsonNode result =
        json(
            Cli.run(
                "train",
                "logistic",
                "--data",
                file.toString(),
                "--label",
                "y",
                "--positive",
                "yes",
                "--provider-column",
                "site",
                "--protection",
                "plain",
                "--max-iter",
                "20",
                "--reveal-weights",
                "--output",
                "json",
                "--test-data",
                file.toString()));

    assertThat(result.get("providers").asInt()).isEqualTo(3);
    assertThat(result.get("testRows").asInt()).isEqualTo(60);
    assertThat(result.get("weights").get("coefficients").get("one").asDouble())
        .isCloseTo(0, within(1e-9));
    assertThat(result.get("weights").get("coefficients").get("x").asDouble()).isPositive();
  }

  @Test
  void train_twoProvidersWhenAsked_allowed() throws Exception {
    JsonNode result =
        json(
            train(
                "--providers",
                "2",
                "--allow-two-providers",
                "--max-iter",
                "1",
                "--features",
                "mean_area",
                "--output",
                "json"));

    assertThat(result.get("providers").asInt()).isEqualTo(2);
  }

  /** Text features, a decimal comma, other words for missing: trained, saved and predicted with. */
  @Test
  void train_oneHotAndOtherSettings_arePredictedWithAlike() throws Exception {
    StringBuilder text = new StringBuilder(";ward;x;y;site\n");
    IntStream.range(0, 90)
        .forEach(
            i ->
                text.append(i)
                    .append(i % 2 == 0 ? ";2F;" : ";017;")
                    .append(i % 10 == 7 ? "-99" : i % 7 + ",5")
                    .append(i % 2 == 0 || i % 7 > 4 ? ";yes;" : ";no;")
                    .append(i % 3 == 0 ? "North\n" : i % 3 == 1 ? "north\n" : "west\n"));
    Path file = Cli.write(folder.resolve("wards.csv"), text.toString());
    Path levels = Cli.write(folder.resolve("levels.json"), "{\"ward\":[\"2F\",\"017\",\"3A\"]}");
    String[] how = {"--separator", ";", "--decimal", ",", "--missing", "-99"};
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "logistic",
                "--data",
                file.toString(),
                "--label",
                "y",
                "--positive",
                "yes",
                "--provider-column",
                "site",
                "--exclude",
                "unnamed",
                "--one-hot",
                "ward",
                "--levels",
                levels.toString(),
                "--protection",
                "plain",
                "--max-iter",
                "20",
                "--reveal-weights",
                "--model-out",
                folder.resolve("m").toString(),
                "--report",
                folder.resolve("r.json").toString(),
                "--output",
                "json"));
    words.addAll(List.of(how));

    Cli.Run run = Cli.run(words.toArray(String[]::new));
    JsonNode result = json(run);

    assertThat(run.err())
        .contains("warning: values of column 'site'", "'North', 'north'")
        .contains("9 rows with missing values left out (x 9)");
    assertThat(result.get("droppedRows").get("rows").asInt()).isEqualTo(9);
    assertThat(result.get("droppedRows").get("byColumn").get("x").asInt()).isEqualTo(9);
    JsonNode weights = result.get("weights").get("coefficients");
    assertThat(weights.fieldNames()).toIterable().containsExactly("ward=017", "ward=3A", "x");
    assertThat(weights.get("ward=017").asDouble()).isNegative();
    assertThat(folder.resolve("r.json"))
        .content()
        .contains("9 of 90 of " + file, "values are missing: x 9", "differ in case or blanks");
    List<String> predict =
        new ArrayList<>(
            List.of(
                "predict", "--model", folder.resolve("m").toString(), "--data", file.toString()));
    predict.addAll(List.of(how));
    Cli.Run predicted = Cli.run(predict.toArray(String[]::new));
    assertThat(predicted.code()).as(predicted.err()).isZero();
    assertThat(predicted.out().lines()).hasSize(82);
    assertThat(predicted.out().lines().skip(1).filter(line -> line.endsWith(",1")).count())
        .isGreaterThan(40);
  }
}

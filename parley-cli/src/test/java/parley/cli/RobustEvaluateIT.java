package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.robust.evaluation.RobustnessReport;

/**
 * On the breast cancer rows of the examples, which are those of WDBC. Figures are scikit-learn's
 * and the Adversarial Robustness Toolbox's for logistic regression with C = 1.
 */
class RobustEvaluateIT {
  private static final double[] EPSILONS = {.01, .02, .05, .1, .2};
  private static final double[] ACCURACIES = {.929825, .921053, .789474, .456140, .035088};

  @TempDir private Path folder;

  @Test
  void evaluate_logistic_isTheToolboxesFigures() throws Exception {
    for (String attack : List.of("fgsm", "pgd", "exact")) {
      JsonNode json = json("--attack", attack, "--attack-iterations", "20", "--clip", "0,1");

      assertThat(json.get("cleanAccuracy").asDouble()).isCloseTo(.956140, within(1e-6));
      assertThat(json.get("trainRows").asInt()).isEqualTo(455);
      assertThat(json.get("testRows").asInt()).isEqualTo(114);
      assertThat(json.get("seconds").asDouble()).isPositive();
      assertThat(json.get("robustAccuracy")).hasSize(EPSILONS.length);
      for (int k = 0; k < EPSILONS.length; k++) {
        JsonNode point = json.get("robustAccuracy").get(k);
        assertThat(point.get("epsilon").asDouble()).isEqualTo(EPSILONS[k]);
        assertThat(point.get("accuracy").asDouble())
            .as("%s at %s", attack, EPSILONS[k])
            .isCloseTo(ACCURACIES[k], within(1e-6));
      }
    }
  }

  /** The robust accuracy at .05 of the model trained exactly at .05, and its clean accuracy. */
  @Test
  void evaluate_adversarialTraining_isTheReferencesFigures() throws Exception {
    JsonNode json =
        json("--attack", "exact", "--adversarial-training", ".05", "--reg-param", "0.002197802");

    assertThat(json.get("cleanAccuracy").asDouble()).isCloseTo(.929825, within(1e-6));
    assertThat(json.get("robustAccuracy").get(2).get("accuracy").asDouble())
        .isCloseTo(.885965, within(1e-6));
  }

  @Test
  void evaluate_withReport_comparesAttacksAndCertifies() throws Exception {
    Path page = folder.resolve("r.html");
    Path data = folder.resolve("r.json");
    JsonNode json =
        json(
            "--attack",
            "universal",
            "--attack-iterations",
            "5",
            "--smoothing-sigma",
            "0.25",
            "--smoothing-samples",
            "500",
            "--report",
            page.toString(),
            "--report",
            data.toString());

    assertThat(json.get("certifiedAccuracy")).hasSize(EPSILONS.length);
    RobustnessReport report = RobustnessReport.fromJson(Files.readString(data));
    assertThat(report.attacks())
        .extracting(curve -> curve.attack())
        .containsExactly("FGSM", "PGD", "universal", "exact");
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("<svg");
  }

  @Test
  void evaluate_perceptronOnItsTrainingRows_isAttackedInText() {
    Cli.Run run =
        run("--model", "mlp", "--layers", "4", "--attack", "pgd", "--evaluate-on", "train");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("0 (clean)").contains("569 rows attacked");
    assertThat(run.err()).contains("clean: accuracy").contains("PGD: accuracy");
  }

  @Test
  void evaluate_rowsWithMissingValues_areCountedByColumnInEveryForm() throws Exception {
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 100; i++) {
      rows.append(i < 30 ? "" : i * 37 % 100).append(i == 40 ? ",," : "," + i * i % 13 + ",");
      rows.append(i * 37 % 100 > 50 ? 1 : 0).append('\n');
    }
    Path data = Cli.write(folder.resolve("holes.csv"), rows.toString());
    Path page = folder.resolve("holes.html");
    Path machine = folder.resolve("holes.json");
    String[] words =
        "robust evaluate --label y --model logistic --attack fgsm --epsilon 1 --data".split(" ");
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(data.toString(), "--report", page.toString()));
    all.addAll(List.of("--report", machine.toString()));

    Cli.Run run = Cli.run(all.toArray(String[]::new));

    String left = "31 of 100 rows of %s (31 %%) were left out: values are missing (a 30, b 1)";
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Warning: " + left.formatted(data));
    assertThat(Files.readString(page)).contains(left.formatted(data));
    RobustnessReport report = RobustnessReport.fromJson(Files.readString(machine));
    assertThat(report.warnings()).contains(left.formatted(data));

    // Below a fifth it is told, and not warned of.
    Cli.write(data, rows.toString().replaceFirst("(\n,[^\n]*){15}", ""));
    all.add("--force");
    run = Cli.run(all.toArray(String[]::new));
    assertThat(run.out())
        .contains("\n16 of 85 rows of %s (19 %%) were left out".formatted(data))
        .doesNotContain("Warning: 16 of 85");
    assertThat(Files.readString(page)).contains("(a 15, b 1)");
  }

  private JsonNode json(String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("--model", "logistic", "--output", "json"));
    words.addAll(List.of(more));
    Cli.Run run = run(words.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().strip()).doesNotContain("\n");
    return new ObjectMapper().readTree(run.out());
  }

  private static Cli.Run run(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "robust",
                "evaluate",
                "--data",
                Cli.repository("examples/data/breast-cancer.csv").toString(),
                "--label",
                "diagnosis",
                "--scale",
                "min-max",
                "--epsilon",
                ".01,.02,.05,.1,.2"));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }
}

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
import parley.robust.evaluation.CertifiedCurve;
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

  /** Seeds change the noise; Laplace noise certifies L1, in which thirty features are far apart. */
  @Test
  void evaluate_certificates_followNoiseAndSeed() throws Exception {
    Path data = folder.resolve("c.json");
    List<String> settings = new ArrayList<>();
    List<Double> beyond = new ArrayList<>();
    List<Double> clean = new ArrayList<>();
    for (String more :
        List.of(
            "--seed 1",
            "--seed 2",
            "--seed 1",
            "--seed 1 --smoothing-certificate pixeldp-gaussian",
            "--seed 1 --smoothing-certificate pixeldp-laplace")) {
      List<String> words = new ArrayList<>(List.of("--attack", "fgsm", "--smoothing-sigma", ".3"));
      words.addAll(List.of("--smoothing-samples", "200", "--force", "--report", data.toString()));
      words.addAll(List.of(more.split(" ")));
      json(words.toArray(String[]::new));
      CertifiedCurve curve = RobustnessReport.fromJson(Files.readString(data)).certified();
      settings.add(curve.method() + ": " + curve.settings());
      beyond.add(curve.points().get(0).radius());
      clean.add(curve.points().stream().mapToDouble(p -> p.accuracy()).sum());
    }

    assertThat(settings.get(0)).startsWith("randomised smoothing: ").contains("seed 1");
    assertThat(settings.get(1)).contains("seed 2");
    assertThat(settings.get(3)).startsWith("PixelDP, Gaussian noise: ").contains("seed 1");
    assertThat(settings.get(4)).startsWith("PixelDP, Laplace noise: ");
    assertThat(clean.get(2)).isEqualTo(clean.get(0));
    assertThat(clean.get(1)).isNotEqualTo(clean.get(0));
    assertThat(clean.get(3)).isLessThan(clean.get(0));
    assertThat(beyond.get(3)).isCloseTo(.01 * Math.sqrt(30), within(1e-12));
    assertThat(beyond.get(4)).isCloseTo(.3, within(1e-12));
  }

  /** Towards one of two labels the other's rows alone are lost, and wrong rows of its own won. */
  @Test
  void evaluate_towardsALabel_sparesItsRows() throws Exception {
    JsonNode any = json("--attack", "pgd", "--attack-loss", "dlr", "--epsilon", ".2");
    double left = any.get("robustAccuracy").get(0).get("accuracy").asDouble();
    double shares = 0;
    for (String label : List.of("benign", "malignant")) {
      JsonNode aimed = json("--attack", "pgd", "--target", label, "--epsilon", ".2");
      double kept = aimed.get("robustAccuracy").get(0).get("accuracy").asDouble();
      assertThat(kept).isBetween(left + .1, .9);
      shares += kept;
    }
    // Of each label all rows are right when aimed at it, and but those that withstand otherwise.
    assertThat(shares).isCloseTo(1 + left, within(1e-9));
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
    boolean sized = List.of(more).contains("--epsilon");
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
                "min-max"));
    if (!sized) {
      words.addAll(List.of("--epsilon", ".01,.02,.05,.1,.2"));
    }
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }
}

package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.testing.PublicData;

/** What regressions and survival commands print, against figures of other programs. */
class ModelsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Thirteen trials of BCG vaccine, Colditz 1994: sick, well, without it sick, well. */
  private static final int[][] TRIALS = {
    {4, 119, 11, 128}, {6, 300, 29, 274}, {3, 228, 11, 209}, {62, 13536, 248, 12619},
    {33, 5036, 47, 5761}, {180, 1361, 372, 1079}, {8, 2537, 10, 619}, {505, 87886, 499, 87892},
    {29, 7470, 45, 7232}, {17, 1699, 65, 1600}, {186, 50448, 141, 27197}, {5, 2493, 3, 2338},
    {27, 16886, 29, 17825}
  };

  @TempDir private Path folder;

  private static JsonNode json(String command, String data, String... more) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--data", PublicData.file(data).toString(), "--output", "json"));
    words.addAll(List.of(more));
    Cli.Run run = Cli.run(words.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    try {
      return JSON.readTree(run.out());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void close(JsonNode node, String name, double expected, double relative) {
    assertThat(node.path(name).doubleValue())
        .as(name)
        .isCloseTo(expected, within(relative * Math.abs(expected)));
  }

  @Test
  void linear_encrypted_asStatsmodels() {
    JsonNode all =
        json("train linear", "diabetes-regression.csv", "--label", "target", "--providers", "3");
    close(all.path("coefficients"), "bmi", 5.602962092, 1e-8);
    close(all, "intercept", -334.5671385, 1e-8);
    close(all.path("standardErrors"), "s5", 15.66971924, 1e-8);
    close(all.path("standardErrors"), "(intercept)", 67.4546211, 1e-8);
    close(all.path("statistics"), "bp", 4.958342528, 1e-8);
    close(all.path("pValues"), "bmi", 4.29639142e-14, 1e-6);
    close(all, "r2", .5177484222, 1e-8);
    close(all, "adjustedR2", .5065592905, 1e-8);
    close(all, "rmse", 53.47612876, 1e-8);
    assertThat(all.path("opened").path("toAll").asInt()).isZero();
  }

  @Test
  void glm_probit_asStatsmodels() {
    JsonNode all =
        json(
            "train glm",
            "pima-indians-diabetes.csv",
            "--family",
            "binomial",
            "--link",
            "probit",
            "--label",
            "outcome",
            "--protection",
            "plain");
    close(all.path("coefficients"), "glucose", .0198836092, 1e-6);
    close(all, "deviance", 725.5763975, 1e-8);
    close(all, "nullDeviance", 993.4839101, 1e-8);
    close(all, "aic", 743.5763975, 1e-8);
  }

  @Test
  void multinomial_ofCompas_hasALevelEach() {
    JsonNode all =
        json(
            "train multinomial",
            "compas-two-years.csv",
            "--label",
            "score_text",
            "--base",
            "Low",
            "--features",
            "priors_count",
            "--protection",
            "plain");
    assertThat(all.path("base").asText()).isEqualTo("Low");
    close(all, "nullLogLikelihood", -7236.673792, 1e-8);
    assertThat(all.path("levels").path("High").path("coefficients").path("priors_count").asDouble())
        .isPositive();
  }

  @Test
  void survival_ofRossi_asLifelines() throws IOException {
    Path page = folder.resolve("survival.html");
    String[] what = {"--time", "week", "--event", "arrest", "--protection", "plain"};
    JsonNode km = json("survival km", "rossi.csv", with(what, "--report", page.toString()));
    JsonNode all = km.path("curves").path("all");
    int last = all.path("time").size() - 1;
    assertThat(all.path("time").get(last).asDouble()).isEqualTo(52);
    assertThat(all.path("survival").get(last).asDouble()).isCloseTo(.7361111111, within(1e-10));
    assertThat(all.path("lower").get(last).asDouble()).isCloseTo(.6918597158, within(1e-9));
    assertThat(Files.readString(page)).contains("<svg", "95 % intervals");
    JsonNode rounded =
        json("survival km", "rossi.csv", with(what, "--round-to", "10")).path("curves").path("all");
    for (String count : new String[] {"atRisk", "events", "censored"}) {
      rounded.path(count).forEach(value -> assertThat(value.asInt() % 10).as(count).isZero());
    }
    // Of 432 rows, 114 with an event.
    assertThat(rounded.path("atRisk").get(0).asInt()).isEqualTo(430);
    assertThat(rounded.path("survival").get(rounded.path("survival").size() - 1).asDouble())
        .isCloseTo(.736, within(.02));
    JsonNode rank = json("survival logrank", "rossi.csv", with(what, "--by", "fin"));
    close(rank, "chiSquare", 3.837569577, 1e-9);
    close(rank, "pValue", .05011611741, 1e-8);
    JsonNode cox =
        json(
            "survival cox",
            "rossi.csv",
            with(what, "--features", "fin,age,prio", "--ties", "breslow"));
    close(cox.path("coefficients"), "fin", -.3204274314, 1e-6);
    close(cox.path("standardErrors"), "prio", .02832917145, 1e-6);
  }

  @Test
  void cox_withoutStrata_isTheModelOfThePooledRows() {
    JsonNode rossi =
        json(
            "survival cox --time week --event arrest --strata none --protection plain",
            "rossi.csv",
            "--features",
            "fin,age,race,wexp,mar,paro,prio");
    close(rossi.path("coefficients"), "fin", -.3794221669, 1e-6);
    close(rossi.path("standardErrors"), "prio", .02864855007, 1e-6);
    close(rossi, "logLikelihood", -658.7476594, 1e-9);
    close(rossi, "concordance", .6403292471, 1e-9);
    String lung = "survival cox --time time --event status --strata none --protection plain";
    JsonNode efron = json(lung, "lung.csv", "--features", "age,sex,ph.ecog");
    close(efron.path("coefficients"), "sex", -.5526123955, 1e-6);
    close(efron, "logLikelihood", -729.2301214, 1e-9);
    close(efron, "concordance", .637135493, 1e-9);
    assertThat(efron.path("strata").asInt()).isEqualTo(1);
    assertThat(efron.path("providers").asInt()).isEqualTo(10);
    JsonNode breslow = json(lung, "lung.csv", "--features", "age,sex,ph.ecog", "--ties", "breslow");
    close(breslow.path("coefficients"), "ph.ecog", .4629470403, 1e-6);
    close(breslow, "nullLogLikelihood", -744.6928193, 1e-9);
  }

  /** The golden figures are of another program. */
  @Test
  void meta_ofTrials_encrypted_fixedAndRandomEffects() throws IOException {
    StringBuilder rows = new StringBuilder("trial,logRatio,error\n");
    for (int k = 0; k < TRIALS.length; k++) {
      double[] t = Arrays.stream(TRIALS[k]).asDoubleStream().toArray();
      double n1 = t[0] + t[1];
      double n2 = t[2] + t[3];
      double b = Math.log(t[0] / n1 / (t[2] / n2));
      double s = Math.sqrt(1 / t[0] - 1 / n1 + 1 / t[2] - 1 / n2);
      rows.append("t" + k + "," + b + "," + s + "\n");
    }
    Path file = Cli.write(folder.resolve("trials.csv"), rows.toString());
    Path page = folder.resolve("meta.html");
    Cli.Run run =
        Cli.run(
            ("meta --estimate logRatio --standard-error error --site trial --output json --data "
                    + file
                    + " --hartung-knapp --report "
                    + page)
                .split(" "));
    assertThat(run.err()).isEmpty();
    JsonNode estimates = JSON.readTree(run.out()).path("estimates");
    close(estimates.get(0), "estimate", -.4302851637, 1e-9);
    close(estimates.get(0), "standardError", .04049875171, 1e-9);
    close(estimates.get(0), "q", 152.2330081, 1e-9);
    close(estimates.get(1), "estimate", -.7141172221, 1e-8);
    close(estimates.get(1), "tau2", .3087602629, 1e-8);
    close(estimates.get(1), "hartungKnappError", .1806966283, 1e-8);
    assertThat(Files.readString(page)).contains("Estimates over all sites", "dersimonian-laird");
  }

  /** The same trials as tables; the golden figures are of another program. */
  @Test
  void meta_ofTables_encrypted_mantelHaenszel() throws IOException {
    StringBuilder rows = new StringBuilder("trial,tb,vaccinated,tb0,others\n");
    for (int k = 0; k < TRIALS.length; k++) {
      int[] t = TRIALS[k];
      rows.append(
          "t" + k + "," + t[0] + "," + (t[0] + t[1]) + "," + t[2] + "," + (t[2] + t[3]) + "\n");
    }
    Path file = Cli.write(folder.resolve("tables.csv"), rows.toString());
    String command =
        "meta --method mantel-haenszel --events tb,tb0 --totals vaccinated,others --site trial";
    Cli.Run run = Cli.run((command + " --output json --data " + file).split(" "));
    assertThat(run.err()).isEmpty();
    JsonNode all = JSON.readTree(run.out());
    close(all, "oddsRatio", .6228740246, 1e-9);
    close(all, "standardError", .0410077784, 1e-9);
    close(all, "chiSquare", 136.1629767, 1e-9);
    close(all, "crudeOddsRatio", .6116562168, 1e-9);
    assertThat(all.path("sites").asInt()).isEqualTo(13);
    assertThat(all.path("opened").path("toQuerier").asInt()).isEqualTo(12);
  }

  /** Sites that select by the outcome hide an effect: golden figures of section 11. */
  @Test
  void study_sitesByRankOfTheTarget_warnsThatTheyHideTheEffect() throws IOException {
    List<String> lines = PublicData.lines("diabetes-regression.csv");
    int target = List.of(lines.get(0).split(",")).indexOf("target");
    List<String> sorted = new ArrayList<>(lines.subList(1, lines.size()));
    sorted.sort(Comparator.comparingDouble(l -> Double.parseDouble(l.split(",")[target])));
    StringBuilder rows = new StringBuilder(lines.get(0) + ",site\n");
    for (int k = 0; k < sorted.size(); k++) {
      rows.append(sorted.get(k) + ",s" + k * 5 / sorted.size() + "\n");
    }
    Path file = Cli.write(folder.resolve("sites.csv"), rows.toString());
    Path page = folder.resolve("study.html");
    Cli.Run run =
        Cli.run(
            ("study --model linear --label target --provider-column site --protection plain"
                    + " --few-sites --output json --data "
                    + file
                    + " --report "
                    + page)
                .split(" "));
    assertThat(run.err()).isEmpty();
    JsonNode all = JSON.readTree(run.out());
    Map<String, Double> bmi = new TreeMap<>();
    for (JsonNode one : all.path("estimates")) {
      if (one.path("term").asText().equals("bmi")) {
        bmi.put(one.path("method").asText(), one.path("estimate").asDouble());
      }
    }
    assertThat(bmi.get("decentralised")).isCloseTo(5.602962092, within(1e-8));
    assertThat(bmi.get("fixed")).isCloseTo(.1178735392, within(1e-8));
    assertThat(bmi.get("dersimonian-laird")).isCloseTo(.1362297024, within(1e-7));
    assertThat(all.path("warnings").toString())
        .contains("bmi: the sites' own models together differ from the one of all rows");
    assertThat(bmi.get("pooled")).isCloseTo(5.602962092, within(1e-8));
    assertThat(all.has("notPooled")).isFalse();
    assertThat(Files.readString(page)).contains("bmi, decentralised", "bmi, fixed");
  }

  /** Each site's page has the coefficients of its own rows, and no other's. */
  @Test
  void study_siteReports_aPageForEachSiteAlone() throws IOException {
    List<String> lines = PublicData.lines("diabetes-regression.csv");
    StringBuilder rows = new StringBuilder(lines.get(0) + ",site\n");
    for (int k = 1; k < lines.size(); k++) {
      rows.append(lines.get(k) + "," + (k < 4 ? "few" : "s " + k % 4) + "\n");
    }
    Path file = Cli.write(folder.resolve("sites.csv"), rows.toString());
    Path pages = folder.resolve("own");
    String command =
        "study --model linear --label target --features bmi,s5 --provider-column site --few-sites"
            + " --output json --data ";
    Cli.Run run = Cli.run((command + file + " --site-reports " + pages).split(" "));
    assertThat(run.err()).isEmpty();
    JsonNode all = JSON.readTree(run.out());
    assertThat(all.path("notPooled").asText()).contains("expected the protection plain");
    assertThat(all.path("warnings").toString()).contains("nobody another's");
    StringBuilder own = new StringBuilder(lines.get(0) + ",site\n");
    for (int k = 4; k < lines.size(); k++) {
      if (k % 4 == 1) {
        own.append(lines.get(k) + ",s" + k % 3 + "\n");
      }
    }
    Path alone = Cli.write(folder.resolve("alone.csv"), own.toString());
    Cli.Run model =
        Cli.run(
            ("train linear --label target --features bmi,s5 --protection plain --providers 3"
                    + " --output json --data "
                    + alone)
                .split(" "));
    double bmi = JSON.readTree(model.out()).path("coefficients").path("bmi").asDouble();
    assertThat(Files.readString(pages.resolve("s%201.html")))
        .contains("For s 1 alone", String.format(Locale.ROOT, "%.6g", bmi));
    assertThat(Files.readString(pages.resolve("s%202.html")))
        .doesNotContain(String.format(Locale.ROOT, "%.6g", bmi));
    assertThat(Files.readString(pages.resolve("few.html"))).contains("No model: cannot");
  }

  private static String[] with(String[] first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}

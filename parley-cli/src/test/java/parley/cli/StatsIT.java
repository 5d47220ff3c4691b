package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.testing.PublicData;

/** What {@code parley stats} prints, against figures of other programs. */
class StatsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static Cli.Run run(String command, String data, String... more) {
    List<String> words = new ArrayList<>(List.of("stats"));
    words.addAll(List.of(command.split(" ")));
    words.addAll(List.of("--data", PublicData.file(data).toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private static JsonNode json(String command, String data, String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--output", "json"));
    Cli.Run run = run(command, data, words.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    try {
      return JSON.readTree(run.out());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void close(JsonNode node, String name, double expected) {
    assertThat(node.path(name).doubleValue())
        .as(name)
        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  @Test
  void describe_encrypted_asNumpyDescribesThePooledRows() {
    JsonNode all = json("describe", "wdbc.csv", "--columns", "area_mean", "--providers", "3");
    JsonNode area = all.path("columns").path("area_mean");

    assertThat(area.path("n").asLong()).isEqualTo(569);
    close(area, "sum", 372631.9);
    close(area, "mean", 654.8891036906855);
    close(area, "variance", 123843.55431768109);
    close(area, "skewness", 1.6413905092044112);
    close(area, "kurtosis", 3.609761264823108);
    close(area, "normL2", 17730.64324411272);
    assertThat(all.path("rows").asLong()).isEqualTo(569);
    assertThat(all.path("providers").asInt()).isEqualTo(3);
    assertThat(all.path("protection").asText()).isEqualTo("encrypted");
    assertThat(all.path("opened").path("toAll").asInt()).isZero();
    assertThat(all.path("opened").path("toQuerier").asInt()).isPositive();
  }

  @Test
  void describe_byGroupInClear_asTheGoldenFigures() {
    JsonNode sex =
        json(
                "describe",
                "adult-train.csv",
                "--columns",
                "age",
                "--by",
                "sex",
                "--protection",
                "plain")
            .path("groups");
    JsonNode female = sex.path("Female").path("columns").path("age");
    JsonNode male = sex.path("Male").path("columns").path("age");

    assertThat(female.path("n").asLong()).isEqualTo(10771);
    close(female, "mean", 36.85823043357163);
    close(female, "variance", 196.38370639480618);
    assertThat(male.path("sum").asDouble()).isEqualTo(859257);
    close(male, "variance", 178.7737517452998);
  }

  @Test
  void describe_textAndPage_sayWhatWasOpenedToWhom() throws IOException {
    Path page = folder.resolve("describe.html");
    Cli.Run run =
        run(
            "describe",
            "wdbc.csv",
            "--columns",
            "area_mean,radius_mean",
            "--report",
            page.toString());

    assertThat(run.out())
        .contains("569 rows\ncolumn")
        .contains("area_mean")
        .contains("10 providers (simulated in one process), encrypted; opened: ")
        .contains("numbers to the querier, 0 to all");
    assertThat(Files.readString(page))
        .contains("<title>Description of wdbc.csv</title>")
        .contains("Who could see what")
        .contains("ciphertexts under a key that no one holds");
  }

  /** What a refused query told is written down, and the command fails as it did. */
  @Test
  void describe_refused_reportsSayWhatAllLearned() throws IOException {
    Path page = folder.resolve("refused.html");
    Path report = folder.resolve("refused.json");
    Cli.Run run =
        run(
            "describe",
            "wdbc.csv",
            "--columns",
            "area_mean",
            "--least-rows",
            "600",
            "--report",
            page.toString(),
            "--report",
            report.toString(),
            "--output",
            "json");

    String reason =
        "cannot compute the statistic: the query is refused: it is about too few rows, expected at"
            + " least 600, got 569";
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("error: " + reason + "\n");
    JsonNode told = JSON.readTree(run.out());
    assertThat(told.path("refused").asText()).isEqualTo(reason);
    assertThat(told.path("told").toString())
        .isEqualTo("{\"rows\":569,\"contributors\":10,\"refusals\":0}");
    assertThat(told.path("opened").toString()).isEqualTo("{\"toQuerier\":0,\"toAll\":3}");
    JsonNode whole = JSON.readTree(Files.readString(report));
    assertThat(whole.path("result")).isEqualTo(told);
    assertThat(whole.path("report").path("openings")).hasSize(1);
    assertThat(Files.readString(page))
        .contains("got 569")
        .contains("<td>providers with rows</td>")
        .contains("rows, providers with rows, and providers that refuse");
  }

  @Test
  void crosstab_encrypted_countsAndTestsOfTheGoldenTable() {
    JsonNode all =
        json(
            "crosstab",
            "german-credit.csv",
            "--rows",
            "foreign_worker",
            "--columns",
            "class",
            "--provider-column",
            "purpose");
    assertThat(all.path("table").toString())
        .isEqualTo("{\"A201\":{\"1\":667,\"2\":296},\"A202\":{\"1\":33,\"2\":4}}");
    close(all, "chiSquare", 6.737044120221693);
    close(all, "pValue", .009443096254921023);
    close(all, "fisherPValue", .009422062095754646);
    close(all, "oddsRatio", .27313677313677315);
    assertThat(all.path("degreesOfFreedom").asInt()).isEqualTo(1);
    assertThat(all.path("providers").asInt()).isEqualTo(10);
  }

  /** 667, 296, 33 and 4 rows; the figures are those of the table that is shown. */
  @Test
  void crosstab_rounded_figuresOfRoundedCounts() throws IOException {
    Path report = folder.resolve("rounded.html");
    JsonNode all =
        json(
            "crosstab",
            "german-credit.csv",
            "--rows",
            "foreign_worker",
            "--columns",
            "class",
            "--round-to",
            "10",
            "--report",
            report.toString());
    assertThat(all.path("table").toString())
        .isEqualTo("{\"A201\":{\"1\":670,\"2\":300},\"A202\":{\"1\":30,\"2\":0}}");
    assertThat(all.path("n").asInt()).isEqualTo(1000);
    // n (ad - bc)^2 over the four margins.
    close(all, "chiSquare", 1000 * Math.pow(300 * 30, 2) / (970.0 * 30 * 700 * 300));
    assertThat(Files.readString(report))
        .contains("Rule: the querier's software rounds every count to a multiple of 10");
  }

  @Test
  void crosstab_leastCell_hidesTheCellAndThoseThatGiveItBack() {
    JsonNode all =
        json(
            "crosstab",
            "german-credit.csv",
            "--rows",
            "foreign_worker",
            "--columns",
            "class",
            "--least-cell",
            "5",
            "--protection",
            "plain");
    assertThat(all.path("table").toString())
        .isEqualTo("{\"A201\":{\"1\":null,\"2\":null},\"A202\":{\"1\":null,\"2\":null}}");
    assertThat(all.path("chiSquare").isNull()).isTrue();
    assertThat(all.path("warnings").toString()).contains("hidden by the querier's software");
  }

  /** Of two providers' vectors: bmi of the diabetes data's even rows with that of its odd ones. */
  @Test
  void cosine_encrypted_asNumpysOfBothVectors() throws IOException {
    List<String> lines = PublicData.lines("diabetes-regression.csv");
    StringBuilder rows = new StringBuilder(lines.get(0) + ",at,site\n");
    for (int k = 0; k + 1 < lines.size(); k++) {
      rows.append(lines.get(k + 1) + "," + k / 2 + "," + (k % 2 == 0 ? "even" : "odd") + "\n");
    }
    Path file = Cli.write(folder.resolve("halves.csv"), rows.toString());
    Path page = folder.resolve("cosine.html");
    Cli.Run run =
        Cli.run(
            ("stats cosine --column bmi --position at --provider-column site --output json --data "
                    + file
                    + " --report "
                    + page)
                .split(" "));
    assertThat(run.err()).isEmpty();
    JsonNode all = JSON.readTree(run.out());
    assertThat(all.path("cosine").asDouble()).isCloseTo(.971469382782283, within(2e-9));
    assertThat(all.path("length").asInt()).isEqualTo(221);
    assertThat(all.path("opened").toString()).isEqualTo("{\"toQuerier\":1,\"toAll\":0}");
    assertThat(Files.readString(page)).contains("a linear equation on the other");
  }

  @Test
  void tableOne_diabetesBySex_asTheGoldenFigures() throws IOException {
    Path page = folder.resolve("tableone.html");
    JsonNode all =
        json(
            "tableone",
            "diabetes-regression.csv",
            "--columns",
            "bmi,bp",
            "--by",
            "sex",
            "--protection",
            "plain",
            "--report",
            page.toString());
    assertThat(all.path("groups").toString()).isEqualTo("{\"1\":235,\"2\":207}");
    JsonNode bmi = all.path("columns").path("bmi");
    close(bmi, "standardizedDifference", -.17742811197412348);
    close(bmi, "mean", 26.37579185520362);
    close(bmi, "standardDeviation", Math.sqrt(19.519798124377957));
    close(bmi.path("groups").path("2"), "standardDeviation", 4.210251402871458);
    assertThat(Files.readString(page)).contains("bmi, mean (sd)", "26.0106 (4.57124)");
  }

  @Test
  void tableOne_encryptedCodesAsCategories_areCountedByGroup() {
    JsonNode all =
        json(
            "tableone",
            "adult-train.csv",
            "--columns",
            "age,education_num,income",
            "--categories",
            "education_num",
            "--by",
            "sex",
            "--providers",
            "3");
    JsonNode female = all.path("columns").path("age").path("groups").path("Female");
    close(female, "mean", 36.85823043357163);
    close(female, "standardDeviation", Math.sqrt(196.38370639480618));
    JsonNode rich = all.path("columns").path("income").path("levels").path(">50K");
    assertThat(rich.path("count").asInt()).isEqualTo(7841);
    assertThat(rich.path("groups").path("Female").path("count").asInt()).isEqualTo(1179);
    double f = 1179 / 10771.0;
    double m = 6662 / 21790.0;
    close(rich, "standardizedDifference", (f - m) / Math.sqrt((f * (1 - f) + m * (1 - m)) / 2));
    assertThat(all.path("columns").path("education_num").path("levels")).hasSize(16);
  }

  @Test
  void quantilesAndTop_ofAdult_asTheGoldenFigures() {
    JsonNode quantiles =
        json(
            "quantiles",
            "adult-train.csv",
            "--columns",
            "age,hours_per_week",
            "--probabilities",
            ".01,.5,.99",
            "--range",
            "0,127",
            "--step",
            "1",
            "--protection",
            "plain");
    assertThat(quantiles.path("quantiles").toString())
        .isEqualTo(
            "{\"age\":{\"0.01\":17.0,\"0.5\":37.0,\"0.99\":74.0},"
                + "\"hours_per_week\":{\"0.01\":8.0,\"0.5\":40.0,\"0.99\":80.0}}");
    JsonNode top =
        json(
            "top",
            "adult-train.csv",
            "--columns",
            "education",
            "--count",
            "2",
            "--protection",
            "plain");
    assertThat(top.path("top").toString())
        .isEqualTo(
            "{\"education\":[{\"value\":\"HS-grad\",\"count\":10501},"
                + "{\"value\":\"Some-college\",\"count\":7291}]}");
  }

  @Test
  void histogram_page_hasThePlot() throws IOException {
    Path page = folder.resolve("histogram.html");
    JsonNode all =
        json(
            "histogram",
            "adult-train.csv",
            "--columns",
            "age",
            "--edges",
            "10,20,30,40,50,60,70,80,90,100",
            "--protection",
            "plain",
            "--report",
            page.toString());
    assertThat(all.path("counts").toString())
        .isEqualTo("[1657,8054,8613,7175,4418,2015,508,78,43]");
    assertThat(Files.readString(page)).contains("<svg", "Histogram of age", "10 to 20");
  }

  @Test
  void correlate_adult_ranksAndProducts() {
    JsonNode all =
        json(
            "correlate",
            "adult-train.csv",
            "--columns",
            "age,education_num",
            "--method",
            "spearman",
            "--protection",
            "plain");
    close(all.path("correlation").path("age"), "education_num", .06634497399590436);
    assertThat(all.path("pValue").path("education_num").path("age").doubleValue())
        .isCloseTo(4.285518171681314e-33, within(4e-39));
  }

  /** A comma before the fraction: the grid is found by the numbers, not by how they are written. */
  @Test
  void correlate_ranksOfDecimalCommas_areThoseOfPoints() {
    String rows = "a;b;s\n1,5;2;x\n2,25;1;y\n3;4;z\n4,5;3;x\n";
    String[] words =
        "stats correlate --columns a,b --method spearman --provider-column s --protection plain --data"
            .split(" ");
    List<String> comma = new ArrayList<>(List.of(words));
    comma.add(Cli.write(folder.resolve("comma.csv"), rows).toString());
    comma.addAll(List.of("--separator", ";", "--decimal", ","));
    List<String> point = new ArrayList<>(List.of(words));
    point.add(
        Cli.write(folder.resolve("point.csv"), rows.replace(',', '.').replace(';', ','))
            .toString());
    Cli.Run run = Cli.run(comma.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("0.600000")
        .isEqualTo(Cli.run(point.toArray(String[]::new)).out());
  }

  @Test
  void test_ofGroups_asTheGoldenFigures() {
    JsonNode ranks =
        json(
            "test mannwhitney",
            "adult-train.csv",
            "--columns",
            "hours_per_week",
            "--by",
            "sex",
            "--protection",
            "plain");
    // Female comes first: U and the area are those of the other side.
    assertThat(ranks.path("mannWhitney").path("statistic").asLong())
        .isEqualTo(10771L * 21790 - 153479806);
    close(ranks.path("mannWhitney"), "auc", 1 - .6539401241814606);
    close(ranks.path("kolmogorovSmirnov"), "statistic", .21351825642674443);
    JsonNode shares =
        json(
            "test proportions",
            "adult-train.csv",
            "--columns",
            "income",
            "--success",
            ">50K",
            "--by",
            "sex",
            "--protection",
            "plain");
    close(shares, "statistic", -38.972898531634414);
  }
}

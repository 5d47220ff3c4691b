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
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.cli.terminal.Sessions;
import parley.fl.sum.EncryptedCounts;
import parley.robust.audit.frame.GroupCounter;
import parley.robust.audit.frame.GroupCounts;
import parley.robust.audit.frame.ProviderCounts;
import parley.testing.PublicData;

class AuditFairnessIT {
  /** The example of Fairlearn's documentation: truth, prediction, group. */
  private static final List<String> EXAMPLE =
      List.of(
          "011110101000111111".replaceAll("(.)", "$1 ").strip(),
          "001011100111100110".replaceAll("(.)", "$1 ").strip(),
          "b b a b b c c c a a c a b c c b c c");

  @TempDir private Path folder;

  private String example() {
    List<String[]> columns = EXAMPLE.stream().map(text -> text.split(" ")).toList();
    List<String> lines = new ArrayList<>(List.of("truth,guess,group"));
    for (int i = 0; i < columns.get(0).length; i++) {
      lines.add(columns.get(0)[i] + "," + columns.get(1)[i] + "," + columns.get(2)[i]);
    }
    return file(String.join("\n", lines) + "\n");
  }

  private String file(String text) {
    return Cli.write(folder.resolve("people.csv"), text).toString();
  }

  private static Cli.Run run(String data, String options) {
    List<String> words = new ArrayList<>(List.of("audit", "fairness", "--data", data));
    words.addAll(Arrays.asList(options.split(" ")));
    return Cli.run(words.toArray(String[]::new));
  }

  private static JsonNode json(String data, String options) throws IOException {
    Cli.Run run = run(data, options + " --output json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().strip()).doesNotContain("\n", "NaN");
    return new ObjectMapper().readTree(run.out());
  }

  private static void close(JsonNode json, String name, double expected, double tolerance) {
    assertThat(json.get(name).asDouble()).as(name).isCloseTo(expected, within(tolerance));
  }

  @Test
  void fairness_fairlearnsExample_isFairlearnsFigures() throws IOException {
    JsonNode json =
        json(
            example(),
            "--label truth --favourable 1 --prediction guess --sensitive group --privileged a");

    JsonNode all = json.get("overall");
    close(all, "truePositiveRate", .5, 1e-12);
    close(all, "falsePositiveRate", 2 / 3.0, 1e-12);
    close(all, "selectionRate", 10 / 18.0, 1e-12);
    assertThat(all.get("count").asInt()).isEqualTo(18);
    close(json.get("byGroup").get("c"), "truePositiveRate", .4, 1e-12);
    close(json, "demographicParityDifference", .25, 1e-12);
    close(json, "demographicParityRatio", 2 / 3.0, 1e-12);
    close(json, "equalizedOddsDifference", 1, 1e-12);
    close(json, "disparateImpact", 7 / 14.0 / .75, 1e-12);
    assertThat(json.get("intervals").get("byGroup.a.selectionRate").size()).isEqualTo(2);
  }

  @Test
  void fairness_compas_isFairlearnsOrAif360sFiguresAsTheFavourableLabelIs() throws IOException {
    Path data = PublicData.file("compas-two-years.csv");
    String options =
        "--label two_year_recid --prediction decile_score --threshold 5 --score-of 1 --sensitive"
            + " race --privileged Caucasian --groups African-American,Caucasian --favorable ";

    JsonNode harm = json(data.toString(), options + "1");
    close(harm, "demographicParityDifference", .2402002032197631, 1e-9);
    close(harm, "demographicParityRatio", .5916375569916079, 1e-9);
    close(harm, "equalizedOddsDifference", .21392495582112797, 1e-9);
    close(harm, "equalOpportunityDifference", .19737296377737334, 1e-9);

    JsonNode freedom = json(data.toString(), options + "0");
    close(freedom, "disparateImpact", .6315929383116883, 1e-9);
    close(freedom, "statisticalParityDifference", -.24020020321976315, 1e-9);
    close(freedom, "truePositiveRateDifference", -.21392495582112803, 1e-9);
    close(freedom, "averageOddsDifference", -.20564895979925069, 1e-9);
    close(freedom, "theilIndex", .25638074267736866, 1e-9);
    close(freedom, "generalizedEntropyIndex", .1837025279356004, 1e-9);
  }

  @Test
  void fairness_sameRowsWithOtherLabels_haveTheSameFigures() throws IOException {
    String rows = "L,.9,a\nR,.2,a\nL,.4,a\nR,.6,b\nL,.8,b\nR,.1,b\n";
    String options =
        "--label y --prediction s --threshold .5 --bins 2 --sensitive g --privileged a --favorable"
            + " %s --score-of %s";
    JsonNode words =
        json(
            file("y,s,g\n" + rows.replace("L", "good").replace("R", "bad")),
            options.formatted("good", "good"));
    JsonNode numbers =
        json(
            file("y,s,g\n" + rows.replace("L", "1").replace("R", "2")),
            options.formatted("1", "1"));
    JsonNode ofOther =
        json(
            file("y,s,g\n" + rows.replace("L", "1").replace("R", "2")),
            options.formatted("2", "1"));

    for (String figure : List.of("overall", "byGroup", "calibration", "areaUnderRoc")) {
      assertThat(numbers.get(figure)).as(figure).isEqualTo(words.get(figure));
    }
    close(words.get("overall"), "truePositiveRate", 2 / 3.0, 0);
    close(words, "areaUnderRoc", 8 / 9.0, 1e-15);
    assertThat(words.get("warnings")).isEmpty();
    close(ofOther.get("overall"), "accuracy", 4 / 6.0, 0);
    close(ofOther.get("overall"), "truePositiveRate", 2 / 3.0, 0);
    close(ofOther, "areaUnderRoc", 8 / 9.0, 1e-15);
    assertThat(ofOther.get("scoreOf").asText()).isEqualTo("1");
  }

  @Test
  void fairness_scoresOfTheOtherLabel_areWarnedOf() throws IOException {
    JsonNode json =
        json(
            file("y,s,g\nno,.9,a\nyes,.2,a\nyes,.4,b\nno,.1,b\n"),
            "--label y --prediction s --threshold .5 --sensitive g --privileged a --favorable yes"
                + " --score-of yes");
    close(json, "areaUnderRoc", .5, 0);
    assertThat(json.get("warnings")).isEmpty();
    JsonNode low =
        json(
            file("y,s,g\nno,.9,a\nyes,.2,a\nyes,.4,b\nno,.3,b\n"),
            "--label y --prediction s --threshold .5 --sensitive g --privileged a --favorable yes"
                + " --score-of yes");
    close(low, "areaUnderRoc", .25, 0);
    assertThat(low.get("warnings").get(0).asText())
        .contains("AUC 0.2500, below .5", "name that one by --score-of");
  }

  @Test
  void fairness_weightsBandsAndMissingGroups_areCounted() throws IOException {
    JsonNode json =
        json(
            file("y,s,g,w\n1,.9,20,1\n0,.8,30,3\n1,.2,,2\n0,.1,20,4\n"),
            "--label y --prediction s --threshold .5 --score-of 1 --bins 2 --sensitive g"
                + " --bands g=25 --missing-group unknown --privileged unknown --favorable 1"
                + " --weight w --confidence .9");
    assertThat(json.get("byGroup").fieldNames())
        .toIterable()
        .containsExactly("25 and above", "below 25", "unknown");
    close(json.get("overall"), "selectionRate", .4, 1e-15);
    close(json.get("byGroup").get("below 25"), "selectionRate", .2, 1e-15);
    // Bins [0, .5) and [.5, 1]: |.2 2 + .1 4 - 2| + |.9 + .8 3 - 1| over 10.
    JsonNode overall = json.get("calibration").get("overall");
    close(overall.get("expectedError"), "value", .35, 1e-12);
    close(overall.get("bins").get(0), "meanScore", .8 / 6, 1e-12);
  }

  @Test
  void fairness_groupWithoutPositives_isNullWithAReason() throws IOException {
    JsonNode json =
        json(
            file("y,p,g\n1,1,a\n0,0,a\n0,1,b\n0,0,b\n"),
            "--label y --prediction p --favorable 1 --sensitive g --privileged a");

    assertThat(json.get("byGroup").get("b").get("truePositiveRate").isNull()).isTrue();
    assertThat(json.get("equalOpportunityDifference").isNull()).isTrue();
    assertThat(json.get("undefined").get("equalOpportunityDifference").asText())
        .contains("b")
        .contains("favourable label");
  }

  @Test
  void fairness_severalColumnsAndControls_areTogetherAndWithin() throws IOException {
    JsonNode json =
        json(
            file("y,p,g,h,c\n1,1,a,x,u\n0,0,a,y,u\n1,1,b,x,v\n0,1,b,y,v\n"),
            "--label y --prediction p --favorable 1 --sensitive g,h --privileged a,x --control c");

    assertThat(json.get("byGroup").has("a, x")).isTrue();
    assertThat(json.get("controls").get("v").get("overall").get("count").asInt()).isEqualTo(2);
    assertThat(json.get("controls").get("v").get("disparateImpact").isNull()).isTrue();
  }

  /** Codes that look like numbers, ids above 2^53, and line ends and commas within quotes. */
  @Test
  void fairness_groupsThatLookLikeNumbers_areTheirTexts() throws IOException {
    String data =
        file(
            "note,g,y,p\n"
                + "\"first\n"
                + "second \"\"line\"\"\",10E1,1,1\n"
                + "x,100,0,0\n"
                + "x,017,1,0\n"
                + "x,17,0,1\n"
                + "x,90071992547409999,1,1\n"
                + "x,90071992547409932,0,0\n"
                + "x,1D,1,1\n"
                + "x,1,0,1\n"
                + "\"a\n"
                + "b\",\"Ulm, \"\"N\"\"\",1,1\n");

    JsonNode json =
        json(data, "--label y --favorable 1 --prediction p --sensitive g --privileged 017");

    assertThat(json.get("byGroup").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "017",
            "1",
            "100",
            "10E1",
            "17",
            "1D",
            "90071992547409932",
            "90071992547409999",
            "Ulm, \"N\"");
    assertThat(json.get("rows").asInt()).isEqualTo(9);
    Cli.Run some =
        Cli.run(
            "audit",
            "fairness",
            "--data",
            data,
            "--label",
            "y",
            "--favorable",
            "1",
            "--prediction",
            "p",
            "--sensitive",
            "g",
            "--privileged",
            "Ulm, \"N\"",
            "--groups",
            "100,\"Ulm, \"\"N\"\"\"",
            "--output",
            "json");
    assertThat(some.code()).as(some.err()).isZero();
    JsonNode two = new ObjectMapper().readTree(some.out());
    assertThat(two.get("byGroup").get("100").get("count").asInt()).isEqualTo(1);
    assertThat(two.get("rows").asInt()).isEqualTo(2);
  }

  @Test
  void fairness_reportAndCheck_areWrittenAndFail() throws IOException {
    Path page = folder.resolve("fairness.html");
    Cli.Run run =
        run(
            example(),
            "--label truth --favorable 1 --prediction guess --sensitive group --privileged a"
                + " --fail-if demographicParityDifference>.2 --fail-if accuracy<.1 --intended-use"
                + " shortlists --limits adults-only --report "
                + page);

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("check failed: demographicParityDifference is 0.25");
    assertThat(run.err()).doesNotContain("accuracy");
    assertThat(run.out()).contains("demographicParityRatio = 0.666667", "What excludes what");
    assertThat(Files.readString(page))
        .contains("<svg", "Selection rate by group", "people.csv", "shortlists", "adults-only");
  }

  @Test
  void counts_addedUpUnderEncryption_areThoseOfAllRows() {
    SparkSession spark = Sessions.open();
    Dataset<Row> rows =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(Cli.repository("examples/data/hiring.csv").toUri().toString());
    List<String> agreed = List.of("f", "m");
    GroupCounter counter =
        new GroupCounter()
            .setLabelCol("hired")
            .setFavorable(1)
            .setUnfavorable("0")
            .setPredictionCol("score")
            .setThreshold(.5)
            .setScoreOf("1")
            .setSensitiveCols("sex")
            .setGroups("f", "m")
            .setBins(4);

    long[] sum =
        EncryptedCounts.sum(
            ProviderCounts.perPartition(counter, rows.repartition(3)),
            List.of("north", "south", "west"));

    assertThat(GroupCounts.fromVector(sum, agreed, 4)).isEqualTo(counter.count(rows));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1,1,a; 0,0, | a | 1 | column g has no value in 1 of 2 rows",
        "1,1,a; 2,0,b; 3,1,b | a | 1 | column y",
        "1,1,a; 0,0,b | a | yes | yes",
        "1,1,a; 0,0,b | z | 1 | cannot find group z: expected one of a, b",
        " | a | 1 | no rows",
        "1,NaN,a; 0,.2,b; 1,.4,b | a | 1 --threshold .5 --score-of 1 | column p has no value in 1"
            + " of 3 rows",
        "1,.9,a; 0,.2,b; 1,.4,b | a | 1 --threshold .5 --score-of 7 | column y is neither label in"
            + " 1 of 3 rows, expected 1 or 7",
        "1,1,a; 0,0,b | a | 1 --bands g=1 | cannot put column g into bands: it is no number in 2 of"
            + " 2 rows",
        "1,1,a; 0,0,b | a | 1 --weight n | cannot find column n"
      })
  void fairness_badInput_saysWhatIsWrong(
      String rows, String privileged, String favorable, String message) {
    String text = rows == null ? "" : rows.replace("; ", "\n") + "\n";
    Cli.Run run =
        run(
            file("y,p,g\n" + text),
            "--label y --prediction p --sensitive g --privileged %s --favorable %s"
                .formatted(privileged, favorable));

    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }
}

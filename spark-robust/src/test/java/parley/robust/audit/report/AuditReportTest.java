package parley.robust.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.measure.Measure;

class AuditReportTest {

  @Test
  void toJson_isOneLineWithEveryFigureAndReason() throws Exception {
    String line = AuditReports.full().toJson();
    JsonNode json = new ObjectMapper().readTree(line);

    assertThat(line).doesNotContain("\n", "NaN", "Infinity");
    assertThat(json.at("/measures/ppv").asDouble()).isEqualTo(.019627085377821395);
    assertThat(json.at("/measures/smallestLipschitzConstant").isNull()).isTrue();
    assertThat(json.at("/reasons/smallestLipschitzConstant").asText())
        .isEqualTo("equal rows differ");
    assertThat(json.at("/card/limits/1").asText()).isEqualTo("One clinic.");
    assertThat(json.at("/sections/0/findings/0/words").asText()).startsWith("Of positive answers");
    assertThat(json.at("/sections/1/plots/0/description").asText()).contains("a: 0.5000 (0.4000");
    assertThat(json.at("/warnings")).hasSize(1);
  }

  @Test
  void toHtml_isOnePage_withoutNetworkAndEscaped() {
    String html = AuditReports.full().toHtml();

    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("Audit of a &lt;screening&gt; &amp; test", "name=\"viewport\"")
        .contains("class=\"warning\">An accuracy of 95 % looks good")
        .contains("<dt>smallestLipschitzConstant is undefined</dt><dd>The smallest such factor")
        .contains("Undefined here: equal rows differ.")
        .contains("id=\"plot1-title\"", "id=\"plot2-title\"")
        .doesNotContain("http", "<script", "src=", "<screening", "null", "NaN");
  }

  @Test
  void shift_tests_areSortedByAdjustedP() {
    AuditSection shift = AuditReports.full().sections().get(3);

    assertThat(shift.tables().get(0).rows())
        .extracting(row -> row.get(0))
        .containsExactly("income_of_the_household", "age", "sex");
    assertThat(shift.tables().get(0).rows().get(2))
        .containsExactly(
            "sex", "chi-square", "undefined", "undefined", "undefined", "the column is constant");
  }

  @Test
  void calibration_manyGroups_drawsFiveAndListsAll() {
    Map<String, List<CalibrationBin>> groups = new LinkedHashMap<>();
    for (int i = 0; i < 7; i++) {
      groups.put("g" + i, List.of(new CalibrationBin(.5, Measure.of("share", .4), 9)));
    }
    AuditSection section = AuditSections.calibration(groups);

    assertThat(section.words()).contains("The plot has the first 5 of 7 groups, the table all.");
    assertThat(section.plots().get(0).description()).contains("g4:").doesNotContain("g5:");
    assertThat(section.tables().get(0).rows()).hasSize(7);
  }

  @Test
  void toText_alignsFiguresAndTables() {
    assertThat(AuditReports.full().toText().lines().toList())
        .contains("Intended use: Screening of adults without symptoms")
        .contains("What an answer is worth")
        .contains(
            "  ppv = 0.0196271                           Of positive answers, the share that is"
                + " right.")
        .contains("  row  other row  distance  difference of predictions")
        .contains("  4    7          0         0.5");
  }

  @Test
  void newReport_oneNameTwice_isRefused() {
    AuditSection section = AuditSection.titled("t").find(Measure.of("ppv", 1), "").build();

    assertThatThrownBy(() -> AuditReport.of("t", null, section, section))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two findings are called ppv");
  }

  @Test
  void newTable_raggedRow_isRefused() {
    assertThatThrownBy(
            () -> new AuditTable("t", List.of("a", "b"), List.of(List.of("1", "2"), List.of("1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot make the table t: expected rows of 2 cells, got 1");
  }
}

package parley.robust.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import parley.error.ParleyException;

class RobustnessReportTest {

  @Test
  void toJson_andBack_isTheSame() {
    assertThat(RobustnessReport.fromJson(report().toJson())).isEqualTo(report());
    assertThat(report().toJson()).doesNotContain("\n").contains("\"perturbationEpsilon\":0.1");
  }

  @Test
  void fromJson_laterField_isIgnored() {
    String json = report().toJson().replaceFirst("\\{", "{\"later\":1,");

    assertThat(RobustnessReport.fromJson(json)).isEqualTo(report());
  }

  @Test
  void fromJson_noReport_isRefused() {
    assertThatThrownBy(() -> RobustnessReport.fromJson("hello"))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot read the report");
  }

  @Test
  void toHtml_isOnePage_withoutNetworkAndEscaped() {
    assertThat(report().toHtml())
        .startsWith("<!DOCTYPE html>")
        .contains("a &lt;b&gt; &amp; c")
        .doesNotContain("http", "<script", "src=", "<b>", "null", "NaN");
  }

  @Test
  void toHtml_plot_isWellFormedAndSaysInWordsWhatItShows() throws Exception {
    String html = report().toHtml();
    String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg)
        .contains("role=\"img\"", "aria-labelledby=\"plot-title plot-text\"")
        .contains("<title id=\"plot-title\">Accuracy against epsilon</title>")
        .contains("FGSM: 0 0.9561, 0.1 0.4561, 0.2 0.0351.")
        .contains("certified: 0 0.9386, 0.1 0.2000.")
        .contains("largest perturbation, L-inf");
  }

  /** The plot's corners: epsilon 0 at x 60, the largest at 550; accuracy 1 at y 15, 0 at 350. */
  @Test
  void toHtml_plot_drawsPointsWhereTheyBelong() {
    RobustnessReport all = with(new AttackCurve.Point(2, 0, null));

    assertThat(all.toHtml()).contains("d=\"M60.0 15.0L550.0 350.0\"");
  }

  @Test
  void toText_isATableByEpsilon() {
    assertThat(report().toText().lines().toList())
        .contains("epsilon            FGSM      exact  certified")
        .contains("0 (clean)        0.9561     0.9561     0.9386")
        .contains("0.1              0.4561     0.4500     0.2000")
        .contains("0.2              0.0351                      ")
        .contains("Warning: a <b> & c")
        .contains("7 of 90 rows of <t> were left out.");
  }

  @Test
  void with_moreToKnow_standsBehindWhatIsThereInEveryForm() {
    RobustnessReport more = report().with(List.of("w & w", "a <b> & c"), List.of("n <n>."));

    assertThat(more.warnings()).containsExactly("a <b> & c", "w & w");
    assertThat(more.notes()).containsExactly("7 of 90 rows of <t> were left out.", "n <n>.");
    assertThat(more.toHtml())
        .contains("w &amp; w")
        .contains("7 of 90 rows of &lt;t&gt; were left out.")
        .contains("n &lt;n&gt;.");
    assertThat(more.toText()).contains("\nn <n>.\n").contains("Warning: w & w");
    assertThat(RobustnessReport.fromJson(more.toJson())).isEqualTo(more);
  }

  @Test
  void fromJson_ofBeforeThereWereNotes_hasNone() {
    String before = report().toJson().replaceFirst(",\"notes\":\\[[^]]*]", "");

    assertThat(before).doesNotContain("notes");
    assertThat(RobustnessReport.fromJson(before).notes()).isEmpty();
    assertThat(RobustnessReport.fromJson(before).warnings()).isEqualTo(report().warnings());
  }

  private static RobustnessReport with(AttackCurve.Point point) {
    return new RobustnessReport(
        "t",
        "m",
        1,
        2,
        1,
        "l1",
        1,
        null,
        List.of(new AttackCurve("FGSM", "", false, List.of(point), 0)),
        null,
        List.of(),
        List.of());
  }

  private static RobustnessReport report() {
    return new RobustnessReport(
        "Robustness of a <b> & c",
        "LogisticRegressionModel",
        30,
        2,
        114,
        "linf",
        .956140,
        .1,
        List.of(
            new AttackCurve(
                "FGSM",
                "clipLo 0.0, clipHi 1.0",
                false,
                List.of(
                    new AttackCurve.Point(.1, .456140, 1.5),
                    new AttackCurve.Point(.2, .035088, 3.0)),
                0.5),
            new AttackCurve("exact", "", true, List.of(new AttackCurve.Point(.1, .45, 1.6)), 0.25)),
        new CertifiedCurve(
            "randomised smoothing",
            "sigma 0.25",
            .938596,
            List.of(new CertifiedCurve.Point(.1, .547723, .2)),
            2),
        List.of("a <b> & c"),
        List.of("7 of 90 rows of <t> were left out."));
  }
}

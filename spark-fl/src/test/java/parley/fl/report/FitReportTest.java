package parley.fl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.fl.activation.ConvergenceWatch.Reading;

class FitReportTest {

  @Test
  void toJson_andBack_isTheSame() {
    FitReport report = report();
    assertThat(FitReport.fromJson(report.toJson())).isEqualTo(report);
    assertThat(report.toJson()).doesNotContain("\n").contains("\"logQP\":881.0");
  }

  @Test
  void fromJson_laterField_isIgnored() {
    FitReport report = report();
    String json = report.toJson().replaceFirst("\\{", "{\"later\":1,");
    assertThat(FitReport.fromJson(json)).isEqualTo(report);
  }

  @Test
  void fromJson_noReport_isRefused() {
    assertThatThrownBy(() -> FitReport.fromJson("{\"title\":"))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot read the report");
  }

  @Test
  void toHtml_isOnePage_withoutNetworkAndEscaped() {
    String html = report().toHtml();
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("ring dimension 32768")
        .contains("a &lt;b&gt; &amp; c")
        .contains("nothing is protected from its owner")
        .doesNotContain("http", "<script>", "src=", "<b>");
  }

  @Test
  void toText_saysWhoSawWhatAndWhatItCost() {
    assertThat(report().toText())
        .contains("the model is sealed")
        .contains("driver: ciphertexts")
        .contains("margins: 114 numbers to the querier")
        .contains("2 providers, 30 features, 40 iterations in 1 round with 1240 refreshes")
        .contains("12.3 MB")
        .contains("Warning: a <b> & c");
  }

  @Test
  void read_pageOrJson_theSameReport() {
    FitReport report = report().about("cancer.csv, label <diagnosis>", "accuracy 0.9649");
    assertThat(FitReport.read(report.toHtml())).isEqualTo(report);
    assertThat(FitReport.read(report.toJson())).isEqualTo(report);
    assertThatThrownBy(() -> FitReport.read("<!DOCTYPE html><p>another page</p>"))
        .isInstanceOf(ParleyException.class)
        .hasMessage("cannot read the report: the page has no report in it");
  }

  @Test
  void toHtml_verdictFirst_thenDataDateAndVersion() {
    String html = report().about("cancer.csv, label diagnosis", "accuracy 0.9649").toHtml();
    assertThat(html)
        .containsSubsequence(
            "<h1>",
            "Under encryption, over 2 providers: accuracy 0.9649; the model is sealed",
            "a &lt;b&gt;",
            "<dt>data</dt><dd>cancer.csv, label diagnosis",
            "by Parley " + parley.mhe.Release.version());
    assertThat(parley.mhe.Release.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }

  @Test
  void margins_asManyAsFeatures_sealedOneMore_openToTheQuerier() {
    FitReport at = predicted(30);
    assertThat(at.isOpenToQuerier()).isFalse();
    assertThat(at.toText()).contains("no one can read its weights");
    assertThat(at.warnings()).isEqualTo(report().warnings());

    for (FitReport over : List.of(predicted(31), at.with(predicted(1)))) {
      assertThat(over.isOpenToQuerier()).isTrue();
      assertThat(over.toText()).contains("the model is sealed against all but the querier");
      assertThat(over.toHtml()).doesNotContain("no one can read its weights");
      assertThat(over.warnings().get(0))
          .contains("it got 31 margins, and 31 independent rows tell the weights of 30 features");
      assertThat(FitReport.fromJson(over.toJson())).isEqualTo(over);
    }
    assertThat(predicted(31).with(predicted(9)).warnings())
        .filteredOn(w -> w.startsWith("the querier can compute"))
        .singleElement()
        .asString()
        .contains("it got 40 margins");
  }

  /** Each row gives all outputs. */
  @Test
  void outputs_asManyAsANetworksWeights_openToTheQuerier() {
    for (int rows : new int[] {14, 15}) {
      FitReport report =
          FitReport.builder("t", "encrypted")
              .sealed(true)
              .features(4)
              .weights(4 * 5 + 5 + 6 * 3)
              .network(NetworkFigures.of(List.of(4, 5, 3)))
              .opened(FitReport.MARGINS, FitReport.Audience.QUERIER, rows)
              .build();
      assertThat(report.isOpenToQuerier()).isEqualTo(rows == 15);
      assertThat(report.warnings())
          .isEqualTo(
              rows == 14
                  ? List.of()
                  : List.of(
                      "the querier can compute the sealed weights: it got 45 outputs, and as many"
                          + " as the network's 43 weights may tell them"));
      assertThat(FitReport.fromJson(report.toJson())).isEqualTo(report);
    }
  }

  /** Without an intercept there is one unknown less. */
  @Test
  void margins_asManyAsWeightsWithoutIntercept_openToTheQuerier() {
    for (int rows : new int[] {1, 2}) {
      FitReport report =
          FitReport.builder("t", "encrypted")
              .sealed(true)
              .features(2)
              .weights(2)
              .iterations(1)
              .opened(FitReport.MARGINS, FitReport.Audience.QUERIER, rows)
              .build();
      assertThat(report.isOpenToQuerier()).isEqualTo(rows == 2);
      assertThat(report.warnings()).hasSize(rows - 1);
      assertThat(FitReport.fromJson(report.toJson())).isEqualTo(report);
    }
  }

  @Test
  void model_inWords_isAsOpenAsItIs() {
    assertThat(FitReport.builder("t", "plain").build().toText()).contains("the weights are known");
    assertThat(FitReport.builder("t", "encrypted").build().toText())
        .contains("the weights were opened to the querier")
        .doesNotContain("are known");
    FitReport prediction =
        FitReport.builder("prediction", "encrypted")
            .sealed(true)
            .features(2)
            .opened(FitReport.MARGINS, FitReport.Audience.QUERIER, 2)
            .build();
    assertThat(prediction.toText())
        .contains("these margins do not tell its weights, all predictions together may")
        .doesNotContain("no one can read");
  }

  private static FitReport predicted(long rows) {
    return report()
        .with(
            FitReport.builder("prediction", "encrypted")
                .sealed(true)
                .features(30)
                .opened(FitReport.MARGINS, FitReport.Audience.QUERIER, rows)
                .build());
  }

  @Test
  void opened_countsByAudience() {
    assertThat(report().opened(FitReport.Audience.QUERIER)).isEqualTo(117);
    assertThat(report().opened(FitReport.Audience.ALL)).isEqualTo(61);
  }

  @Test
  void bytesPerProvider_notSet_isTheSumOfTheRounds() {
    FitReport report =
        FitReport.builder("t", "plain")
            .round(FitRound.plain("train/map", 0, 0.1, 80))
            .round(FitRound.plain("train/map", 1, 0.1, 80))
            .build();
    assertThat(report.bytesPerProvider()).isEqualTo(160);
  }

  @Test
  void with_aLaterReport_addsWhatItOpenedSentAndTook() {
    FitReport later =
        FitReport.builder("prediction", "encrypted")
            .opened("margins", FitReport.Audience.QUERIER, 7)
            .round(new FitRound("predict", 0, 2.5, 10, 4, 1_000, "querier", null))
            .seconds("train", 5)
            .seconds("predict", 3)
            .bytesPerProvider(655_322)
            .warning("of the prediction alone")
            .build();

    FitReport both = report().with(later);

    assertThat(both.bytesPerProvider()).isEqualTo(13_001_000);
    assertThat(both.opened(FitReport.Audience.QUERIER)).isEqualTo(124);
    assertThat(both.opened(FitReport.Audience.ALL)).isEqualTo(61);
    assertThat(both.rounds()).extracting(FitRound::name).containsExactly("train/map", "predict");
    assertThat(both.seconds())
        .containsExactly(
            Map.entry("prepare", 2.0), Map.entry("train", 65.0), Map.entry("predict", 3.0));
    assertThat(both.title()).isEqualTo("Federated logistic regression");
    assertThat(both.features()).isEqualTo(30);
    assertThat(both.warnings()).isEqualTo(report().warnings());
  }

  private static FitReport report() {
    return FitReport.builder("Federated logistic regression", "encrypted")
        .simulated(true)
        .sealed(true)
        .providers(List.of("a", "b"))
        .features(30)
        .iterations(40)
        .refreshes(1240)
        .parameter("degree", 9, "least that trains well")
        .encryption(new FitReport.Encryption(32768, 881, 128, 45, 10))
        .security("driver", "ciphertexts")
        .opened("standardisation", FitReport.Audience.ALL, 61)
        .opened("mean squared margins", FitReport.Audience.QUERIER, 3)
        .opened("margins", FitReport.Audience.QUERIER, 114)
        .round(new FitRound("train/map", 0, 1.5, 10, 4, 2_000_000, "no one", null))
        .seconds("prepare", 2)
        .seconds("train", 60)
        .bytesPerProvider(12_345_678)
        .precisionBits(22.5)
        .watch(List.of(new Reading(10, 12.5, 0.06)))
        .warning("a <b> & c")
        .build();
  }
}

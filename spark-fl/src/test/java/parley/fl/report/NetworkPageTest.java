package parley.fl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPageTest {
  private static final NetworkFigures FIGURES =
      new NetworkFigures(
          List.of(9, 64, 2),
          List.of(.5, .25, .125),
          List.of(new NetworkFigures.Look(2, .06, true), new NetworkFigures.Look(3, .51, false)),
          1,
          List.of(4.125, 2.5));

  private static FitReport.Builder report(String protection) {
    return FitReport.builder("Federated network", protection).iterations(3).network(FIGURES);
  }

  private static FitRound round(String name, int iteration, int before, int after) {
    return new FitRound(name, iteration, 1, before, after, 10, "no one", null);
  }

  @Test
  void page_ofANetwork_drawsLayersLossAndLevels() {
    String page =
        report("encrypted")
            .round(round("prepare/keys", -1, 0, 0))
            .round(round("train/first", 0, 5, 6))
            .round(round("train/to-slots", 1, 5, 6))
            .round(round("train/outputs", 1, 4, 6))
            .build()
            .toHtml();

    assertThat(page)
        .contains("<h2>Network</h2>", "<p>layers 9-64-2</p>")
        .contains("<p>loss 0.5000 at the first iteration, 0.1250 at the last</p>")
        .contains("<p>largest value before an activation, layer by layer: 4.13, 2.50</p>")
        .contains("<p>went back and halved its steps 1 times</p>")
        .contains("features: 9, hidden: 64, outputs: 2.")
        .contains("gives limbs back. train/to-slots: 5 to 6, train/outputs: 4 to 6.")
        .contains("<title id=\"loss-title\">Loss</title>")
        .contains("<td>3</td><td>0.5100</td><td>no: back, with halved steps</td>");
  }

  @Test
  void page_inClear_hasNoLevels() {
    String page = report("plain").round(FitRound.plain("train/gradient", 1, 1, 8)).build().toHtml();

    assertThat(page)
        .contains("features: 9, hidden: 64, outputs: 2.")
        .doesNotContain("id=\"levels-");
  }

  @Test
  void page_ofWhatNobodySaw_hasNoLoss() {
    FitReport report =
        FitReport.builder("Federated network", "encrypted")
            .network(new NetworkFigures(List.of(9, 64, 2), null, List.of(), 0, null))
            .build();

    assertThat(report.toHtml()).contains("<p>layers 9-64-2</p>").doesNotContain("Loss");
  }

  @Test
  void text_ofANetwork_saysItsFigures() {
    assertThat(report("plain").build().toText())
        .contains("Network\n  layers 9-64-2\n  loss 0.5000 at the first iteration");
    assertThat(FitReport.builder("t", "plain").build().toText()).doesNotContain("Network");
    assertThat(FitReport.builder("t", "plain").build().toHtml()).doesNotContain("Network");
  }
}

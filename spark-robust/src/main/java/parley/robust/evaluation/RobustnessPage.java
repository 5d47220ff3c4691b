package parley.robust.evaluation;

import java.util.List;
import parley.html.HtmlPage;

/** A report as one page without scripts, fonts or pictures from elsewhere. */
final class RobustnessPage {
  private RobustnessPage() {}

  static String of(RobustnessReport r) {
    HtmlPage page = new HtmlPage(r.title()).paragraph(RobustnessWords.model(r));
    r.notes().forEach(page::paragraph);
    r.warnings().forEach(page::warning);
    AccuracyTable table = AccuracyTable.of(r);
    return page.figure(
            AccuracyPlot.of(r).toSvg("plot"),
            "Accuracy against the largest perturbation. The table has the figures.")
        .table("Accuracy by epsilon", table.heads(), table.rows(), row -> row)
        .paragraph(RobustnessWords.reading(r))
        .table(
            "What was run",
            List.of("method", "settings", "seconds"),
            RobustnessWords.methods(r),
            row -> row)
        .toHtml();
  }
}

package parley.robust.audit.report;

import java.util.List;
import parley.html.HtmlPage;
import parley.plot.Plot;

/** A report as one page without scripts, fonts or pictures from elsewhere. */
final class AuditPage {
  private AuditPage() {}

  static String of(AuditReport report) {
    HtmlPage page = new HtmlPage(report.title());
    ModelCard card = report.card();
    if (card != null) {
      page.table("About this audit", List.of("what", "as stated"), card.rows(), row -> row);
    }
    int plots = 0;
    for (AuditSection section : report.sections()) {
      page.section(section.title());
      section.warnings().forEach(page::warning);
      section.words().forEach(page::paragraph);
      page.terms(section.findings(), Finding::statement, Finding::meaning);
      for (Plot plot : section.plots()) {
        page.figure(plot.toSvg("plot" + ++plots), plot.title());
      }
      section.tables().forEach(t -> page.table(t.title(), t.heads(), t.rows(), row -> row));
    }
    return page.toHtml();
  }
}

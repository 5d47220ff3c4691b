package parley.mhe.runtime.ui;

import java.util.List;
import java.util.Locale;
import parley.html.HtmlPage;

/**
 * Federations as markup with the classes of Spark's own tables: what each did and cost, and its
 * steps by phase. Stateless.
 */
final class FederationHtml {
  private static final List<String> HEADS =
      List.of(
          "Phase",
          "Step",
          "Kind",
          "Round",
          "Requests",
          "Seconds",
          "Sent by the busiest provider",
          "Received by each provider",
          "Opened to");

  private FederationHtml() {}

  /** What stands below the page's title. */
  static String of(List<FederationView> newestFirst) {
    StringBuilder page = new StringBuilder(4096);
    if (newestFirst.isEmpty()) {
      return "<p>No federation yet.</p>";
    }
    newestFirst.forEach(view -> add(page, view));
    return page.toString();
  }

  private static void add(StringBuilder page, FederationView view) {
    page.append("<h4>").append(view.number()).append(": ").append(text(view.algorithm()));
    page.append("</h4>\n<ul class=\"list-unstyled\">\n");
    item(page, "Status", status(view));
    item(page, "Providers", view.providers().size() + ": " + String.join(", ", view.providers()));
    item(page, "Bytes", bytes(view));
    item(page, "Openings", openings(view));
    item(page, "Refreshes", "" + view.sum(StepView::refreshes, StepView::requests));
    item(page, "Session", view.session());
    page.append("</ul>\n");
    if (!view.steps().isEmpty()) {
      table(page, view);
    }
  }

  private static String status(FederationView view) {
    String place =
        view.steps().stream()
            .filter(step -> step.name().equals(view.last()))
            .map(step -> step.name() + ", round " + step.round() + " of " + step.rounds())
            .findFirst()
            .orElse("no round yet");
    String left =
        view.secondsLeft() == null
            ? ""
            : String.format(Locale.ROOT, ", about %.0f s left", view.secondsLeft());
    String state =
        view.ended() == null
            ? "open, last " + place + left
            : String.format(Locale.ROOT, "ended after %.1f s", (view.ended() - view.begun()) / 1e3);
    return state
        + (view.simulated()
            ? "; a simulation: all providers in one process, nothing is protected from its owner"
            : "");
  }

  private static String bytes(FederationView view) {
    return size(view.sum(any -> true, StepView::bytesUp))
        + " sent by each request's busiest provider, "
        + size(view.sum(any -> true, StepView::bytesDown))
        + " received by each provider";
  }

  private static String openings(FederationView view) {
    long querier = view.sum(step -> step.opened().equals("querier"), StepView::requests);
    long all = view.sum(step -> step.opened().equals("all"), StepView::requests);
    return querier + " to the querier, " + all + " to all";
  }

  private static void item(StringBuilder page, String name, String value) {
    page.append("<li style=\"overflow-wrap:anywhere\"><strong>")
        .append(name)
        .append(":</strong> ")
        .append(text(value))
        .append("</li>\n");
  }

  private static void table(StringBuilder page, FederationView view) {
    page.append("<div style=\"overflow-x:auto\" role=\"region\" tabindex=\"0\"")
        .append(" aria-label=\"Rounds by phase\">")
        .append("<table class=\"table table-bordered table-sm table-striped\"><thead><tr>");
    HEADS.forEach(head -> page.append("<th scope=\"col\">").append(head).append("</th>"));
    page.append("</tr></thead><tbody>\n");
    String phase = "";
    for (StepView step : view.steps()) {
      row(page, step, step.phase().equals(phase) ? "" : step.phase());
      phase = step.phase();
    }
    page.append("</tbody></table></div>\n");
  }

  private static void row(StringBuilder page, StepView step, String phase) {
    List<String> cells =
        List.of(
            phase,
            step.name().substring(step.name().indexOf('/') + 1),
            step.protocol(),
            step.round() + " of " + step.rounds(),
            "" + step.requests(),
            String.format(Locale.ROOT, "%.2f", step.seconds()),
            size(step.bytesUp()),
            size(step.bytesDown()),
            step.opened());
    page.append("<tr>");
    cells.forEach(cell -> page.append("<td>").append(text(cell)).append("</td>"));
    page.append("</tr>\n");
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static String text(String value) {
    return HtmlPage.escape(value);
  }
}

package parley.robust.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.robust.evaluation.AttackCurve;
import parley.robust.evaluation.CertifiedCurve;
import parley.robust.evaluation.RobustnessReport;
import parley.testing.HeadlessBrowser;
import parley.testing.PageChecks;

/** The reports' pages in a browser, wide and narrow; pictures of them go to target/screenshots. */
class AuditPageIT {
  @TempDir private static Path folder;
  @AutoClose private static HeadlessBrowser browser;

  @BeforeAll
  static void start() throws Exception {
    browser = HeadlessBrowser.start(folder.resolve("profile"));
  }

  @Test
  void pages_wideAndNarrow_showEverythingAndAskForNothing() throws Exception {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("audit", AuditReports.full().toHtml());
    pages.put("robustness", robustness().toHtml());
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Path file = Files.writeString(folder.resolve(page.getKey() + ".html"), page.getValue());
      for (int width : PageChecks.WIDTHS) {
        PageChecks.requireReadable(browser, file, width);

        assertThat(browser.evaluate("document.querySelectorAll('svg').length").asInt())
            .as("%s at %d", page.getKey(), width)
            .isPositive();
      }
    }
  }

  private static RobustnessReport robustness() {
    return new RobustnessReport(
        "Robustness on breast-cancer.csv",
        "LogisticRegressionModel",
        30,
        2,
        114,
        "linf",
        .956140,
        .1,
        List.of(
            curve("FGSM", .929825, .789474, .456140),
            curve("PGD", .929825, .780702, .447368),
            curve("exact", .929825, .780702, .438596)),
        new CertifiedCurve(
            "randomised smoothing",
            "mode certify, seed 0, sigma 0.25, samples 100000, selectionSamples 100, alpha 0.001",
            .938596,
            List.of(new CertifiedCurve.Point(.01, .054772, .9)),
            2),
        List.of("PGD leaves the same accuracy as the exact worst case at an epsilon of 0.05."),
        List.of("7 of 576 rows of breast-cancer.csv (1 %) were left out."));
  }

  private static AttackCurve curve(String name, double... accuracies) {
    return new AttackCurve(
        name,
        "attackIterations 40, restarts 1, randomStart false, clipLo 0.0, clipHi 1.0, seed 0",
        false,
        List.of(
            new AttackCurve.Point(.01, accuracies[0], 1.0),
            new AttackCurve.Point(.05, accuracies[1], 1.5),
            new AttackCurve.Point(.1, accuracies[2], 2.0)),
        .5);
  }
}

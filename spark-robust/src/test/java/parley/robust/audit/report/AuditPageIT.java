package parley.robust.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.robust.HeadlessBrowser;
import parley.robust.evaluation.AttackCurve;
import parley.robust.evaluation.CertifiedCurve;
import parley.robust.evaluation.RobustnessReport;

/** The reports' pages in a browser, wide and narrow; pictures of them go to target/screenshots. */
class AuditPageIT {
  private static final int[] WIDTHS = {1280, 400};

  /** Pictures without words for those who do not see them. */
  private static final String WITHOUT_WORDS =
      "[...document.querySelectorAll('svg')].filter(s => s.getAttribute('role') !== 'img'"
          + " || !s.getAttribute('aria-labelledby').split(' ').every(id =>"
          + " (document.getElementById(id) || {textContent: ''}).textContent.trim())).length"
          + " + [...document.querySelectorAll('img')].filter(i => !i.alt.trim()).length";

  /** Text of a picture that reaches beyond its edges, or lies on other text. */
  private static final String TEXT_CUT_OFF =
      "[...document.querySelectorAll('svg text')].filter(t => {"
          + " const a = t.getBoundingClientRect(), b = t.ownerSVGElement.getBoundingClientRect();"
          + " return a.left < b.left - .5 || a.right > b.right + .5"
          + " || a.top < b.top - .5 || a.bottom > b.bottom + .5; }).map(t => t.textContent)";

  private static final String TEXT_ON_TEXT =
      "[...document.querySelectorAll('svg')].flatMap(s => {"
          + " const all = [...s.querySelectorAll('text')].map(t => [t.textContent,"
          + " t.getBoundingClientRect()]);"
          + " return all.flatMap(([x, a], i) => all.slice(i + 1).filter(([y, b]) =>"
          + " a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4"
          + " && b.top < a.bottom - 4).map(([y]) => x + ' | ' + y)); })";

  private static final String PAGE_WIDTH = "document.documentElement.scrollWidth";

  /** Tables that are wider than what is around them, which does not scroll. */
  private static final String TABLE_CUT_OFF =
      "[...document.querySelectorAll('table')].filter(t => t.offsetWidth >"
          + " t.parentElement.clientWidth"
          + " && getComputedStyle(t.parentElement).overflowX !== 'auto').length";

  @TempDir private static Path folder;
  private static HeadlessBrowser browser;

  @BeforeAll
  static void start() throws Exception {
    browser = HeadlessBrowser.start(folder.resolve("profile"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void pages_wideAndNarrow_showEverythingAndAskForNothing() throws Exception {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("audit", AuditReports.full().toHtml());
    pages.put("robustness", robustness().toHtml());
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Path file = Files.writeString(folder.resolve(page.getKey() + ".html"), page.getValue());
      for (int width : WIDTHS) {
        String what = page.getKey() + " at " + width;
        HeadlessBrowser.Visit visit = browser.open(file, width);

        assertThat(visit.errors()).as(what).isEmpty();
        assertThat(visit.requests()).as(what).containsExactly(file.toUri().toString());
        assertThat(browser.evaluate("document.querySelectorAll('svg').length").asInt())
            .as(what)
            .isPositive();
        assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(width);
        assertThat(browser.evaluate(WITHOUT_WORDS).asInt()).as(what).isZero();
        assertThat(browser.evaluate(PAGE_WIDTH).asInt()).as(what).isLessThanOrEqualTo(width);
        assertThat(browser.evaluate(TEXT_CUT_OFF)).as(what).isEmpty();
        assertThat(browser.evaluate(TEXT_ON_TEXT)).as(what).isEmpty();
        assertThat(browser.evaluate(TABLE_CUT_OFF).asInt()).as(what).isZero();
        browser.screenshot(Path.of("target/screenshots", page.getKey() + "-" + width + ".png"));
      }
    }
  }

  /** The checks above see what they are for. */
  @Test
  void checks_onAPageWithEveryFault_findEach() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bad.html"),
            "<!DOCTYPE html><meta name='viewport' content='width=device-width'><img"
                + " src='none.png'><svg role='img' aria-labelledby='a b' width='90'"
                + " height='40'><title id='a'>t</title><text x='80' y='20'>beyond</text><text"
                + " x='10' y='20'>over</text><text x='14' y='20'>over</text></svg><div"
                + " style='overflow:hidden'><table style='width:900px'><tr><td>x</table></div><p"
                + " style='width:700px'>wide</p><script>console.error('no')</script>");
    HeadlessBrowser.Visit visit = browser.open(file, 400);

    assertThat(visit.errors()).hasSizeGreaterThanOrEqualTo(1).anyMatch(e -> e.contains("no"));
    assertThat(visit.requests()).hasSize(2);
    assertThat(browser.evaluate(WITHOUT_WORDS).asInt()).isEqualTo(2);
    assertThat(browser.evaluate(PAGE_WIDTH).asInt()).isGreaterThan(700);
    assertThat(browser.evaluate(TEXT_CUT_OFF)).hasSize(1);
    assertThat(browser.evaluate(TEXT_ON_TEXT)).hasSize(1);
    assertThat(browser.evaluate(TABLE_CUT_OFF).asInt()).isEqualTo(1);
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

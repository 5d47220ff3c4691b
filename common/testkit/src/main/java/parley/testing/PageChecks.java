package parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** What has to hold of every page of ours in a browser, wide and narrow. Stateless. */
public final class PageChecks {
  /** A desk's and a telephone's, in pixels. */
  public static final List<Integer> WIDTHS = List.of(1280, 400);

  /** Pictures without words for those who do not see them. */
  static final String WITHOUT_WORDS =
      "[...document.querySelectorAll('svg')].filter(s => s.getAttribute('role') !== 'img'"
          + " || !s.getAttribute('aria-labelledby').split(' ').every(id =>"
          + " (document.getElementById(id) || {textContent: ''}).textContent.trim())).length"
          + " + [...document.querySelectorAll('img')].filter(i => !i.alt.trim()).length";

  /** Text of a picture that reaches beyond its edges, or lies on other text. */
  static final String TEXT_CUT_OFF =
      "[...document.querySelectorAll('svg text')].filter(t => {"
          + " const a = t.getBoundingClientRect(), b = t.ownerSVGElement.getBoundingClientRect();"
          + " return a.left < b.left - .5 || a.right > b.right + .5"
          + " || a.top < b.top - .5 || a.bottom > b.bottom + .5; }).map(t => t.textContent)";

  static final String TEXT_ON_TEXT =
      "[...document.querySelectorAll('svg')].flatMap(s => {"
          + " const all = [...s.querySelectorAll('text')].map(t => [t.textContent,"
          + " t.getBoundingClientRect()]);"
          + " return all.flatMap(([x, a], i) => all.slice(i + 1).filter(([y, b]) =>"
          + " a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4"
          + " && b.top < a.bottom - 4).map(([y]) => x + ' | ' + y)); })";

  static final String PAGE_WIDTH = "document.documentElement.scrollWidth";

  /** Tables that are wider than what is around them, which does not scroll. */
  static final String TABLE_CUT_OFF =
      "[...document.querySelectorAll('table')].filter(t => t.offsetWidth >"
          + " t.parentElement.clientWidth"
          + " && getComputedStyle(t.parentElement).overflowX !== 'auto').length";

  private PageChecks() {}

  /**
   * Opens a page and requires that it is quiet, asks for nothing, and shows all of its text. A
   * picture of it goes to the module's {@code target/screenshots}.
   *
   * @param width in pixels
   */
  public static void requireReadable(HeadlessBrowser browser, Path page, int width)
      throws Exception {
    String name = page.getFileName().toString().replaceFirst("\\.html$", "") + "-" + width;
    HeadlessBrowser.Visit visit = browser.open(page, width);
    browser.screenshot(Path.of("target/screenshots", name + ".png"));

    assertThat(visit.errors()).as(name).isEmpty();
    assertThat(visit.requests()).as(name).containsExactly(page.toUri().toString());
    assertThat(browser.evaluate("innerWidth").asInt()).as(name).isEqualTo(width);
    assertThat(browser.evaluate(WITHOUT_WORDS).asInt()).as(name).isZero();
    assertThat(browser.evaluate(PAGE_WIDTH).asInt()).as(name).isLessThanOrEqualTo(width);
    assertThat(browser.evaluate(TEXT_CUT_OFF)).as(name).isEmpty();
    assertThat(browser.evaluate(TEXT_ON_TEXT)).as(name).isEmpty();
    assertThat(browser.evaluate(TABLE_CUT_OFF).asInt()).as(name).isZero();
  }
}

package parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks see what they are for. */
class PageChecksIT {
  @TempDir private Path folder;
  private HeadlessBrowser browser;

  @BeforeEach
  void start() throws Exception {
    browser = HeadlessBrowser.start(folder.resolve("profile"));
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

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
    assertThat(browser.evaluate(PageChecks.WITHOUT_WORDS).asInt()).isEqualTo(2);
    assertThat(browser.evaluate(PageChecks.PAGE_WIDTH).asInt()).isGreaterThan(700);
    assertThat(browser.evaluate(PageChecks.TEXT_CUT_OFF)).hasSize(1);
    assertThat(browser.evaluate(PageChecks.TEXT_ON_TEXT)).hasSize(1);
    assertThat(browser.evaluate(PageChecks.TABLE_CUT_OFF).asInt()).isEqualTo(1);
  }
}

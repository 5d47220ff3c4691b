package parley.fl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.fl.activation.ConvergenceWatch.Reading;
import parley.testing.HeadlessBrowser;
import parley.testing.PageChecks;

/** A training's page in a browser, wide and narrow; pictures of it go to target/screenshots. */
class FitPageIT {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @TempDir private static Path folder;
  @AutoClose private static HeadlessBrowser browser;

  @BeforeAll
  static void start() throws Exception {
    browser = HeadlessBrowser.start(folder.resolve("profile"));
  }

  @Test
  void page_everySection_fitsWideAndNarrow() throws Exception {
    Path page = Files.writeString(folder.resolve("training.html"), full().toHtml());
    for (int width : PageChecks.WIDTHS) {
      PageChecks.requireReadable(browser, page, width);

      // Verdict, then warnings, then the rest.
      assertThat(browser.evaluate("document.querySelector('h1 + p').textContent").asText())
          .startsWith("Under encryption, over 12 providers: accuracy 0.9649");
      assertThat(browser.evaluate("document.querySelectorAll('h1 + p + .warning').length").asInt())
          .isOne();
      assertThat(browser.evaluate("document.querySelectorAll('table').length").asInt())
          .isGreaterThanOrEqualTo(6);
    }
  }

  /** Every section, with words as long as users can make them. */
  private static FitReport full() {
    List<String> providers = new ArrayList<>();
    IntStream.range(0, 12).forEach(k -> providers.add("hospital-of-" + "x".repeat(40) + k));
    FitReport.Builder report =
        FitReport.builder("Federated logistic regression", "encrypted")
            .sealed(true)
            .providers(providers)
            .features(30)
            .iterations(40)
            .precisionBits(18)
            .encryption(new FitReport.Encryption(32768, 640, 128, 40, 11))
            .parameter("layout", "11 limbs (60 + 10 x 40 bits)", "5 for the masks of the refresh")
            .parameter("feature ranges", "column_" + "y".repeat(90), "as given")
            .security("driver", "ciphertexts, and the sums opened to all")
            .opened("row count and sums of the squares", FitReport.Audience.ALL, 64)
            .opened(FitReport.MARGINS, FitReport.Audience.QUERIER, 114)
            .network(
                new NetworkFigures(
                    List.of(784, 64, 64, 10),
                    List.of(.45, .2, .1),
                    List.of(new NetworkFigures.Look(2, .12, true)),
                    1,
                    List.of(4.1, 2.9, 2.2)))
            .round(new FitRound("train/to-coefficients", 1, .2, 4, 5, 9999, "no one", null))
            .round(new FitRound("train/gradient", 1, .2, 5, 5, 9999, "no one", null))
            .fit(
                new PolynomialFit(
                    16.7, 14, false, .5, .01, .3, .02, Map.of("column_" + "z".repeat(90), .05)))
            .session(
                new SessionTerms(
                    HASH,
                    HASH,
                    HASH,
                    true,
                    providers.stream()
                        .map(
                            name ->
                                new SessionTerms.Provider(
                                    name, List.of(HASH), 1000L, 114, List.of(HASH), List.of(HASH)))
                        .toList()))
            .seconds("prepare", 3.5)
            .seconds("train", 120)
            .watch(List.of(new Reading(5, 1.25, .001)))
            .warning("a file of /" + "w".repeat(120) + " was left out");
    for (int i = 0; i < 3; i++) {
      report.round(new FitRound("train/gradient", i, 1.25, 11, 5, 12_345_678, "no one", null));
    }
    return report
        .build()
        .about("/data/" + "d".repeat(100) + ".csv, label diagnosis", "accuracy 0.9649");
  }
}

package parley.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;
import parley.measure.Interval;
import parley.measure.Measure;

class PlotTest {

  /** Bars run from x 160 for 0 to x 480 for 1. */
  @Test
  void bars_withWhiskers_areWhereTheyBelong() throws Exception {
    String svg = bars().toSvg("p");

    parse(svg);
    assertThat(svg)
        .contains("<rect x=\"160.0\" y=\"17.0\" width=\"240.0\" height=\"16\"")
        .contains("d=\"M320.0 20.0v10m0 -5H448.0m0 -5v10\"")
        .contains("d=\"M240.0 10V")
        .contains(">undefined</text>")
        .contains(
            "aria-labelledby=\"p-title p-text\"", "<title id=\"p-title\">t &lt;b&gt;</title>");
  }

  @Test
  void bars_description_saysAllInWords() {
    assertThat(bars().description())
        .isEqualTo("Rates. a: 0.7500 (0.5000 to 0.9000). b <&>: undefined, no rows. all: 0.2500.");
  }

  @Test
  void bars_negativeValues_startAtZero() {
    String svg =
        new BarPlot(
                "t",
                "d.",
                "difference",
                List.of(
                    new BarPlot.Bar("a", Measure.of("d", -.5)),
                    new BarPlot.Bar("b", Measure.of("d", .5))),
                null)
            .toSvg("p");

    // The axis runs from -0.6 to 0.6 in steps of 0.2.
    assertThat(svg)
        .contains("<rect x=\"186.7\" y=\"17.0\" width=\"133.3\"")
        .contains("<rect x=\"320.0\" y=\"47.0\" width=\"133.3\"")
        .contains(">-0.6</text>", ">0.6</text>", ">0</text>");
  }

  /** The plot's corners: x 60 and 550, y 350 and 15. */
  @Test
  void lines_pointsWhiskersAndReference_areDrawn() throws Exception {
    LinePlot plot =
        new LinePlot(
            "t",
            "Shares.",
            new Axis("x", 0, 2),
            new Axis("y", 0, 1),
            List.of(
                LinePlot.Line.of(
                    "a",
                    List.of(
                        LinePlot.Point.of(0, 0),
                        new LinePlot.Point(2, 1, new Interval(0, 1, .95)))),
                new LinePlot.Line("r", List.of(LinePlot.Point.of(0, .5)), true),
                LinePlot.Line.of("none", List.of())));
    String svg = plot.toSvg("p");

    parse(svg);
    assertThat(svg)
        .contains("d=\"M60.0 350.0L550.0 15.0\"", "d=\"M550.0 15.0v335.0m-4 0h8M546.0 15.0h8\"")
        .containsOnlyOnce("stroke-dasharray=\"none\"/>\n<circle")
        .contains("stroke=\"#666\" stroke-width=\"2\" stroke-dasharray=\"1 4\"");
    assertThat(plot.description())
        .isEqualTo("Shares. a: 0 0.0000, 2 1.0000 (0.0000 to 1.0000). r: 0 0.5000. none: .");
  }

  @ParameterizedTest
  @CsvSource({"0, .7, 0, 1, 5", "0, 3.37, 0, 4, 4", "-.02, .1, -.05, .1, 3", "0, 100, 0, 100, 5"})
  void covering_values_hasRoundTicks(double lo, double hi, double from, double to, int parts) {
    Axis axis = Axis.covering("x", lo, hi);

    assertThat(axis.from()).isEqualTo(from);
    assertThat(axis.to()).isCloseTo(to, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(axis.parts()).isEqualTo(parts);
  }

  @Test
  void axis_withoutLength_isRefused() {
    assertThatThrownBy(() -> new Axis("x", 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a start below the end");
  }

  @Test
  void wrap_longNames_keepsEveryCharacter() {
    assertThat(Svg.wrap("a bb ccc", 4)).containsExactly("a bb", "ccc");
    assertThat(Svg.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
    assertThat(Svg.wrap("abc", 4)).containsExactly("abc");
  }

  @ParameterizedTest
  @CsvSource({
    ".00005, 5e-05",
    "100000, 100000",
    ".5, 0.5",
    "0, 0",
    "1234567, 1.23457e+06",
    "20, 20",
    "12345678901, 1.23457e+10",
    "1e10, 1e+10"
  })
  void number_trailingZeros_areLeftOut(double value, String words) {
    assertThat(NumberWords.number(value)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    ".019627085, 1.963 %",
    "1, 100 %",
    ".99999999, more than 99.99 %",
    "0, 0 %",
    ".0000002, 0.00002 %",
    ".5, 50 %"
  })
  void percent_shares_areNeverRoundedUpToAll(double share, String words) {
    assertThat(NumberWords.percent(share)).isEqualTo(words);
  }

  private static BarPlot bars() {
    return new BarPlot(
        "t <b>",
        "Rates.",
        "rate",
        List.of(
            new BarPlot.Bar("a", Measure.of("r", .75, new Interval(.5, .9, .95))),
            new BarPlot.Bar("b <&>", Measure.undefined("r", "no rows"))),
        new BarPlot.Bar("all", Measure.of("r", .25)));
  }

  private static void parse(String svg) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}

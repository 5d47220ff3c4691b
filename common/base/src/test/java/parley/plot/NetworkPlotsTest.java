package parley.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class NetworkPlotsTest {
  private static void parse(String svg) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  /** Three columns of 190 pixels; 64 is six doublings, 16 + 66 pixels high about y 90. */
  @Test
  void layers_ofANetwork_areBoxesWithWeightsBetween() throws Exception {
    LayerPlot plot =
        new LayerPlot(
            "t <b>",
            "Layers.",
            List.of(
                new LayerPlot.Layer("features", 100),
                new LayerPlot.Layer("hidden", 64),
                new LayerPlot.Layer("classes", 10)));

    String svg = plot.toSvg("p");

    parse(svg);
    assertThat(svg)
        .contains("<rect x=\"263.0\" y=\"49.0\" width=\"44\" height=\"82.0\"")
        .contains("y=\"82.0\" text-anchor=\"middle\">6464</text>")
        .contains("text-anchor=\"middle\">650</text>")
        .contains(">features</text>", ">t &lt;b&gt;</title>");
    assertThat(plot.description()).isEqualTo("Layers. features: 100, hidden: 64, classes: 10.");
  }

  @Test
  void layers_ofOne_areRefused() {
    assertThatThrownBy(() -> new LayerPlot("t", "d.", List.of(new LayerPlot.Layer("a", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot draw layers: expected two or more, got 1");
  }

  /** Level 0 is x 200, level 4 is x 540. */
  @Test
  void levels_ofSteps_areArrows() throws Exception {
    LevelPlot plot =
        new LevelPlot(
            "t",
            "Limbs.",
            "limbs",
            List.of(
                new LevelPlot.Step("product", 4, 3),
                new LevelPlot.Step("refresh & more", 2, 4),
                new LevelPlot.Step("sum", 4, 4)));

    String svg = plot.toSvg("p");

    parse(svg);
    assertThat(svg)
        .contains("<path d=\"M540.0 30.0H455.0m7 -5l-7 5l7 5\" fill=\"none\" stroke=\"#0072b2\"")
        .contains("<path d=\"M370.0 60.0H540.0m-7 -5l7 5l-7 5\" fill=\"none\" stroke=\"#d55e00\"")
        .contains("<circle cx=\"540.0\" cy=\"90.0\"")
        .contains(">refresh &amp; more</text>");
    assertThat(plot.description())
        .isEqualTo("Limbs. product: 4 to 3, refresh & more: 2 to 4, sum: at 4.");
  }

  @Test
  void levels_withoutSteps_haveAnAxis() throws Exception {
    parse(new LevelPlot("t", "d.", "limbs", List.of()).toSvg("p"));
  }
}

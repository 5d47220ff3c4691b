package parley.mhe.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlPageTest {

  @Test
  void toHtml_textOfEveryKind_isEscaped() {
    String bad = "<b>\"&\"</b>";

    String html =
        new HtmlPage(bad)
            .paragraph(bad)
            .warning(bad)
            .table(bad, List.of(bad), List.of(1), row -> List.of(bad))
            .figure("<svg></svg>", bad)
            .toHtml();

    assertThat(html).doesNotContain("<b>").contains("<svg></svg>").endsWith("</body></html>\n");
    assertThat(html.split("&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;", -1)).hasSize(9);
  }

  @Test
  void table_withoutRows_isLeftOut() {
    assertThat(new HtmlPage("t").table("x", List.of("a"), List.of(), row -> List.of()).toHtml())
        .doesNotContain("<table>");
  }
}

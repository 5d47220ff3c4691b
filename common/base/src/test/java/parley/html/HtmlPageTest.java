package parley.html;

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
            .section(bad)
            .terms(List.of(1), item -> bad, item -> bad)
            .figure("<svg></svg>", bad)
            .toHtml();

    assertThat(html).doesNotContain("<b>").contains("<svg></svg>").endsWith("</body></html>\n");
    assertThat(html.split("&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;", -1)).hasSize(13);
  }

  @Test
  void table_withoutRows_isLeftOut() {
    assertThat(
            new HtmlPage("t")
                .table("x", List.of("a"), List.of(), row -> List.of())
                .terms(List.of(), term -> "", text -> "")
                .toHtml())
        .doesNotContain("<table>", "<dl>");
  }

  @Test
  void table_inASection_hasAHeadingBelowTheSections() {
    assertThat(table(new HtmlPage("t"))).contains("<h2>x</h2>");
    assertThat(table(new HtmlPage("t").section("s"))).contains("<h2>s</h2>", "<h3>x</h3>");
  }

  private static String table(HtmlPage page) {
    return page.table("x", List.of("a"), List.of("1"), List::of).toHtml();
  }
}

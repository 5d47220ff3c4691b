package parley.mhe.runtime.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.ui.UIUtils;
import org.apache.spark.ui.WebUIPage;
import org.apache.spark.util.kvstore.KVStore;
import scala.Function0;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.xml.Node;
import scala.xml.Unparsed;

/** The tab's page, in the frame that all of Spark's pages have. Thread-safe, as it only reads. */
final class FederationPage extends WebUIPage {
  private final SparkUITab tab;
  private final KVStore store;

  FederationPage(SparkUITab tab, KVStore store) {
    super("");
    this.tab = tab;
    this.store = store;
  }

  /**
   * Asks for the frame, so that another Spark's is found missing now and not when a page is wanted.
   *
   * @throws IllegalStateException when there is none with these parameters
   */
  static void requireHeader() {
    Class<?>[] expected = {
      HttpServletRequest.class,
      String.class,
      Function0.class,
      SparkUITab.class,
      Option.class,
      boolean.class,
      boolean.class
    };
    boolean found =
        Arrays.stream(UIUtils.class.getMethods())
            .anyMatch(
                method ->
                    method.getName().equals("headerSparkPage")
                        && Arrays.equals(method.getParameterTypes(), expected));
    if (!found) {
      throw new IllegalStateException("other parameters of headerSparkPage");
    }
  }

  @Override
  public Seq<Node> render(HttpServletRequest request) {
    List<FederationView> newestFirst = new ArrayList<>();
    try (var views = store.view(FederationView.class).reverse().closeableIterator()) {
      views.forEachRemaining(newestFirst::add);
    } catch (Exception e) { // KVStore's methods declare it
      throw new IllegalStateException("cannot read the federations for Spark's UI", e);
    }
    Seq<Node> content = seq(new Unparsed(FederationHtml.of(newestFirst)));
    return UIUtils.headerSparkPage(
        request, "Federations", () -> content, tab, Option.empty(), false, false);
  }

  private static Seq<Node> seq(Node node) {
    return CollectionConverters.asScala(List.of(node)).toSeq();
  }
}

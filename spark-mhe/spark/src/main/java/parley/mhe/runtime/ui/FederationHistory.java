package parley.mhe.runtime.ui;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.status.AppHistoryServerPlugin;
import org.apache.spark.status.ElementTrackingStore;
import org.apache.spark.ui.SparkUI;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The tab in the history server, of applications that had a federation. Spark finds it by its name
 * in {@code META-INF/services}; the server needs this jar on its own class path. Stateless.
 */
public final class FederationHistory implements AppHistoryServerPlugin {
  @Override
  public Seq<SparkListener> createListeners(SparkConf conf, ElementTrackingStore store) {
    List<SparkListener> one = List.of(new FederationListener(store));
    return CollectionConverters.asScala(one).toSeq();
  }

  @Override
  public void setupUI(SparkUI ui) {
    FederationTabs.guarded(
        () -> {
          if (FederationTab.hasFederations(ui)) {
            FederationTab.attach(ui);
          }
        });
  }
}

package parley.mhe.runtime.ui;

import org.apache.spark.SparkContext;
import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.util.kvstore.KVStore;

/** The tab: one page of all federations. Thread-safe, as it only reads. */
final class FederationTab extends SparkUITab {
  /** In the page's address; with a capital letter the tab's name. */
  static final String ADDRESS = "federation";

  private FederationTab(SparkUI ui) {
    super(ui, ADDRESS);
    FederationPage.requireHeader();
    attachPage(new FederationPage(this, ui.store().store()));
  }

  /** Into the UI of an application that runs, with a listener that feeds it. */
  static void attachLive(SparkContext spark) {
    SparkUI ui = spark.ui().get();
    KVStore store = ui.store().store();
    attach(ui);
    spark.listenerBus().addToStatusQueue(new FederationListener(store));
  }

  /** Whether a UI's store has any. */
  static boolean hasFederations(SparkUI ui) {
    try {
      return ui.store().store().count(FederationView.class) > 0;
    } catch (Exception e) { // KVStore's methods declare it
      throw new IllegalStateException("cannot count the federations for Spark's UI", e);
    }
  }

  /** Into a UI whose store has, or is to have, federations. */
  static void attach(SparkUI ui) {
    ui.attachTab(new FederationTab(ui));
  }
}

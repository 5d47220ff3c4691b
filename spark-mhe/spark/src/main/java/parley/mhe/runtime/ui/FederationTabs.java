package parley.mhe.runtime.ui;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.spark.SparkContext;
import org.slf4j.LoggerFactory;

/**
 * Puts the tab into a running application's UI, once. The tab is made of classes that Spark keeps
 * for itself and may change: where they are others there is no tab, and everything else goes on.
 * Thread-safe.
 */
final class FederationTabs {
  private static final Set<SparkContext> SEEN =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private FederationTabs() {}

  /** Attaches the tab where there is a UI and no tab yet. */
  static void attach(SparkContext spark) {
    if (!spark.isStopped() && spark.ui().isDefined() && SEEN.add(spark)) {
      guarded(() -> FederationTab.attachLive(spark));
    }
  }

  /** Does something with Spark's own classes, or says in one line why not. */
  static void guarded(Runnable work) {
    try {
      work.run();
    } catch (LinkageError | RuntimeException e) {
      warn(e);
    }
  }

  /** Says that Spark's classes are others. */
  static void warn(Throwable reason) {
    LoggerFactory.getLogger(FederationTabs.class)
        .warn(
            "no tab \"Federation\" in Spark's UI: this Spark's own classes are others, expected"
                + " those of Spark 4.1, got {}",
            reason.toString());
  }
}

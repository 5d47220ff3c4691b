package parley.mhe.runtime.ui;

import java.util.List;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.util.kvstore.KVStore;

/**
 * Makes what the tab shows out of a federation's events, live or from an event log. For one thread:
 * that of a queue of Spark's.
 */
final class FederationListener extends SparkListener {
  /** An application that asks a sealed model again and again has a federation each time. */
  static final int MOST_FEDERATIONS = 100;

  private final KVStore store;
  private final TreeMap<Integer, FederationView> views = new TreeMap<>();

  FederationListener(KVStore store) {
    this.store = store;
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof FederationBegun begun) {
      forgetOldest();
      keep(FederationView.of(begun));
    } else if (event instanceof FederationRound round) {
      FederationView known = views.get(round.federation());
      if (known != null) {
        keep(known.with(round));
      }
    } else if (event instanceof FederationEnded ended) {
      end(ended);
    }
  }

  /** A sealed model's federation is open as long as its application runs. */
  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd event) {
    List.copyOf(views.keySet()).forEach(number -> end(new FederationEnded(number, event.time())));
  }

  private void end(FederationEnded event) {
    FederationView known = views.get(event.federation());
    if (known != null && known.ended() == null) {
      keep(known.with(event));
    }
  }

  private void keep(FederationView view) {
    views.put(view.number(), view);
    try {
      store.write(view);
    } catch (Exception e) { // KVStore's methods declare it
      throw new IllegalStateException("cannot keep a federation for Spark's UI", e);
    }
  }

  private void forgetOldest() {
    while (views.size() >= MOST_FEDERATIONS) {
      try {
        store.delete(FederationView.class, views.pollFirstEntry().getKey());
      } catch (Exception e) { // KVStore's methods declare it
        throw new IllegalStateException("cannot forget a federation of Spark's UI", e);
      }
    }
  }
}

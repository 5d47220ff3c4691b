package parley.mhe.runtime.ui;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * A session with providers has begun, or goes on. Spark's event log keeps it as JSON. Immutable,
 * thread-safe.
 *
 * @param federation number in its application, from 1
 * @param session hex of the session's id
 * @param algorithm of the plan
 * @param providers sorted names
 * @param simulated whether all providers live in the driver's process
 * @param time milliseconds since 1970
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FederationBegun(
    int federation,
    String session,
    String algorithm,
    List<String> providers,
    boolean simulated,
    long time)
    implements SparkListenerEvent {
  /** Takes a copy of the list. */
  public FederationBegun {
    providers = List.copyOf(providers);
  }
}

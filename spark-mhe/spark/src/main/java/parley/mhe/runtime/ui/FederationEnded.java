package parley.mhe.runtime.ui;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * A session's providers were let go of, at its end or after an error. Spark's event log keeps it as
 * JSON. Immutable, thread-safe.
 *
 * @param federation number in its application, from 1
 * @param time milliseconds since 1970
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FederationEnded(int federation, long time) implements SparkListenerEvent {}

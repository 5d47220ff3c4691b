package parley.mhe.runtime.ui;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.jspecify.annotations.Nullable;

/**
 * All providers have answered a request. Spark's event log keeps it as JSON; it has nothing that a
 * report hides: no row, no count of rows, no value. Immutable, thread-safe.
 *
 * @param federation number in its application, from 1
 * @param step name of the plan's step; its phase stands before the slash
 * @param protocol what was asked, in words
 * @param refreshes whether ciphertexts got levels back by it
 * @param round number of the round in its step, from 0
 * @param rounds rounds that the plan allows at most
 * @param seconds wall clock
 * @param bytesUp bytes that the provider which sent most has sent
 * @param bytesDown bytes that every provider received
 * @param opened who learned the value: "no one", "querier" or "all"
 * @param secondsLeft of the training, estimated; null where nobody can say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FederationRound(
    int federation,
    String step,
    String protocol,
    boolean refreshes,
    int round,
    int rounds,
    double seconds,
    long bytesUp,
    long bytesDown,
    String opened,
    @Nullable Double secondsLeft)
    implements SparkListenerEvent {}

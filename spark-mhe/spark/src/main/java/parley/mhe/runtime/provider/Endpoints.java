package parley.mhe.runtime.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.runtime.message.Delivery;
import parley.mhe.runtime.message.PartialSum;
import parley.mhe.runtime.message.PluginMessage;
import parley.mhe.runtime.message.RoundMessage;
import parley.mhe.runtime.session.SessionKeys;

/**
 * The providers that live in this process, by federation. Static, so outside of Spark's lineage: a
 * task that runs again finds the party that answered before. Thread-safe.
 */
public final class Endpoints {
  private static final Map<String, Endpoints> FEDERATIONS = new ConcurrentHashMap<>();

  /** How far a provider is with a message. */
  public enum State {
    NOT_REACHED,
    AT_WORK,
    ANSWERED;

    /** By what its executor says; null when that has said nothing. */
    public static State of(
        PluginMessage.@Nullable Progress progress, long sequence, String provider) {
      if (progress == null || progress.sequence() != sequence) {
        return NOT_REACHED;
      }
      return progress.answered().contains(provider)
          ? ANSWERED
          : progress.atWork().contains(provider) ? AT_WORK : NOT_REACHED;
    }
  }

  private final Map<String, ProviderEndpoint> endpoints = new ConcurrentHashMap<>();
  private final Map<String, Object> installing = new ConcurrentHashMap<>();
  private final Map<String, State> progress = new ConcurrentHashMap<>();
  private final Map<Integer, PartialSum> results = new ConcurrentHashMap<>();
  private long sequence = -1;
  private @Nullable Delivery current;
  private @Nullable SessionKeys keys;
  private boolean keysShared;

  private Endpoints() {}

  /** Those of a federation; made on first use. */
  public static Endpoints of(String federation) {
    return FEDERATIONS.computeIfAbsent(federation, id -> new Endpoints());
  }

  /** Ends those of a federation and frees what they hold. */
  public static void remove(String federation) {
    Endpoints removed = FEDERATIONS.remove(federation);
    if (removed != null) {
      removed.close();
    }
  }

  /** Ends all. */
  public static void removeAll() {
    List.copyOf(FEDERATIONS.keySet()).forEach(Endpoints::remove);
  }

  /** How far the providers here are, by federation. */
  public static Map<String, PluginMessage.Progress> progress() {
    Map<String, PluginMessage.Progress> all = new HashMap<>();
    FEDERATIONS.forEach((id, here) -> all.put(id, here.toProgress()));
    return all;
  }

  /** Registers a provider unless it is there: a task that runs again must not replace a party. */
  ProviderEndpoint install(String provider, Supplier<ProviderEndpoint> maker) {
    // A lock a provider: programs encode their rows here, several at a time.
    synchronized (installing.computeIfAbsent(provider, name -> new Object())) {
      ProviderEndpoint known = endpoints.get(provider);
      if (known == null) {
        known = maker.get();
        endpoints.put(provider, known);
      }
      return known;
    }
  }

  ProviderEndpoint get(String provider) {
    ProviderEndpoint endpoint = endpoints.get(provider);
    if (endpoint == null) {
      throw new ParleyException(
          "cannot answer for "
              + provider
              + ": it does not live in this process, expected one of "
              + endpoints.keySet()
              + ", got another");
    }
    return endpoint;
  }

  /** Hands a message over in the driver's own process. */
  public synchronized void post(Delivery delivery) {
    begin(delivery);
  }

  /**
   * The message of that number: the one handed over, else decoded now, once for all providers here.
   */
  synchronized Delivery delivery(long wanted, Supplier<RoundMessage> message) {
    Delivery known = current;
    if (known != null && sequence == wanted) {
      return known;
    }
    if (wanted < sequence) {
      // A task that was given up but still runs must not end the message that others work on.
      throw new ParleyException(
          "cannot answer message "
              + wanted
              + ": a later one has come, expected "
              + sequence
              + ", got an old task");
    }
    return begin(read(message.get()));
  }

  private Delivery read(RoundMessage message) {
    // Any party here will do: all are in the session of this federation.
    return Delivery.read(message, endpoints.values().iterator().next().party(), keys);
  }

  private Delivery begin(Delivery delivery) {
    finish();
    sequence = delivery.sequence();
    current = delivery;
    progress.clear();
    if (delivery.kind() == RoundMessage.Kind.KEYS) {
      keys = delivery.keys();
    }
    return delivery;
  }

  /** Forgets the current message and results that no one took. */
  public synchronized void finish() {
    results.values().forEach(PartialSum::close);
    results.clear();
    if (current != null) {
      current.close();
      current = null;
    }
  }

  /** Leaves a result for the driver in the same process; a task that ran again replaces its own. */
  public void leave(int group, PartialSum sum) {
    PartialSum before = results.put(group, sum);
    if (before != null) {
      before.close();
    }
  }

  /** Takes the results; the caller owns them. */
  public List<PartialSum> take() {
    List<PartialSum> taken = new ArrayList<>(results.values());
    results.clear();
    return taken;
  }

  synchronized @Nullable SessionKeys keys() {
    return keys;
  }

  /** Frees the session keys with the endpoints, unless they are the driver's own. */
  public synchronized void shareKeys() {
    keysShared = true;
  }

  void mark(String provider, State now) {
    progress.put(provider, now);
  }

  public synchronized State state(long wanted, String provider) {
    return sequence == wanted
        ? progress.getOrDefault(provider, State.NOT_REACHED)
        : State.NOT_REACHED;
  }

  private synchronized PluginMessage.Progress toProgress() {
    List<String> atWork = new ArrayList<>();
    List<String> answered = new ArrayList<>();
    progress.forEach((provider, now) -> (now == State.AT_WORK ? atWork : answered).add(provider));
    return new PluginMessage.Progress(sequence, atWork, answered);
  }

  private synchronized void close() {
    finish();
    endpoints.values().forEach(ProviderEndpoint::close);
    endpoints.clear();
    if (keys != null && !keysShared) {
      keys.close();
    }
    keys = null;
  }
}

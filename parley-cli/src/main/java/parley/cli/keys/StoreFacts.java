package parley.cli.keys;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.Failures;
import parley.error.ParleyException;
import parley.mhe.party.store.KeyStore;
import parley.mhe.party.store.StoreSummary;
import parley.mhe.party.store.StoreUsage;

/**
 * What is known of one store: what stands there in clear, what the passphrase shows, or what is
 * wrong with it. Immutable.
 */
record StoreFacts(
    String provider,
    @Nullable StoreSummary summary,
    @Nullable StoreUsage usage,
    @Nullable String problem) {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm'Z'", Locale.ROOT);

  /**
   * Looks at a store.
   *
   * @param open whether to open it, which a passphrase may be needed for
   */
  static StoreFacts of(KeyStore store, boolean open) {
    StoreSummary summary = null;
    try {
      summary = store.summary();
      StoreUsage usage = open || !summary.underPassphrase() ? store.usage() : null;
      return new StoreFacts(store.provider(), summary, usage, null);
    } catch (ParleyException e) {
      return new StoreFacts(store.provider(), summary, null, Failures.message(e));
    }
  }

  Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("provider", provider);
    map.put("session", summary == null ? null : summary.session());
    map.put("made", summary == null ? null : time(summary.created()));
    map.put("passphrase", summary == null ? null : summary.underPassphrase());
    map.put("rounds", usage == null ? null : usage.rounds());
    map.put("openingsUsed", usage == null ? null : usage.openingsUsed());
    map.put("openingsLeft", usage == null ? null : usage.openingsLeft());
    map.put(
        "lastAnswer", usage == null ? null : usage.lastAnswer().map(StoreFacts::time).orElse(null));
    map.put("head", usage == null ? null : usage.head());
    map.put("problem", problem);
    return map;
  }

  /** One line of a table. */
  String toLine() {
    String known =
        summary == null
            ? "%-9s %-17s %-4s".formatted("?", "?", "?")
            : "%-9s %-17s %-4s"
                .formatted(
                    summary.shortSession(),
                    time(summary.created()),
                    summary.underPassphrase() ? "yes" : "NO");
    String asked =
        usage == null
            ? problem == null ? "(--passphrase-from shows the rest)" : "UNUSABLE: " + problem
            : "%7d %7d %7d %-17s %s"
                .formatted(
                    usage.rounds(),
                    usage.openingsUsed(),
                    usage.openingsLeft(),
                    usage.lastAnswer().map(StoreFacts::time).orElse("never"),
                    usage.head());
    return "%-16s %s %s".formatted(provider, known, asked);
  }

  static String header() {
    return "%-16s %-9s %-17s %-4s %7s %7s %7s %-17s %s"
        .formatted(
            "provider",
            "session",
            "made",
            "pass",
            "rounds",
            "opened",
            "left",
            "last answer",
            "ledger's head");
  }

  private static String time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).format(MINUTES);
  }
}

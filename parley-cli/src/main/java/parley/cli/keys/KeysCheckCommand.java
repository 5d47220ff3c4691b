package parley.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.json.Json;
import parley.mhe.party.ledger.LedgerHead;
import parley.mhe.party.store.StoreUsage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley keys check}: whether stores are whole, complete, and as new as they were. */
@Command(
    name = "check",
    description =
        "Open the key stores and check all of them: each record, that no provider's is missing, and"
            + " with --heads that none went back in time.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class KeysCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOptions options;

  @Option(
      names = "--heads",
      paramLabel = "F.json",
      description = "what keys list --output json said earlier, kept in another place")
  private @Nullable Path heads;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Map<String, LedgerHead> earlier = heads == null ? Map.of() : read(heads);
    List<StoreFacts> stores =
        options.stores().stream().map(store -> StoreFacts.of(store, true)).toList();
    List<String> problems = problems(stores, earlier);
    List<String> behind = behind(stores);
    if (!output.json()) {
      behind.forEach(Console.of(spec)::say);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ok", problems.isEmpty());
    result.put("stores", stores.size());
    result.put("problems", problems);
    result.put("notes", behind);
    Console.of(spec)
        .result(
            output.json()
                ? Json.line(result)
                : problems.isEmpty()
                    ? stores.size() + " key stores are in order."
                    : String.join("\n", problems));
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }

  private static List<String> problems(List<StoreFacts> stores, Map<String, LedgerHead> earlier) {
    List<String> problems = new ArrayList<>();
    TreeSet<String> sessions = new TreeSet<>();
    TreeSet<String> wanted = new TreeSet<>(earlier.keySet());
    for (StoreFacts store : stores) {
      StoreUsage usage = store.usage();
      if (store.summary() != null) {
        sessions.add(store.summary().shortSession());
      }
      if (usage == null) {
        problems.add(String.valueOf(store.problem()));
        continue;
      }
      wanted.addAll(usage.providers());
      LedgerHead then = earlier.get(store.provider());
      if (then != null && !usage.continues(then)) {
        problems.add(
            "the ledger of %s went back in time or is another: expected one that goes on from %s, got %s"
                .formatted(store.provider(), then, usage.head()));
      }
    }
    stores.forEach(store -> wanted.remove(store.provider()));
    wanted.forEach(
        provider ->
            problems.add(
                "the key store of "
                    + provider
                    + " is missing: without it no model of its session can be used"));
    if (sessions.size() > 1) {
      problems.add("the stores are of several sessions: expected one, got " + sessions);
    }
    return problems;
  }

  /** All providers are asked for the same, so a shorter ledger wants an explanation. */
  private static List<String> behind(List<StoreFacts> stores) {
    long most =
        stores.stream()
            .map(StoreFacts::usage)
            .filter(Objects::nonNull)
            .mapToLong(usage -> usage.head().answers())
            .max()
            .orElse(0);
    List<String> notes = new ArrayList<>();
    for (StoreFacts store : stores) {
      StoreUsage usage = store.usage();
      if (usage != null && usage.head().answers() < most) {
        notes.add(
            "the ledger of %s is behind the others, with %d answers of %d: a round failed there, or an older copy was put back"
                .formatted(store.provider(), usage.head().answers(), most));
      }
    }
    return notes;
  }

  private static Map<String, LedgerHead> read(Path file) {
    try {
      Map<String, LedgerHead> read = new TreeMap<>();
      for (JsonNode store : new ObjectMapper().readTree(Files.readString(file)).path("stores")) {
        JsonNode head = store.path("head");
        if (!head.path("hash").isTextual()) {
          throw new InputException(
              "cannot read heads from "
                  + file
                  + ": one is missing, expected what keys list --passphrase-from ... --output json"
                  + " printed");
        }
        read.put(
            store.path("provider").asText(),
            new LedgerHead(head.path("answers").asLong(), head.path("hash").asText()));
      }
      if (read.isEmpty()) {
        throw new InputException("cannot read heads from " + file + ": there are none");
      }
      return read;
    } catch (IOException e) {
      throw new InputException("cannot read heads from " + file + ": " + e.getMessage(), e);
    }
  }
}

package parley.cli.keys;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Output;
import parley.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley keys list}: whose stores there are, and how much was asked of them. */
@Command(
    name = "list",
    description =
        "Say whose key stores there are, of which session, and what they answered so far.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class KeysListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOptions options;
  @Mixin private Output output;

  @Override
  public Integer call() {
    List<StoreFacts> facts =
        options.stores().stream()
            .map(store -> StoreFacts.of(store, options.hasPassphrase()))
            .toList();
    Console.of(spec)
        .result(
            output.json()
                ? Json.line(Map.of("stores", facts.stream().map(StoreFacts::toMap).toList()))
                : facts.stream()
                    .map(StoreFacts::toLine)
                    .collect(Collectors.joining("\n", StoreFacts.header() + "\n", "")));
    return ExitCode.DONE;
  }
}

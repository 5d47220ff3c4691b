package parley.cli.provider;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Output;
import parley.json.Json;
import parley.mhe.party.log.LogFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley log head}: the end of a log, to be noted elsewhere. */
@Command(
    name = "head",
    description = "Check a log's chain, and print the number of its lines and the last one's hash.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class LogHeadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the log")
  private Path file;

  @Option(
      names = "--noted",
      paramLabel = "HASH",
      description = "a hash that was printed before: is that line still there?")
  private @Nullable String noted;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    LogFile log = LogFile.read(file);
    boolean whole = log.problem().isEmpty();
    boolean found = noted == null || log.upTo(noted).isPresent();
    log.problem().ifPresent(problem -> console.say(file + " was altered or damaged: " + problem));
    if (!found) {
      console.say(
          file + " does not have the line that was noted: lines were cut off or changed: " + noted);
    }
    if (output.json()) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("provider", log.provider());
      all.put("lines", log.head().lines());
      all.put("hash", log.head().hash());
      all.put("whole", whole && found);
      console.result(Json.line(all));
    } else {
      console.result(log.head().toString());
    }
    return whole && found ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }
}

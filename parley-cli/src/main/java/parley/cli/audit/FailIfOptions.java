package parley.cli.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.measure.Measure;
import picocli.CommandLine.Option;

/** What makes a command fail after it is done, for scripts that stop there. */
final class FailIfOptions {
  @Option(
      names = "--fail-if",
      paramLabel = "METRIC>VALUE",
      converter = FailCheck.Converter.class,
      description =
          "exit with 3 if a figure is above a value (or with >= < <=), or undefined; repeatable")
  private List<FailCheck> checks = new ArrayList<>();

  /** Whether there is anything to check. */
  boolean given() {
    return !checks.isEmpty();
  }

  /**
   * Refuses figures that there will not be, before any work.
   *
   * @throws InputException if a check names another figure than the known ones
   */
  void check(Collection<String> known) {
    for (FailCheck check : checks) {
      if (!known.contains(check.metric())) {
        throw new InputException(
            "cannot check --fail-if '%s': there is no figure %s, expected one of %s"
                .formatted(check.text(), check.metric(), String.join(", ", known)));
      }
    }
  }

  /** Says which checks fail; the exit code of the command. The figures are those of the check. */
  int exitCode(Map<String, Measure> measures, Console console) {
    check(measures.keySet());
    int code = ExitCode.DONE;
    for (FailCheck check : checks) {
      Measure measure = Objects.requireNonNull(measures.get(check.metric()));
      if (!measure.isDefined()) {
        console.say(
            "check failed: %s is undefined (%s), so '%s' cannot be ruled out"
                .formatted(check.metric(), measure.reason(), check.text()));
        code = ExitCode.CHECK_FAILED;
      } else if (check.failsOn(measure)) {
        console.say(
            "check failed: %s is %s, and --fail-if says '%s'"
                .formatted(check.metric(), measure.get(), check.text()));
        code = ExitCode.CHECK_FAILED;
      }
    }
    return code;
  }
}

package parley.cli.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.error.ParleyException;
import parley.fl.report.FitReport;
import parley.fl.verify.Findings;
import parley.fl.verify.ReportCheck;
import parley.json.Json;
import parley.mhe.party.log.LogException;
import parley.mhe.party.log.LogFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley verify-report}: reports against the providers' logs. */
@Command(
    name = "verify-report",
    description =
        "Compare a fit's report, and those of its model's predictions, with the providers' logs.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class VerifyReportCommand implements Callable<Integer> {
  private static final String LOG_SUFFIX = ".log";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "REPORT",
      description = "reports of one session, written by --report: pages or JSON")
  private List<Path> reports;

  @Option(
      names = "--log",
      required = true,
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "the providers' logs, or folders: of these, PROVIDER.log of the reports")
  private List<Path> logs;

  @Mixin private Output output;

  @Override
  public Integer call() {
    List<FitReport> stated = reports.stream().map(VerifyReportCommand::report).toList();
    List<LogFile> written = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    stated.forEach(report -> names.addAll(report.providers()));
    logs.forEach(place -> written.addAll(logs(place, names)));
    Findings found = ReportCheck.of(stated, written);
    Console.of(spec).result(output.json() ? json(found) : text(found));
    return found.agree() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }

  private static FitReport report(Path file) {
    try {
      return FitReport.read(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new InputException("cannot read the report " + file + ": there is no such file", e);
    } catch (IOException | ParleyException e) {
      throw new InputException(
          "cannot read the report " + file + ": expected one that --report FILE wrote", e);
    }
  }

  private static List<LogFile> logs(Path place, Set<String> providers) {
    if (!Files.isDirectory(place)) {
      return List.of(LogFile.read(place));
    }
    try (Stream<Path> inside = Files.list(place)) {
      List<LogFile> found =
          inside
              .filter(file -> file.toString().endsWith(LOG_SUFFIX))
              .sorted()
              .flatMap(file -> ours(file, providers).stream())
              .toList();
      if (found.isEmpty()) {
        throw new InputException(
            "cannot read the logs in "
                + place
                + ": there is none of the report's, expected files *"
                + LOG_SUFFIX
                + " of "
                + String.join(", ", providers));
      }
      return found;
    } catch (IOException e) {
      throw new InputException("cannot read the logs in " + place + ": " + e, e);
    }
  }

  /** A folder may have other programs' logs as well, and those of other runs. */
  private static Optional<LogFile> ours(Path file, Set<String> providers) {
    try {
      return Optional.of(LogFile.read(file)).filter(log -> providers.contains(log.provider()));
    } catch (LogException e) {
      String name = String.valueOf(file.getFileName());
      if (providers.contains(name.substring(0, name.length() - LOG_SUFFIX.length()))) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static String json(Findings found) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("agree", found.agree());
    all.put("agreed", found.agreed());
    all.put("remarks", found.remarks());
    all.put("discrepancies", found.discrepancies());
    return Json.line(all);
  }

  private static String text(Findings found) {
    List<String> lines = new ArrayList<>();
    found.agreed().forEach(line -> lines.add("agrees   " + line));
    found.remarks().forEach(line -> lines.add("remark   " + line));
    found.discrepancies().forEach(line -> lines.add("DIFFERS  " + line));
    lines.add(
        found.agree()
            ? "The report and the logs of all providers agree."
            : "The report and the logs differ in "
                + found.discrepancies().size()
                + (found.discrepancies().size() == 1 ? " point." : " points."));
    return String.join(System.lineSeparator(), lines);
  }
}

package parley.cli.place;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import parley.fl.report.FitReport;
import picocli.CommandLine.Option;

/** Where a report is written, and in which form. For one thread. */
public final class ReportOptions {
  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "write the report: FILE.json as JSON (for verify-report, say), else one HTML page;"
              + " repeatable")
  private List<Path> reports = new ArrayList<>();

  /** A report's file; the place was looked at. */
  private record Target(OutputFile file, boolean json) {}

  /** Writes reports to places that were looked at before any work. */
  public interface Writer {
    void write(Supplier<String> json, Supplier<String> html);

    default void write(FitReport report) {
      write(report::toJson, report::toHtml);
    }
  }

  /** Looks at the places before any work is done. */
  public Writer at(boolean force) {
    List<Target> targets = new ArrayList<>();
    for (Path report : reports) {
      targets.add(new Target(OutputFile.at(report, force), isJson(report)));
    }
    return (json, html) -> {
      for (Target target : targets) {
        String text = target.json() ? json.get() + "\n" : html.get();
        target.file().write(text.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  public boolean given() {
    return !reports.isEmpty();
  }

  private static boolean isJson(Path file) {
    return file.toString().endsWith(".json");
  }
}

package parley.cli.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.place.OutputFile;
import parley.cli.place.ReportOptions;
import parley.cli.table.TypedTable;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import parley.json.Json;
import parley.robust.audit.report.AuditReport;
import parley.robust.audit.report.ShiftSections;
import parley.robust.audit.shift.ShiftReport;
import parley.robust.audit.shift.ShiftStudy;
import parley.robust.audit.shift.column.ReferenceStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley audit shift}: compares a CSV file with a reference. */
@Command(
    name = "shift",
    description = "Say whether data still look like a reference, column by column and together.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class AuditShiftCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ShiftDataOptions data;
  @Mixin private FailIfOptions failIf;
  @Mixin private ReportOptions reports;
  @Mixin private Output output;

  @Option(names = "--force", description = "replace what --save-reference and --report name")
  private boolean force;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    data.check();
    ShiftStudy study = data.study().setListener(console::say);
    Path saved = data.saveReference();
    OutputFile target = saved == null ? null : OutputFile.at(saved, force);
    if (data.data() == null && (reports.given() || failIf.given())) {
      throw new InputException(
          "cannot use --report or --fail-if: nothing is compared, expected --data too");
    }
    ReportOptions.Writer writer = reports.at(force);
    SparkSession spark = Sessions.open();
    ShiftReport report =
        data.saved() ? withStatistics(spark, study) : withRows(spark, study, target, console);
    if (report == null) {
      return ExitCode.DONE;
    }
    writer.write(
        report::toJson,
        () -> new AuditReport(report.title(), null, ShiftSections.of(report)).toHtml());
    console.result(output.json() ? report.toJson() : report.toText());
    return failIf.exitCode(report.measures(), console);
  }

  private ShiftReport withStatistics(SparkSession spark, ShiftStudy study) {
    Path file = Path.of(data.reference());
    if (!Files.isRegularFile(file)) {
      throw new InputException("cannot read " + file + ": there is no such file");
    }
    ReferenceStatistics statistics = ReferenceStatistics.load(spark, file.toUri().toString());
    Map<String, TypedTable.Kind> kinds = new HashMap<>();
    statistics.numeric().forEach(summary -> kinds.put(summary.name(), TypedTable.Kind.NUMBERS));
    Set<String> names = new HashSet<>();
    statistics.categorical().forEach(summary -> names.add(summary.name()));
    String rows = Objects.requireNonNull(data.data());
    return study.run(
        statistics, new TypedTable(spark, data.table(spark, rows), names).frame(kinds));
  }

  private @Nullable ShiftReport withRows(
      SparkSession spark, ShiftStudy study, @Nullable OutputFile target, Console console) {
    Set<String> names = data.categorical();
    TypedTable reference = new TypedTable(spark, data.table(spark, data.reference()), names);
    String rows = data.data();
    TypedTable other = rows == null ? null : new TypedTable(spark, data.table(spark, rows), names);
    List<TypedTable> tables = other == null ? List.of(reference) : List.of(reference, other);
    for (TypedTable table : tables) {
      table
          .warnings(data.compared(table.kinds().keySet()))
          .forEach(warning -> console.say("warning: " + warning));
    }
    Dataset<Row> frame = reference.frame(other == null ? Map.of() : other.kinds()).cache();
    try {
      if (target != null) {
        ReferenceStatistics statistics = study.describe(frame);
        target.write((statistics.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        tell(console, statistics.rows(), other == null);
      }
      if (other == null) {
        return null;
      }
      Dataset<Row> compared = other.frame(reference.kinds()).cache();
      try {
        return study.run(frame, compared);
      } finally {
        compared.unpersist();
      }
    } finally {
      frame.unpersist();
    }
  }

  /** That statistics were kept: the result, if nothing is compared. */
  private void tell(Console console, long rows, boolean isResult) {
    String text = "statistics of %d rows kept in %s".formatted(rows, data.saveReference());
    if (!isResult) {
      console.say(text);
    } else if (output.json()) {
      console.result(Json.line(Map.of("rows", rows, "savedReference", "" + data.saveReference())));
    } else {
      console.result(text);
    }
  }
}

package parley.cli.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.place.ReportOptions;
import parley.cli.terminal.Console;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import parley.json.Json;
import parley.measure.Measure;
import parley.robust.audit.individual.LipschitzReport;
import parley.robust.audit.report.AuditReport;
import parley.robust.audit.report.AuditSections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley audit individual}: whether rows that are alike are treated alike. */
@Command(
    name = "individual",
    description = "Say whether people who are alike get like predictions, row by row.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class AuditIndividualCommand implements Callable<Integer> {
  private static final List<String> FIGURES =
      List.of("consistency", "lipschitzViolationShare", "smallestLipschitzConstant");

  @Spec private CommandSpec spec;
  @Mixin private IndividualOptions options;
  @Mixin private FailIfOptions failIf;
  @Mixin private ReportOptions reports;
  @Mixin private Output output;

  @Option(names = "--force", description = "replace what --report names")
  private boolean force;

  @Override
  public Integer call() {
    options.check();
    failIf.check(FIGURES);
    ReportOptions.Writer writer = reports.at(force);
    SparkSession spark = Sessions.open();
    Dataset<Row> rows = options.rows(spark).cache();
    try {
      Measure consistency = Measure.of("consistency", options.consistency().evaluate(rows));
      LipschitzReport pairs = options.lipschitz().report(rows);
      AuditReport report =
          AuditReport.of(
              "Individual fairness of %s in %s".formatted(options.prediction(), options.dataName()),
              null,
              AuditSections.individual(consistency, pairs));
      writer.write(report::toJson, report::toHtml);
      Console console = Console.of(spec);
      console.result(output.json() ? json(consistency, pairs) : report.toText());
      Map<String, Measure> figures = new LinkedHashMap<>();
      for (Measure figure :
          List.of(consistency, pairs.violationShare(), pairs.smallestConstant())) {
        figures.put(figure.name(), figure);
      }
      return failIf.exitCode(figures, console);
    } finally {
      rows.unpersist();
    }
  }

  private static String json(Measure consistency, LipschitzReport pairs) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", pairs.rows());
    all.put("consistency", consistency.value());
    all.put("lipschitzConstant", pairs.constant());
    all.put("pairs", pairs.pairs());
    all.put("violations", pairs.violations());
    all.put("lipschitzViolationShare", pairs.violationShare().value());
    all.put("smallestLipschitzConstant", pairs.smallestConstant().value());
    if (pairs.smallestConstant().reason() != null) {
      all.put(
          "undefined",
          Map.of("smallestLipschitzConstant", String.valueOf(pairs.smallestConstant().reason())));
    }
    all.put("worst", pairs.worst());
    return Json.line(all);
  }
}

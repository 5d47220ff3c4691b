package parley.cli.audit;

import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import parley.cli.place.ReportOptions;
import parley.cli.terminal.Console;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley audit fairness}: whether predictions treat groups of people alike. */
@Command(
    name = "fairness",
    description = "Compare how groups of people fare with a model's predictions.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class AuditFairnessCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FairnessOptions options;
  @Mixin private FailIfOptions failIf;
  @Mixin private ReportOptions reports;
  @Mixin private Output output;

  @Option(names = "--force", description = "replace what --report names")
  private boolean force;

  @Override
  public Integer call() {
    options.check();
    failIf.check(FairnessOutcome.measureNames());
    ReportOptions.Writer report = reports.at(force);
    SparkSession spark = Sessions.open();
    FairnessOutcome outcome = FairnessOutcome.of(options, new FairnessRows(spark, options));
    report.write(outcome.report()::toJson, outcome.report()::toHtml);
    Console console = Console.of(spec);
    outcome.warnings().forEach(warning -> console.say("warning: " + warning));
    console.result(output.json() ? outcome.toJson() : outcome.report().toText());
    return failIf.exitCode(outcome.measures(), console);
  }
}

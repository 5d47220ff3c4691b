package parley.cli.robust;

import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import parley.cli.place.ReportOptions;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley robust evaluate}: trains on a CSV file, attacks the model, and reports. */
@Command(
    name = "evaluate",
    description = "Train a classifier on a CSV file in clear, attack it, and report what is left.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class RobustEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RobustDataOptions data;
  @Mixin private RobustModelOptions model;
  @Mixin private AttackOptions attack;
  @Mixin private SmoothingOptions smoothing;
  @Mixin private ReportOptions reports;
  @Mixin private Output output;

  @Option(names = "--force", description = "replace what --report names")
  private boolean force;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Console console = Console.of(spec);
    model.check();
    attack.check(model);
    smoothing.check();
    ReportOptions.Writer report = reports.at(force);
    SparkSession spark = Sessions.open();
    TrainTestSplit split = data.read(spark, console);
    attack.checkBounds(split, data.name());
    RobustJob job = new RobustJob(split, data.name(), model, attack, smoothing, reports.given());
    job.check();
    RobustOutcome outcome = job.run(spark, console::say, start);
    report.write(outcome.report()::toJson, outcome.report()::toHtml);
    console.result(output.json() ? outcome.toJson() : outcome.toText());
    return ExitCode.DONE;
  }
}

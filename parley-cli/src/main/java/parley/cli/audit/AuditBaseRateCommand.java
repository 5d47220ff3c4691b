package parley.cli.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.cli.place.ReportOptions;
import parley.cli.terminal.Console;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.json.Json;
import parley.measure.Measure;
import parley.robust.audit.baserate.BaseRate;
import parley.robust.audit.baserate.BaseRateReport;
import parley.robust.audit.baserate.ExpectedCounts;
import parley.robust.audit.baserate.RateCounts;
import parley.robust.audit.report.AuditReport;
import parley.robust.audit.report.AuditSections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley audit base-rate}: what a positive answer is worth at a prevalence. */
@Command(
    name = "base-rate",
    description = "Say what positive and negative answers are worth at a prevalence.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class AuditBaseRateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--prevalence",
      required = true,
      paramLabel = "P",
      description = "share of positive rows where the answers are used, 0 to 1")
  private double prevalence;

  @Option(
      names = "--tpr",
      required = true,
      paramLabel = "T",
      description = "true positive rate, sensitivity: share of positive rows called positive")
  private double tpr;

  @Option(
      names = "--fpr",
      required = true,
      paramLabel = "F",
      description = "false positive rate: share of negative rows called positive")
  private double fpr;

  @Option(
      names = "--positives",
      paramLabel = "N",
      description = "positive rows that --tpr was counted on, for intervals")
  private @Nullable Long positives;

  @Option(
      names = "--negatives",
      paramLabel = "M",
      description = "negative rows that --fpr was counted on, for intervals")
  private @Nullable Long negatives;

  @Option(
      names = "--confidence",
      paramLabel = "C",
      defaultValue = "0.95",
      description = "of the intervals (default: 0.95)")
  private double confidence;

  @Option(
      names = "--wanted-ppv",
      paramLabel = "V",
      defaultValue = "0.5",
      description = "share of positive answers that should be right (default: 0.5)")
  private double wantedPpv;

  @Mixin private FailIfOptions failIf;
  @Mixin private ReportOptions reports;
  @Mixin private Output output;

  @Option(names = "--force", description = "replace what --report names")
  private boolean force;

  @Override
  public Integer call() {
    BaseRateReport found = new BaseRateReport(rate(), wantedPpv, null, null);
    AuditReport report = AuditReport.of("Base rate audit", null, AuditSections.baseRate(found));
    failIf.check(report.measures().keySet());
    ReportOptions.Writer writer = reports.at(force);
    writer.write(report::toJson, report::toHtml);
    Console console = Console.of(spec);
    console.result(output.json() ? json(found) : report.toText());
    return failIf.exitCode(report.measures(), console);
  }

  private BaseRate rate() {
    if (positives == null && negatives == null) {
      return BaseRate.of(prevalence, tpr, fpr);
    }
    if (positives == null || negatives == null) {
      throw new InputException(
          "cannot make intervals: expected --positives and --negatives, got one of them");
    }
    BaseRate.of(prevalence, tpr, fpr); // A rate outside 0 to 1 is no matter of counts.
    return new BaseRate(
        prevalence, tpr, fpr, RateCounts.ofRates(tpr, positives, fpr, negatives, confidence));
  }

  private static String json(BaseRateReport found) {
    BaseRate rate = found.rate();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("prevalence", rate.prevalence());
    all.put("tpr", rate.truePositiveRate());
    all.put("fpr", rate.falsePositiveRate());
    all.put("wantedPpv", found.wantedPpv());
    Map<String, Object> intervals = new LinkedHashMap<>();
    for (Measure measure : found.measures()) {
      all.put(measure.name(), measure.value());
      if (measure.interval() != null) {
        intervals.put(measure.name(), measure.interval());
      }
    }
    if (!intervals.isEmpty()) {
      all.put("intervals", intervals);
    }
    all.put("expected", expected(rate.expected()));
    all.put(
        "reasons",
        found.measures().stream()
            .filter(measure -> !measure.isDefined())
            .collect(Collectors.toMap(Measure::name, m -> String.valueOf(m.reason()))));
    all.put("warnings", found.warnings());
    return Json.line(all);
  }

  private static Map<String, Object> expected(ExpectedCounts counts) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", ExpectedCounts.ROWS);
    all.put("positives", counts.positives());
    all.put("found", counts.found());
    all.put("missed", counts.missed());
    all.put("negatives", counts.negatives());
    all.put("falseAlarms", counts.falseAlarms());
    all.put("cleared", counts.cleared());
    return all;
  }
}

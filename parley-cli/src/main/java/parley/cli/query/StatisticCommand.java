package parley.cli.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.cli.place.ReportOptions;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.run.RefusedQueryException;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.sum.SumReport;
import parley.html.HtmlPage;
import parley.json.Json;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that computes one statistic over providers: reads the table, asks the providers, prints
 * the result and writes the report. What differs is in the methods that are left open.
 *
 * @param <R> the statistic's result
 */
@SuppressWarnings("NullAway.Init")
public abstract class StatisticCommand<R> implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StatisticData data;
  @Mixin private SumOptions sums;
  @Mixin private ReportOptions reports;
  @Mixin private Output output;

  @Option(names = "--force", description = "replace what is to be written")
  private boolean force;

  /** The column that names the providers by the command's own options; null for the common ones. */
  protected @Nullable String providerColumn() {
    return null;
  }

  /** Refuses options that do not go together, before any row is read. */
  protected void check() {}

  /**
   * A training in place of sums, as the options ask for it, which {@link #check} has looked at;
   * claims the places that it writes to. Null for sums.
   */
  protected @Nullable Training training() {
    return null;
  }

  /** How what is asked for is protected, and who asks. */
  protected final SumOptions sums() {
    return sums;
  }

  /** Whether sums are added up in clear. */
  protected final boolean plain() {
    return sums.plain();
  }

  /** Whether what is there may be replaced. */
  protected final boolean force() {
    return force;
  }

  /** Writes what a command has places of its own for, after the report. */
  protected void save(R result) {}

  /** Whether the counts that are asked for get noise. */
  protected final boolean addsNoise() {
    return sums.addsNoise();
  }

  /** Columns whose values are names, whatever stands in them. */
  protected Set<String> categories() {
    return Set.of();
  }

  /** Asks, of columns that are there. */
  protected abstract StatisticRun.Result<R> ask(ProviderQuery query, StatisticData table);

  /** The result's own part of the line of JSON. */
  protected abstract Map<String, @Nullable Object> json(R result);

  /** The result for a terminal, without a line end at its end. */
  protected abstract String text(R result);

  /** The result's part of the page. */
  protected abstract void page(HtmlPage page, R result);

  /** What the page is called. */
  protected abstract String title();

  /** What to know of the result. */
  protected List<String> warnings(R result) {
    return List.of();
  }

  @Override
  public final Integer call() {
    long start = System.nanoTime();
    data.check(spec, providerColumn());
    sums.check();
    check();
    ReportOptions.Writer writer = reports.at(force);
    Training training = training();
    Set<String> text = new LinkedHashSet<>(categories());
    if (sums.idColumn() != null) {
      text.add(sums.idColumn());
    }
    data.open(Sessions.open(), text);
    Console console = Console.of(spec);
    if (training != null) {
      console.result(training.run(data, console, writer, output.json()));
      return ExitCode.DONE;
    }
    StatisticRun.Result<R> answer;
    try {
      answer = ask();
    } catch (RefusedQueryException e) {
      refused(e, writer, console, start);
      throw e;
    }
    List<String> warnings = new ArrayList<>(data.warnings());
    warnings.addAll(warnings(answer.value()));
    Map<String, @Nullable Object> all = new LinkedHashMap<>(json(answer.value()));
    all.putAll(facts(answer.report()));
    all.put("seconds", (System.nanoTime() - start) / 1e9);
    all.put("warnings", warnings);
    writer.write(() -> report(all, answer.report()), () -> html(answer, warnings));
    save(answer.value());
    console.result(output.json() ? Json.line(all) : words(answer, warnings));
    return ExitCode.DONE;
  }

  /** What all learned of a query that has no result. */
  private void refused(
      RefusedQueryException refusal, ReportOptions.Writer writer, Console console, long start) {
    String reason = String.valueOf(refusal.getMessage());
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("refused", reason);
    all.put("told", refusal.counts());
    all.putAll(facts(refusal.report()));
    all.put("seconds", (System.nanoTime() - start) / 1e9);
    all.put("warnings", data.warnings());
    writer.write(
        () -> report(all, refusal.report()),
        () -> {
          HtmlPage page = new HtmlPage(title() + " of " + data.name());
          page.warning(reason);
          data.warnings().forEach(page::warning);
          StatisticPage.told(page, refusal.counts());
          StatisticPage.protection(page, refusal.report());
          return page.toHtml();
        });
    if (output.json()) {
      console.result(Json.line(all));
    }
    // The command fails, yet what was told stays told.
    Cleanup.keepAll();
  }

  /** A statistic of these options, which may not fit each other or the columns. */
  protected static <S> S asked(Supplier<S> statistic) {
    try {
      return statistic.get();
    } catch (ParleyException | IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  private StatisticRun.Result<R> ask() {
    try {
      return ask(sums.applyTo(data.query()), data);
    } catch (InvalidDataException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, @Nullable Object> facts(SumReport report) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("providers", report.providers().size());
    all.put("protection", report.protection());
    all.put("simulated", report.simulated());
    all.put("opened", StatisticPage.opened(report));
    all.put("rules", report.rules());
    all.put("bytesPerProvider", report.bytesPerProvider());
    return all;
  }

  private static String report(Map<String, @Nullable Object> all, SumReport report) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    whole.put("result", all);
    whole.put("report", report.toMap());
    return Json.line(whole);
  }

  private String html(StatisticRun.Result<R> answer, List<String> warnings) {
    HtmlPage page = new HtmlPage(title() + " of " + data.name());
    warnings.forEach(page::warning);
    page(page, answer.value());
    StatisticPage.protection(page, answer.report());
    return page.toHtml();
  }

  private String words(StatisticRun.Result<R> answer, List<String> warnings) {
    StringBuilder words = new StringBuilder(text(answer.value()));
    words.append('\n').append(StatisticPage.line(answer.report()));
    answer.report().rules().forEach(rule -> words.append("\nRule: ").append(rule));
    warnings.forEach(warning -> words.append("\nWarning: ").append(warning));
    return words.toString();
  }
}

package parley.fl.sum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.fl.report.FitReport;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitReport.Choice;
import parley.fl.report.FitReport.Encryption;
import parley.fl.report.FitReport.Opening;
import parley.fl.report.FitReport.Statement;
import parley.fl.report.FitRound;
import parley.fl.report.ReportWords;
import parley.json.Json;

/**
 * What sums were opened, to whom, and how they were protected. Immutable, thread-safe.
 *
 * @param protection "encrypted", "masked" or "plain"
 * @param simulated whether all providers lived in one process, so that nothing was protected
 * @param providers sorted names
 * @param parameters unit, bound and scale of each sum, with the reason
 * @param encryption the scheme's parameters; null where nothing was encrypted
 * @param security who could see what
 * @param openings what was opened, to whom, how many numbers
 * @param rounds all exchanges of messages, in order
 * @param size how many rows the sums are about; null where that was not opened
 * @param rules what the query had to keep to, beside what each provider asks by itself
 */
public record SumReport(
    String protection,
    boolean simulated,
    List<String> providers,
    List<Choice> parameters,
    @Nullable Encryption encryption,
    List<Statement> security,
    List<Opening> openings,
    List<FitRound> rounds,
    @Nullable Size size,
    List<String> rules) {
  /**
   * Rows that a query is about.
   *
   * @param rows of all providers
   * @param contributors providers with rows
   */
  public record Size(long rows, long contributors) {}

  /** Takes copies of all collections. */
  public SumReport {
    providers = List.copyOf(providers);
    parameters = List.copyOf(parameters);
    security = List.copyOf(security);
    openings = List.copyOf(openings);
    rounds = List.copyOf(rounds);
    rules = List.copyOf(rules);
  }

  /** A report of sums without rules, about rows of unknown number. */
  public SumReport(
      String protection,
      boolean simulated,
      List<String> providers,
      List<Choice> parameters,
      @Nullable Encryption encryption,
      List<Statement> security,
      List<Opening> openings,
      List<FitRound> rounds) {
    this(
        protection,
        simulated,
        providers,
        parameters,
        encryption,
        security,
        openings,
        rounds,
        null,
        List.of());
  }

  /**
   * The same with what is known of the query.
   *
   * @param known null where that was not opened
   */
  public SumReport about(@Nullable Size known, List<String> kept) {
    return new SumReport(
        protection,
        simulated,
        providers,
        parameters,
        encryption,
        security,
        openings,
        rounds,
        known,
        kept);
  }

  /**
   * The same as the report of a fit.
   *
   * @param title the estimator's name
   * @param features their number
   * @param weights how many the model has, intercepts counted
   * @param iterations steps that the sums were opened for
   */
  public FitReport ofFit(String title, int features, int weights, int iterations) {
    FitReport.Builder fit =
        FitReport.builder(title, protection)
            .simulated(simulated)
            .providers(providers)
            .features(features)
            .weights(weights)
            .iterations(iterations)
            .seconds("train", seconds());
    parameters.forEach(p -> fit.parameter(p.name(), p.value(), p.why()));
    if (encryption != null) {
      fit.encryption(encryption);
    }
    security.forEach(s -> fit.security(s.who(), s.sees()));
    openings.forEach(
        o -> {
          if (o.step() == null) {
            fit.opened(o.what(), o.to(), o.count());
          } else {
            fit.opened(o.what(), o.to(), o.count(), o.step());
          }
        });
    rounds.forEach(fit::round);
    return fit.build();
  }

  /** Numbers that were opened to an audience. */
  public long numbers(Audience to) {
    return openings.stream().filter(o -> o.to() == to).mapToLong(Opening::count).sum();
  }

  /** The report of both this query and a later one on the same table. */
  public SumReport and(SumReport later) {
    return new SumReport(
        protection,
        simulated,
        providers,
        both(parameters, later.parameters),
        encryption,
        security,
        both(openings, later.openings),
        both(rounds, later.rounds),
        size == null ? later.size : size,
        rules);
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** Seconds of all rounds. */
  public double seconds() {
    return rounds.stream().mapToDouble(FitRound::seconds).sum();
  }

  /** Bytes that the provider which sent most has sent. */
  public long bytesPerProvider() {
    return rounds.stream().mapToLong(FitRound::bytesPerProvider).sum();
  }

  /** One line of JSON, with the names of a fit's report. */
  public String toJson() {
    return Json.line(toMap());
  }

  /** What {@link #toJson} writes. */
  public Map<String, Object> toMap() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("title", "Sum over providers");
    all.put("protection", protection);
    all.put("simulated", simulated);
    all.put("providers", providers);
    all.put("parameters", parameters);
    all.put("encryption", encryption);
    all.put("security", security);
    all.put("openings", openings);
    all.put("numbersToQuerier", numbers(Audience.QUERIER));
    all.put("numbersToAll", numbers(Audience.ALL));
    all.put("rows", size == null ? null : size.rows());
    all.put("contributors", size == null ? null : size.contributors());
    all.put("rules", rules);
    all.put("rounds", rounds);
    all.put("seconds", seconds());
    all.put("bytesPerProvider", bytesPerProvider());
    return all;
  }

  private String againstRows() {
    long toQuerier = numbers(Audience.QUERIER);
    long toAll = numbers(Audience.ALL);
    String opened = "in all %d numbers to the querier and %d to all".formatted(toQuerier, toAll);
    return size == null
        ? opened
            + ", over rows of %d providers whose number is not known".formatted(providers.size())
        : opened
            + ", over %d rows of %d providers: %.1f rows a number"
                .formatted(
                    size.rows(),
                    size.contributors(),
                    (double) size.rows() / Math.max(1, toQuerier + toAll));
  }

  /** Several lines for a terminal, the last without a line end. */
  public String toText() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Sum over providers, protection "
            + protection
            + (simulated ? "; simulation: all providers live in one process" : ""));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d providers, %d rounds; %.1f s; the busiest provider sent %s",
            providers.size(),
            rounds.size(),
            seconds(),
            ReportWords.bytes(bytesPerProvider())));
    lines.add("Parameters");
    parameters.forEach(c -> lines.add("  %s: %s (%s)".formatted(c.name(), c.value(), c.why())));
    if (encryption != null) {
      lines.add("  " + ReportWords.encryption(encryption));
    }
    lines.add("Security");
    security.forEach(s -> lines.add("  " + s.who() + ": " + s.sees()));
    lines.add("Opened");
    if (openings.isEmpty()) {
      lines.add("  nothing");
    }
    openings.forEach(o -> lines.add("  " + ReportWords.opening(o)));
    lines.add("  " + againstRows());
    lines.add("Rules");
    if (rules.isEmpty()) {
      lines.add("  none but what each provider asks by itself");
    }
    rules.forEach(rule -> lines.add("  " + rule));
    return String.join("\n", lines);
  }
}

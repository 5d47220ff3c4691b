package parley.fl.protection.plain.kind;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.Roster;
import parley.fl.protection.agree.OpenedSums;
import parley.fl.report.FitReport;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitRound;
import parley.fl.settings.TrainingSettings;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;
import parley.fl.sum.plain.PlainSums;

/**
 * The rounds of one training in clear, a Spark job each, and its report, which is written while it
 * runs. Not safe for use by several threads.
 */
public final class PlainRounds {
  private final SparkSession spark;
  private final ProviderDataset data;
  private final TrainingSettings settings;
  private final int iterations;
  private final FitReport.Builder report;
  private final Map<String, Long> agreed = new LinkedHashMap<>();
  private long trainNumbers;

  /**
   * Before the first round.
   *
   * @param iterations of the training
   */
  public PlainRounds(
      SparkSession spark, ProviderDataset data, TrainingSettings settings, int iterations) {
    this.spark = spark;
    this.data = data;
    this.settings = settings;
    this.iterations = iterations;
    report =
        FitReport.builder(
                "Federated " + settings.family().name(),
                settings.protection().kind().parameterName())
            .simulated(spark.sparkContext().isLocal())
            .sealed(false)
            .providers(data.providers())
            .features(data.features())
            .security("driver", "each provider's sums in every round, and the model: not protected")
            .security("querier", "the model's weights");
    Roster.warning(data.providers()).ifPresent(report::warning);
  }

  /** What the training itself has to say goes here. */
  public FitReport.Builder report() {
    return report;
  }

  /** Always in the order of the providers, so that the same rows give the same bits. */
  public static <T> T sum(JavaRDD<T> parts, BinaryOperator<T> plus) {
    return parts.collect().stream().reduce(plus).orElseThrow();
  }

  /**
   * The same integers as under encryption, added up in clear.
   *
   * @param rows partition i holds those of provider i
   * @param intercept whether the model has one
   * @param labels what is asked of them
   */
  public OpenedSum open(
      JavaRDD<ProviderRows> rows,
      boolean intercept,
      LabelScaling labels,
      SumSpec spec,
      byte[] arguments) {
    PlainSums<ProviderRows> sums =
        new PlainSums<>(
            rows,
            data.providers(),
            (provider, terms, own) -> new OpenedSums(own.next(), intercept, labels),
            SumTerms.NONE);
    agreed.merge(spec.words(), (long) spec.length(), Long::sum);
    return round(spec.step(), -1, spec.length(), () -> sums.open(spec, arguments));
  }

  /**
   * Takes down a round.
   *
   * @param iteration from 0; -1 for none
   * @param numbers how many a provider sends
   * @param job does the round's work
   */
  public <T> T round(String name, int iteration, int numbers, Supplier<T> job) {
    spark
        .sparkContext()
        .setJobDescription(
            iteration < 0
                ? "plain training: " + name
                : "plain training: iteration " + (iteration + 1) + " of " + iterations);
    long start = System.nanoTime();
    T result = job.get();
    FitRound round =
        FitRound.plain(name, iteration, secondsSince(start), (long) Double.BYTES * numbers);
    report.round(round);
    if (iteration >= 0) {
      trainNumbers += numbers;
    }
    settings.listener().roundDone(round, iterations);
    return result;
  }

  /**
   * All that was to be agreed on is.
   *
   * @param start {@link System#nanoTime} at the beginning
   */
  public void prepared(long start) {
    report.seconds("prepare", secondsSince(start));
    agreed.forEach((words, numbers) -> report.opened(words, Audience.ALL, numbers));
    settings.listener().prepared(report.build());
  }

  /**
   * The report at the end.
   *
   * @param start {@link System#nanoTime} before the first iteration
   */
  public FitReport done(long start) {
    report
        .seconds("train", secondsSince(start))
        .iterations(iterations)
        .opened("gradient sums", Audience.ALL, trainNumbers);
    FitReport built = report.build();
    settings.listener().done(built);
    return built;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

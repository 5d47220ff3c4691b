package parley.fl.protection.plain;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import parley.error.ParleyException;
import parley.fl.activation.Activation;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.GradientSums;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.IterationState;
import parley.fl.optim.LabelScale;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.MarginPowers;
import parley.fl.optim.PlainTrainer;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Residual;
import parley.fl.optim.Standardization;
import parley.fl.protection.Roster;
import parley.fl.protection.Trainer;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.agree.OpenedSums;
import parley.fl.protection.linear.Statistics;
import parley.fl.report.FitRound;
import parley.fl.settings.LinearSettings;
import parley.fl.settings.TrainingSettings;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;
import parley.fl.sum.plain.PlainSums;

/** The training in clear over Spark: a job a round. */
final class PlainSparkTrainer implements Trainer {
  @Override
  public void check(TrainingSettings settings) {
    LinearSettings.of(settings);
  }

  /** Never: a training in clear is repeated. */
  @Override
  public boolean canResume(String checkpoint, Configuration files) {
    return false;
  }

  @Override
  public void forget(String checkpoint, Configuration files) {
    // Trainings in clear save nothing.
  }

  @Override
  public TrainingResult train(SparkSession spark, ProviderDataset data, TrainingSettings settings) {
    Roster.check(data.providers(), settings.protection().allowTwoProviders());
    return new Run(spark, data, LinearSettings.of(settings)).train();
  }

  /** Always in the order of the providers, so that the same rows give the same bits. */
  static <T> T sum(JavaRDD<T> parts, BinaryOperator<T> plus) {
    return parts.collect().stream().reduce(plus).orElseThrow();
  }

  /** One training. */
  private static final class Run {
    private final SparkSession spark;
    private final ProviderDataset data;
    private final LinearSettings settings;
    private final PlainReport report;

    Run(SparkSession spark, ProviderDataset data, LinearSettings settings) {
      this.spark = spark;
      this.data = data;
      this.settings = settings;
      this.report = new PlainReport(spark.sparkContext().isLocal(), data, settings);
    }

    TrainingResult train() {
      try {
        return prepareAndTrain();
      } finally {
        spark.sparkContext().setJobDescription(null);
      }
    }

    private TrainingResult prepareAndTrain() {
      long start = System.nanoTime();
      boolean ranges = settings.standardization().byRanges();
      if (ranges) {
        data.checkRanges(settings.standardization().featureRanges());
      } else if (settings.standardization().collective()) {
        List<String> names = data.featureNames();
        int providers = data.providers().size();
        LabelScaling labels = settings.family().labelScaling();
        data.check(r -> OpenedSums.lost(r, labels, names, providers));
      }
      Statistics statistics = Statistics.agree(this::open, data, settings);
      Standardization scaling = statistics.standardization();
      LabelScale labels = statistics.labels();
      JavaRDD<ProviderRows> rows =
          data.rows()
              .map(r -> r.standardized(scaling, labels))
              .persist(StorageLevel.MEMORY_AND_DISK());
      try {
        IterationPlan plan = statistics.plan();
        if (ranges) {
          requireRows(plan);
        }
        report.prepared(plan, scaling, secondsSince(start));
        long trainStart = System.nanoTime();
        if (plan.fit().isPresent()) {
          return trainFitted(rows, plan, scaling, trainStart);
        }
        ConvergenceWatch watch = settings.newWatch();
        IterationState state = iterate(rows, plan, watch);
        return TrainingResult.known(
            labels.toInputScale(scaling.toInputScale(state.weights())),
            report.done(plan, watch, secondsSince(trainStart)));
      } finally {
        rows.unpersist(false);
      }
    }

    /** The same integers as under encryption, added up in clear. */
    private OpenedSum open(SumSpec spec, byte[] arguments) {
      boolean intercept = settings.descent().fitIntercept();
      LabelScaling labels = settings.family().labelScaling();
      PlainSums<ProviderRows> sums =
          new PlainSums<>(
              data.rows(),
              data.providers(),
              (provider, terms, rows) -> new OpenedSums(rows.next(), intercept, labels),
              SumTerms.NONE);
      report.opened(spec);
      return round(spec.step(), -1, spec.length(), () -> sums.open(spec, arguments));
    }

    private void requireRows(IterationPlan plan) {
      double rows = data.rows().map(ProviderRows::weightSum).reduce(Double::sum);
      if (rows > plan.weightSum()) {
        throw new ParleyException(
            "cannot train: there are more rows than agreed, expected a weight of at most "
                + plan.weightSum()
                + " in all");
      }
    }

    private TrainingResult trainFitted(
        JavaRDD<ProviderRows> rows, IterationPlan plan, Standardization scaling, long trainStart) {
      AtomicInteger iteration = new AtomicInteger();
      PlainTrainer.Fitted fitted =
          PlainTrainer.train(
              plan,
              settings.family().head()::mean,
              new PlainTrainer.Rows() {
                @Override
                public MarginPowers marginPowers(double[] v, double unit) {
                  return round(
                      "train/look",
                      iteration.get(),
                      2,
                      () -> sum(rows.map(r -> r.marginPowers(v, unit)), MarginPowers::plus));
                }

                @Override
                public List<GradientSums> gradients(
                    List<double[]> models, List<Activation> activations) {
                  return round(
                      "train/map",
                      iteration.getAndIncrement(),
                      models.size() * plan.columns(),
                      () ->
                          sum(
                              rows.map(r -> r.gradients(models, activations)),
                              GradientSums::plusEach));
                }
              });
      report.fit(PlainFigures.of(data, scaling, rows, plan, settings.family(), fitted));
      return TrainingResult.known(
          scaling.toInputScale(fitted.state().weights()),
          report.done(plan, fitted.schedule(), secondsSince(trainStart)));
    }

    private IterationState iterate(
        JavaRDD<ProviderRows> rows, IterationPlan plan, ConvergenceWatch watch) {
      Activation activation = plan.activation();
      Residual residual = plan.residual();
      AtomicInteger iteration = new AtomicInteger();
      return PlainTrainer.train(
          plan,
          watch,
          v ->
              round(
                  "train/map",
                  iteration.getAndIncrement(),
                  plan.columns() + 2,
                  () -> gradient(rows, v, activation, residual)));
    }

    private static GradientSums gradient(
        JavaRDD<ProviderRows> rows, double[] v, Activation activation, Residual residual) {
      return sum(rows.map(r -> r.gradient(v, activation, residual)), GradientSums::plus);
    }

    private <T> T round(String name, int iteration, int numbers, Supplier<T> job) {
      spark
          .sparkContext()
          .setJobDescription(
              iteration < 0
                  ? "plain training: " + name
                  : "plain training: iteration "
                      + (iteration + 1)
                      + " of "
                      + settings.descent().maxIter());
      long start = System.nanoTime();
      T result = job.get();
      FitRound round =
          FitRound.plain(name, iteration, secondsSince(start), (long) Double.BYTES * numbers);
      report.round(round, numbers);
      settings.told().listener().roundDone(round, settings.descent().maxIter());
      return result;
    }

    private static <T> T sum(JavaRDD<T> parts, BinaryOperator<T> plus) {
      return PlainSparkTrainer.sum(parts, plus);
    }

    private static double secondsSince(long start) {
      return (System.nanoTime() - start) / 1e9;
    }
  }
}

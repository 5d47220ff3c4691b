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
import parley.fl.optim.Algorithm;
import parley.fl.optim.GradientSums;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.IterationState;
import parley.fl.optim.LargestEigenvalue;
import parley.fl.optim.MarginPowers;
import parley.fl.optim.PlainTrainer;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;
import parley.fl.optim.StandardizationMode;
import parley.fl.optim.StandardizationSums;
import parley.fl.protection.PlanFactory;
import parley.fl.protection.Roster;
import parley.fl.protection.Trainer;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.TrainingSettings;
import parley.fl.report.FitRound;

/** The training in clear over Spark: a job a round. */
final class PlainSparkTrainer implements Trainer {
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
    Roster.check(data.providers(), settings.allowTwoProviders());
    return new Run(spark, data, settings).train();
  }

  /** Always in the order of the providers, so that the same rows give the same bits. */
  static <T> T sum(JavaRDD<T> parts, BinaryOperator<T> plus) {
    return parts.collect().stream().reduce(plus).orElseThrow();
  }

  /** One training. */
  private static final class Run {
    private final SparkSession spark;
    private final ProviderDataset data;
    private final TrainingSettings settings;
    private final PlainReport report;

    Run(SparkSession spark, ProviderDataset data, TrainingSettings settings) {
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
      boolean ranges = settings.standardization() == StandardizationMode.RANGES;
      StandardizationSums sums =
          ranges ? StandardizationSums.zero(data.features()) : openStandardizationSums();
      Standardization scaling = standardization(sums);
      JavaRDD<ProviderRows> rows =
          data.rows().map(r -> r.standardized(scaling)).persist(StorageLevel.MEMORY_AND_DISK());
      try {
        IterationPlan plan = ranges ? rangesPlan() : openStep(rows);
        report.prepared(plan, scaling, secondsSince(start));
        long trainStart = System.nanoTime();
        if (plan.fit().isPresent()) {
          return trainFitted(rows, plan, scaling, trainStart);
        }
        ConvergenceWatch watch = settings.newWatch();
        IterationState state = iterate(rows, plan, watch);
        return TrainingResult.known(
            scaling.toInputScale(state.weights()),
            report.done(plan, watch, secondsSince(trainStart)));
      } finally {
        rows.unpersist(false);
      }
    }

    private Standardization standardization(StandardizationSums sums) {
      return switch (settings.standardization()) {
        case COLLECTIVE -> sums.standardization(settings.featureClip(), data.featureNames());
        case NONE -> Standardization.none(data.features(), settings.featureClip());
        case RANGES -> {
          data.checkRanges(settings.featureRanges());
          yield Standardization.ranges(settings.featureRanges());
        }
      };
    }

    private StandardizationSums openStandardizationSums() {
      int numbers = 2 * data.features() + 1;
      return round(
          "prepare/sums",
          -1,
          numbers,
          () -> sum(data.rows().map(ProviderRows::sums), StandardizationSums::plus));
    }

    private IterationPlan rangesPlan() {
      IterationPlan plan = PlanFactory.fromRanges(settings, data.features());
      double rows = data.rows().map(ProviderRows::weightSum).reduce(Double::sum);
      if (rows > plan.weightSum()) {
        throw new ParleyException(
            "cannot train: there are more rows than agreed, expected a weight of at most "
                + plan.weightSum()
                + " in all");
      }
      return plan;
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

    /** Rows, their weights, their labels; by provider, so that all are sums. */
    private static double[] counts(ProviderRows rows) {
      return new double[] {rows.rows(), rows.weightSum(), rows.labelSum()};
    }

    private IterationPlan openStep(JavaRDD<ProviderRows> rows) {
      boolean intercept = settings.fitIntercept();
      double[] counts = round("prepare/counts", -1, 3, () -> sum(rows.map(Run::counts), Run::add));
      if (settings.algorithm() == Algorithm.FIXED_HESSIAN) {
        double[] sums =
            round(
                "prepare/hessian",
                -1,
                data.features() + 1,
                () -> sum(rows.map(r -> r.hessianSums(intercept)), Run::add));
        return PlanFactory.fromSums(
            settings, data.features(), counts[0], counts[1], counts[2], 0, sums);
      }
      double eigenvalues =
          round(
              "prepare/eigenvalue",
              -1,
              1,
              () -> sum(rows.map(r -> LargestEigenvalue.of(r, intercept)), Double::sum));
      return PlanFactory.fromSums(
          settings, data.features(), counts[0], counts[1], counts[2], eigenvalues, new double[0]);
    }

    private IterationState iterate(
        JavaRDD<ProviderRows> rows, IterationPlan plan, ConvergenceWatch watch) {
      Activation activation = plan.activation();
      AtomicInteger iteration = new AtomicInteger();
      return PlainTrainer.train(
          plan,
          watch,
          v ->
              round(
                  "train/map",
                  iteration.getAndIncrement(),
                  plan.columns() + 2,
                  () -> gradient(rows, v, activation)));
    }

    private static GradientSums gradient(
        JavaRDD<ProviderRows> rows, double[] v, Activation activation) {
      return sum(rows.map(r -> r.gradient(v, activation)), GradientSums::plus);
    }

    private <T> T round(String name, int iteration, int numbers, Supplier<T> job) {
      spark
          .sparkContext()
          .setJobDescription(
              iteration < 0
                  ? "plain training: " + name
                  : "plain training: iteration " + (iteration + 1) + " of " + settings.maxIter());
      long start = System.nanoTime();
      T result = job.get();
      FitRound round =
          FitRound.plain(name, iteration, secondsSince(start), (long) Double.BYTES * numbers);
      report.round(round, numbers);
      settings.listener().roundDone(round, settings.maxIter());
      return result;
    }

    private static <T> T sum(JavaRDD<T> parts, BinaryOperator<T> plus) {
      return PlainSparkTrainer.sum(parts, plus);
    }

    private static double[] add(double[] a, double[] b) {
      double[] sum = a.clone();
      for (int j = 0; j < sum.length; j++) {
        sum[j] += b[j];
      }
      return sum;
    }

    private static double secondsSince(long start) {
      return (System.nanoTime() - start) / 1e9;
    }
  }
}

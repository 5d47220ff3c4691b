package parley.fl.protection.plain.linear;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
import parley.fl.protection.TrainingResult;
import parley.fl.protection.agree.OpenedSums;
import parley.fl.protection.linear.FitWords;
import parley.fl.protection.linear.PlanWords;
import parley.fl.protection.linear.Statistics;
import parley.fl.protection.plain.kind.PlainRounds;
import parley.fl.report.FitReport;
import parley.fl.settings.LinearSettings;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;

/** One training in clear of a family with one margin. Not safe for use by several threads. */
final class LinearPlainTraining {
  private final ProviderDataset data;
  private final LinearSettings settings;
  private final PlainRounds rounds;

  LinearPlainTraining(SparkSession spark, ProviderDataset data, LinearSettings settings) {
    this.data = data;
    this.settings = settings;
    rounds = new PlainRounds(spark, data, settings.told(), settings.descent().maxIter());
  }

  TrainingResult train() {
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
      PlanWords.describe(rounds.report(), settings, plan);
      PlanWords.constantFeatures(scaling, data.featureNames()).ifPresent(rounds.report()::warning);
      rounds.prepared(start);
      long trainStart = System.nanoTime();
      if (plan.fit().isPresent()) {
        return trainFitted(rows, plan, scaling, trainStart);
      }
      ConvergenceWatch watch = settings.newWatch();
      IterationState state = iterate(rows, plan, watch);
      return TrainingResult.known(
          labels.toInputScale(scaling.toInputScale(state.weights())), done(watch, trainStart));
    } finally {
      rows.unpersist(false);
    }
  }

  private OpenedSum open(SumSpec spec, byte[] arguments) {
    return rounds.open(
        data.rows(),
        settings.descent().fitIntercept(),
        settings.family().labelScaling(),
        spec,
        arguments);
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
                return rounds.round(
                    "train/look",
                    iteration.get(),
                    2,
                    () ->
                        PlainRounds.sum(
                            rows.map(r -> r.marginPowers(v, unit)), MarginPowers::plus));
              }

              @Override
              public List<GradientSums> gradients(
                  List<double[]> models, List<Activation> activations) {
                return rounds.round(
                    "train/map",
                    iteration.getAndIncrement(),
                    models.size() * plan.columns(),
                    () ->
                        PlainRounds.sum(
                            rows.map(r -> r.gradients(models, activations)),
                            GradientSums::plusEach));
              }
            });
    rounds.report().fit(PlainFigures.of(data, scaling, rows, plan, settings.family(), fitted));
    FitWords.looked(rounds.report(), fitted.schedule());
    return TrainingResult.known(
        scaling.toInputScale(fitted.state().weights()), rounds.done(trainStart));
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
            rounds.round(
                "train/map",
                iteration.getAndIncrement(),
                plan.columns() + 2,
                () -> gradient(rows, v, activation, residual)));
  }

  private static GradientSums gradient(
      JavaRDD<ProviderRows> rows, double[] v, Activation activation, Residual residual) {
    return PlainRounds.sum(rows.map(r -> r.gradient(v, activation, residual)), GradientSums::plus);
  }

  private FitReport done(ConvergenceWatch watch, long start) {
    FitReport.Builder report = rounds.report().watch(watch.readings());
    watch.warnings().forEach(report::warning);
    if (settings.descent().watchEvery() == 0 && settings.canLeave()) {
      report.warning("convergence was not watched");
    }
    return rounds.done(start);
  }
}

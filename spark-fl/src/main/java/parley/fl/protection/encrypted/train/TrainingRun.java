package parley.fl.protection.encrypted.train;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.ConvergenceWatch;
import parley.fl.activation.Schedule;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LinearWeights;
import parley.fl.plan.Layout;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.agree.Statistics;
import parley.fl.protection.encrypted.checkpoint.Checkpoint;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.linear.loop.LinearLoop;
import parley.fl.protection.encrypted.linear.step.LoopNumbers;
import parley.fl.protection.encrypted.linear.step.TrainingArguments;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.SealedModels;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.Federation;

/**
 * One training over an open session: statistics, iterations, and what becomes of the model. For one
 * thread; used once.
 */
final class TrainingRun {
  private final SparkSession spark;
  private final OpenSession session;
  private final Federation federation;
  private final ProviderDataset data;
  private final TrainingSettings settings;
  private final Layout layout;
  private final TrainingJournal journal;
  private final TrainingProgress progress;

  TrainingRun(
      SparkSession spark,
      OpenSession session,
      ProviderDataset data,
      TrainingSettings settings,
      Layout layout,
      TrainingJournal journal,
      TrainingProgress progress) {
    this.spark = spark;
    this.session = session;
    this.federation = session.federation();
    this.data = data;
    this.settings = settings;
    this.layout = layout;
    this.journal = journal;
    this.progress = progress;
  }

  /** Trains; {@code start} is when PREPARE began, by {@link System#nanoTime}. */
  TrainingResult train(long start) {
    Statistics statistics = progress.statistics(session, data, settings);
    journal.prepared(session, statistics.plan(), statistics.standardization(), start);
    long trainStart = System.nanoTime();
    ConvergenceWatch watch = progress.watch(settings);
    Schedule schedule = progress.schedule(statistics.plan());
    List<Ciphertext> model = iterate(statistics, schedule, watch);
    try {
      TrainingResult result = finish(model, statistics, schedule, watch, trainStart);
      progress.done();
      return result;
    } finally {
      model.forEach(Ciphertext::close);
    }
  }

  private List<Ciphertext> iterate(
      Statistics statistics, @Nullable Schedule schedule, ConvergenceWatch watch) {
    IterationPlan plan = statistics.plan();
    TrainingArguments arguments =
        TrainingArguments.of(
            statistics.standardization(), plan, settings.family().requireCircuit());
    LoopNumbers numbers = new LoopNumbers(plan, arguments, schedule, watch);
    try (LinearLoop loop =
        new LinearLoop(federation, layout, arguments, numbers, statistics.rows())) {
      Checkpoint found = progress.found();
      return loop.run(
          found == null ? null : found.loop(federation.context()),
          progress.saving(session, statistics, schedule, watch));
    }
  }

  private TrainingResult finish(
      List<Ciphertext> model,
      Statistics statistics,
      @Nullable Schedule schedule,
      ConvergenceWatch watch,
      long trainStart) {
    IterationPlan plan = statistics.plan();
    if (settings.protection().revealWeights() && session.querier().isApart()) {
      SealedAnswers weights =
          WeightRelease.seal(
              session, layout, model, plan, statistics.standardization(), data.featureNames());
      return TrainingResult.answered(
          weights, journal.done(session, plan, schedule, watch, trainStart));
    }
    if (settings.protection().revealWeights()) {
      LinearWeights weights =
          WeightRelease.reveal(
              federation,
              layout,
              model,
              session.querier().keys(),
              plan,
              statistics.standardization());
      return TrainingResult.known(
          weights, journal.done(session, plan, schedule, watch, trainStart));
    }
    return TrainingResult.sealed(
        SealedModels.seal(spark.sparkContext(), session, model, plan, statistics.standardization()),
        journal.done(session, plan, schedule, watch, trainStart));
  }
}

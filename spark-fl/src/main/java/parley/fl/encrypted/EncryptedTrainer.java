package parley.fl.encrypted;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.engine.Roster;
import parley.fl.engine.Trainer;
import parley.fl.engine.TrainingResult;
import parley.fl.engine.TrainingSettings;
import parley.fl.optim.ConvergenceWatch;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LinearWeights;
import parley.fl.optim.Standardization;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.PlanChoice;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.Planner;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.QuerierKey;
import parley.mhe.runtime.Federation;

/**
 * Trains a logistic regression whose model no one sees: chooses parameters, opens a federation,
 * agrees on statistics, iterates, and either seals the model or switches its weights to the
 * querier's key. Stateless and thread-safe.
 */
final class EncryptedTrainer implements Trainer {

  @Override
  public TrainingResult train(SparkSession spark, ProviderDataset data, TrainingSettings settings) {
    Roster.check(data.providers(), settings.allowTwoProviders());
    QuerierKey querier = QuerierKeys.of(settings.querierKey());
    long start = System.nanoTime();
    PlanRequest request = request(data, settings);
    PlanChoice choice = new Planner(MachineCosts.measured()).choose(request);
    TrainingJournal journal = new TrainingJournal(spark, data, settings, choice);
    CkksContext context = CkksContext.open(choice.layout().parameters());
    KeyPair keys = null;
    Federation federation = null;
    try {
      keys = querier.open(context);
      federation =
          TrainingSession.open(
              spark, context, choice.layout(), data, settings, keys.publicKey(), journal);
      return new Run(federation, data, settings, choice, keys, journal, start).train();
    } catch (RuntimeException e) {
      if (federation != null) {
        federation.close();
      }
      throw e;
    } finally {
      if (keys != null) {
        keys.close();
      }
      context.close();
      spark.sparkContext().setJobDescription(null);
    }
  }

  /**
   * What is asked of the planner; tests ask for insecure rings of small dimension by a system
   * property.
   */
  private static PlanRequest request(ProviderDataset data, TrainingSettings settings) {
    return PlanRequest.builder(data.providers().size(), data.features())
        .intercept(settings.fitIntercept())
        .maxRowsPerProvider(PlanRequest.PLACES * data.largestBlocks(PlanRequest.PLACES))
        .iterations(settings.maxIter())
        .activation(settings.sigmoid().degree(), settings.sigmoid().halfWidth())
        .watchRounds(settings.watchEvery() == 0 ? 0 : settings.maxIter() / settings.watchEvery())
        .memoryBytes(Memory.available())
        .insecure(Boolean.getBoolean("parley.insecure"))
        .build();
  }

  /** One training over an open federation. */
  private static final class Run {
    private final Federation federation;
    private final ProviderDataset data;
    private final TrainingSettings settings;
    private final PlanChoice choice;
    private final KeyPair querier;
    private final TrainingJournal journal;
    private final long start;

    Run(
        Federation federation,
        ProviderDataset data,
        TrainingSettings settings,
        PlanChoice choice,
        KeyPair querier,
        TrainingJournal journal,
        long start) {
      this.federation = federation;
      this.data = data;
      this.settings = settings;
      this.choice = choice;
      this.querier = querier;
      this.journal = journal;
      this.start = start;
    }

    TrainingResult train() {
      Statistics statistics = Statistics.agree(federation, data, settings);
      Standardization scaling = statistics.standardization();
      IterationPlan plan = statistics.plan();
      journal.prepared(federation, plan, scaling, start);
      long trainStart = System.nanoTime();
      ConvergenceWatch readings = settings.newWatch();
      List<Ciphertext> model;
      try (EncryptedLoop loop =
          new EncryptedLoop(
              federation,
              choice.layout(),
              TrainingArguments.of(scaling, plan),
              momentum(plan),
              new QuerierWatch(readings, querier, plan.sigmoid().halfWidth(), statistics.rows()))) {
        model = loop.run();
      }
      try {
        return finish(model, plan, scaling, readings, trainStart);
      } finally {
        model.forEach(Ciphertext::close);
      }
    }

    private TrainingResult finish(
        List<Ciphertext> model,
        IterationPlan plan,
        Standardization scaling,
        ConvergenceWatch readings,
        long trainStart) {
      if (settings.revealWeights()) {
        LinearWeights weights =
            WeightRelease.reveal(federation, choice.layout(), model, querier, plan, scaling);
        TrainingResult result =
            TrainingResult.known(weights, journal.done(plan, readings, trainStart));
        federation.close();
        return result;
      }
      return TrainingResult.sealed(
          SealedModels.seal(federation, model, plan, scaling),
          journal.done(plan, readings, trainStart));
    }

    private static double[] momentum(IterationPlan plan) {
      double[] beta = new double[plan.iterations()];
      for (int t = 0; t < beta.length; t++) {
        beta[t] = plan.momentum(t);
      }
      return beta;
    }
  }
}

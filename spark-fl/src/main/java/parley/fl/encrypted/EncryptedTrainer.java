package parley.fl.encrypted;

import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.engine.Roster;
import parley.fl.engine.Trainer;
import parley.fl.engine.TrainingResult;
import parley.fl.engine.TrainingSettings;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.PlanChoice;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.Planner;
import parley.mhe.party.QuerierKey;
import parley.mhe.runtime.FederationOptions;
import parley.mhe.runtime.RoundListener;

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
    if (settings.standardization() == StandardizationMode.RANGES) {
      data.checkRanges(settings.featureRanges());
    }
    long start = System.nanoTime();
    PlanChoice choice = new Planner(MachineCosts.measured()).choose(request(data, settings));
    TrainingJournal journal = new TrainingJournal(spark, data, settings, choice);
    OpenSession session =
        OpenSession.open(
            choice.layout().parameters(),
            querier,
            (context, key, credential) ->
                TrainingSession.open(
                    spark,
                    context,
                    choice.layout(),
                    data,
                    settings,
                    key,
                    options(settings, journal).credential(credential).build()));
    boolean kept = false;
    try {
      TrainingResult result =
          new TrainingRun(spark, session, data, settings, choice.layout(), journal).train(start);
      kept = result.sealed().isPresent();
      return result;
    } finally {
      if (!kept) {
        session.close();
      }
      spark.sparkContext().setJobDescription(null);
    }
  }

  private static FederationOptions.Builder options(
      TrainingSettings settings, RoundListener listener) {
    return FederationOptions.builder()
        .timeout(settings.roundTimeout())
        .listener(listener)
        .home(PartyPlaces.of(settings));
  }

  /**
   * What is asked of the planner; tests ask for insecure rings of small dimension by a system
   * property.
   */
  private static PlanRequest request(ProviderDataset data, TrainingSettings settings) {
    PlanRequest.Builder request =
        PlanRequest.builder(data.providers().size(), data.features())
            .intercept(settings.fitIntercept())
            .maxRowsPerProvider(PlanRequest.PLACES * data.largestBlocks(PlanRequest.PLACES))
            .iterations(settings.maxIter())
            .activation(settings.sigmoid().degree(), settings.sigmoid().halfWidth())
            .watchRounds(
                settings.watchEvery() == 0 ? 0 : settings.maxIter() / settings.watchEvery())
            .memoryBytes(Memory.available())
            .insecure(Boolean.getBoolean("parley.insecure"));
    settings.packing().ifPresent(request::packing);
    settings.logRingDimension().ifPresent(request::logRingDimension);
    return request.build();
  }
}

package parley.fl.protection.encrypted.train;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.protection.Roster;
import parley.fl.protection.Trainer;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.checkpoint.CheckpointStore;
import parley.fl.protection.encrypted.checkpoint.SavedState;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.kind.Choice;
import parley.fl.protection.encrypted.kind.CircuitKind;
import parley.fl.protection.encrypted.kind.CircuitKinds;
import parley.fl.protection.encrypted.kind.EncryptedTraining;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.PartyPlaces;
import parley.fl.protection.encrypted.session.QuerierKeys;
import parley.fl.protection.encrypted.session.SessionQuerier;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.PublicKey;
import parley.mhe.disk.PlaceClaim;
import parley.mhe.party.PartySource;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundListener;
import parley.mhe.runtime.session.SavedSession;

/**
 * Trains a model that no one sees: opens a federation, and lets the kind of the family's circuit
 * choose parameters, agree on statistics, iterate, and seal the model or switch its weights to the
 * querier's key. Stateless and thread-safe.
 */
public final class EncryptedTrainer implements Trainer {

  @Override
  public void check(TrainingSettings settings) {
    CircuitKinds.of(settings.family());
  }

  @Override
  public boolean canResume(String checkpoint, Configuration files) {
    return new CheckpointStore(checkpoint, files).exists();
  }

  @Override
  public void forget(String checkpoint, Configuration files) {
    new CheckpointStore(checkpoint, files).delete();
  }

  @Override
  public TrainingResult train(SparkSession spark, ProviderDataset data, TrainingSettings settings) {
    CircuitKind kind = CircuitKinds.of(settings.family());
    Roster.check(data.providers(), settings.protection().allowTwoProviders());
    SessionQuerier.Source querier = QuerierKeys.of(settings.site(), settings.protection().plan());
    PartySource home = PartyPlaces.ofNew(settings.site());
    EncryptedTraining training = kind.training(data, settings);
    training.checkRows();
    long start = System.nanoTime();
    try (TrainingProgress progress = TrainingProgress.of(spark, settings, kind::readState);
        PlaceClaim stores = PartyPlaces.claim(spark.sparkContext().isLocal(), settings.site())) {
      return train(spark, data, settings, training, querier, home, progress, start);
    }
  }

  private static TrainingResult train(
      SparkSession spark,
      ProviderDataset data,
      TrainingSettings settings,
      EncryptedTraining training,
      SessionQuerier.Source querier,
      PartySource home,
      TrainingProgress progress,
      long start) {
    SavedSession saved = progress.session();
    Choice choice = saved == null ? training.choose() : training.chosen(saved.plan());
    TrainingJournal journal =
        new TrainingJournal(spark, data, settings, choice, training.openings(), progress);
    OpenSession session =
        OpenSession.open(
            choice.parameters(),
            querier,
            (context, key, credential) ->
                open(
                    spark,
                    training.plan(context),
                    data,
                    key,
                    options(settings, home, journal).credential(credential).build(),
                    progress));
    boolean kept = false;
    try {
      TrainingResult result =
          new TrainingRun(spark, session, training, journal, progress)
              .train(settings.protection().revealWeights(), start);
      kept = result.sealed().isPresent();
      return result;
    } finally {
      if (!kept) {
        session.close();
      }
      spark.sparkContext().setJobDescription(null);
    }
  }

  private static Federation open(
      SparkSession spark,
      PartyPlan plan,
      ProviderDataset data,
      PublicKey key,
      FederationOptions options,
      TrainingProgress progress) {
    SavedSession saved = progress.session();
    SavedState found = progress.found();
    return saved == null || found == null
        ? TrainingSession.open(spark, plan, data, key, options)
        : TrainingSession.resume(spark, plan, data, key, options, saved, found.attempt());
  }

  private static FederationOptions.Builder options(
      TrainingSettings settings, PartySource home, RoundListener listener) {
    return FederationOptions.builder()
        .timeout(settings.site().roundTimeout())
        .listener(listener)
        .home(home);
  }
}

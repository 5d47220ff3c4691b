package parley.fl.protection.encrypted.train;

import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.family.circuit.Circuit;
import parley.fl.plan.Layout;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.PlanChoice;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.Planner;
import parley.fl.plan.TrainingPlan;
import parley.fl.protection.Roster;
import parley.fl.protection.Trainer;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.agree.OpenedSums;
import parley.fl.protection.encrypted.checkpoint.Checkpoint;
import parley.fl.protection.encrypted.checkpoint.CheckpointStore;
import parley.fl.protection.encrypted.checkpoint.TrainingProgress;
import parley.fl.protection.encrypted.linear.packing.LayoutArguments;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;
import parley.fl.protection.encrypted.session.Memory;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.PartyPlaces;
import parley.fl.protection.encrypted.session.QuerierKeys;
import parley.fl.protection.encrypted.session.SessionQuerier;
import parley.fl.protection.encrypted.session.TrainingSession;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.disk.PlaceClaim;
import parley.mhe.party.PartySource;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundListener;
import parley.mhe.runtime.session.SavedSession;

/**
 * Trains a model that no one sees: chooses parameters, opens a federation, agrees on statistics,
 * iterates, and either seals the model or switches its weights to the querier's key. Stateless and
 * thread-safe.
 */
public final class EncryptedTrainer implements Trainer {

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
    Roster.check(data.providers(), settings.protection().allowTwoProviders());
    SessionQuerier.Source querier = QuerierKeys.of(settings.site(), settings.protection().plan());
    PartySource home = PartyPlaces.ofNew(settings.site());
    if (settings.standardization().byRanges()) {
      data.checkRanges(settings.standardization().featureRanges());
    } else if (settings.standardization().collective()) {
      List<String> names = data.featureNames();
      int providers = data.providers().size();
      data.check(rows -> OpenedSums.problem(rows, names, providers));
    }
    long start = System.nanoTime();
    try (TrainingProgress progress = TrainingProgress.of(spark, settings);
        PlaceClaim stores = PartyPlaces.claim(spark.sparkContext().isLocal(), settings.site())) {
      return train(spark, data, settings, querier, home, progress, start);
    }
  }

  private static TrainingResult train(
      SparkSession spark,
      ProviderDataset data,
      TrainingSettings settings,
      SessionQuerier.Source querier,
      PartySource home,
      TrainingProgress progress,
      long start) {
    SavedSession saved = progress.session();
    Layout layout;
    List<String> reasons;
    TrainingPlan plan = settings.protection().plan().orElse(null);
    if (plan != null) {
      plan.requireFits(request(data, settings));
    }
    if (saved == null && plan != null) {
      layout = plan.layout();
      reasons = List.of("layout: of the plan " + HexFormat.of().formatHex(plan.digest()));
    } else if (saved == null) {
      PlanChoice choice =
          new Planner(MachineCosts.measured(), TrainingCosts.STEPS).choose(request(data, settings));
      layout = choice.layout();
      reasons = choice.reasons();
    } else {
      layout = LayoutArguments.read(saved.plan().parameters(), saved.plan().arguments());
      reasons = List.of("layout: as before the restart");
    }
    TrainingJournal journal = new TrainingJournal(spark, data, settings, layout, reasons, progress);
    OpenSession session =
        OpenSession.open(
            layout.parameters(),
            querier,
            (context, key, credential) ->
                open(
                    spark,
                    context,
                    layout,
                    data,
                    settings,
                    key,
                    options(settings, home, journal).credential(credential).build(),
                    progress));
    boolean kept = false;
    try {
      TrainingResult result =
          new TrainingRun(spark, session, data, settings, layout, journal, progress).train(start);
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
      CkksContext context,
      Layout layout,
      ProviderDataset data,
      TrainingSettings settings,
      PublicKey key,
      FederationOptions options,
      TrainingProgress progress) {
    SavedSession saved = progress.session();
    Checkpoint found = progress.found();
    return saved == null || found == null
        ? TrainingSession.open(spark, context, layout, data, settings, key, options)
        : TrainingSession.resume(
            spark, context, layout, data, settings, key, options, saved, found.attempt());
  }

  private static FederationOptions.Builder options(
      TrainingSettings settings, PartySource home, RoundListener listener) {
    return FederationOptions.builder()
        .timeout(settings.site().roundTimeout())
        .listener(listener)
        .home(home);
  }

  /**
   * What is asked of the planner; tests ask for insecure rings of small dimension by a system
   * property.
   */
  private static PlanRequest request(ProviderDataset data, TrainingSettings settings) {
    Circuit circuit = settings.family().requireCircuit();
    PlanRequest.Builder request =
        PlanRequest.builder(data.providers().size(), data.features())
            .intercept(settings.descent().fitIntercept())
            .maxRowsPerProvider(PlanRequest.PLACES * data.largestBlocks(PlanRequest.PLACES))
            .iterations(settings.descent().maxIter())
            .activation(circuit.degree(), circuit.unit())
            .featureClip(settings.standardization().featureClip())
            .watchRounds(TrainingSession.looks(settings))
            .memoryBytes(Memory.available())
            .insecure(Boolean.getBoolean("parley.insecure"));
    settings.protection().packing().ifPresent(request::packing);
    settings.protection().logRingDimension().ifPresent(request::logRingDimension);
    return request.build();
  }
}

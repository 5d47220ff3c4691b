package parley.cli.models;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import parley.cli.model.KeyOptions;
import parley.cli.model.ModelKind;
import parley.cli.model.ModelOutput;
import parley.cli.model.ShareOptions;
import parley.cli.place.KeyStoreFolder;
import parley.cli.query.SumOptions;
import parley.cli.query.Training;
import parley.cli.terminal.InputException;
import parley.cli.terminal.ProgressOptions;
import parley.fl.param.HasKeys;
import parley.fl.param.HasLabels;
import parley.fl.param.HasPrediction;
import parley.fl.param.HasProviders;
import parley.fl.param.HasRounds;
import parley.fl.regression.HasSums;
import parley.fl.sealed.HasSealedCoefficients;
import picocli.CommandLine.Mixin;

/** What {@code --release sealed} has besides the options of sums. */
final class SealedOptions {
  static final String SEALED = "sealed";
  private static final String RELEASE = "--release " + SEALED;

  @Mixin private ShareOptions shares = new ShareOptions();
  @Mixin private ModelOutput left = new ModelOutput();
  @Mixin private ProgressOptions progress = new ProgressOptions();

  /** Refuses these options where sums are opened. */
  void refuse(String release) {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--key-store", shares.keyStore() != null);
    given.put("--passphrase-from", shares.passphrase() != null);
    given.put("--model-out", left.saves());
    given.put("--reveal-weights", left.reveals());
    given.put("--verbose", progress.given());
    given.forEach((option, used) -> refuse(option, used, release));
  }

  /** Refuses an option that is for sealed trainings alone. */
  static void refuse(String option, boolean given, String release) {
    if (given) {
      throw new InputException(
          "cannot use %s: it is for encrypted descent, expected %s, got %s"
              .formatted(option, RELEASE, release));
    }
  }

  /**
   * Refuses an option that sealed trainings do not have.
   *
   * @param why what is in its way
   */
  static void refuseSealed(String option, boolean given, String why) {
    if (given) {
      throw new InputException(
          "cannot use %s with %s: %s, expected --release rounds".formatted(option, RELEASE, why));
    }
  }

  /** Refuses what does not go together in a sealed training, before any row is read. */
  void check(SumOptions sums, ModelColumnOptions columns) {
    columns.requireIntercept("a sealed model");
    sums.refuseRules(RELEASE);
    sums.refuseMasks(RELEASE);
    KeyOptions keys = new KeyOptions(sums.querier(), shares);
    if (sums.plain()) {
      SumOptions.refuseInClear("--key-store", shares.keyStore());
    }
    keys.check();
    keys.checkForNewStores();
    left.check(sums.plain(), keys);
    if (!left.saves() && !left.reveals()) {
      throw new InputException(
          "cannot train: nothing would be left of it, expected --model-out DIR or"
              + " --reveal-weights");
    }
  }

  /** The training, after {@link #check}; claims the places that it writes to. */
  <
          M extends Model<M> & HasSealedCoefficients<M>,
          E extends
              Estimator<M> & HasLabels<E> & HasPrediction<E> & HasProviders<E> & HasKeys<E>
                  & HasRounds<E> & HasSums<E>>
      Training training(
          ModelKind kind,
          E estimator,
          SealedTraining.Listening listening,
          ModelColumnOptions columns,
          SumOptions sums,
          boolean force) {
    KeyOptions keys = new KeyOptions(sums.querier(), shares);
    estimator.setRelease(SEALED);
    if (sums.plain()) {
      estimator.setProtection("plain");
    } else {
      estimator.setRevealWeights(left.reveals());
    }
    keys.ifQuerierKey(estimator::setQuerierKey);
    keys.ifKeyStore(estimator::setKeyStore);
    keys.ifVault(estimator::setVault);
    keys.ifPolicy(estimator::setPolicy);
    keys.ifPassphrases(
        estimator::setKeyStorePassphraseFrom, estimator::setQuerierKeyPassphraseFrom);
    SealedTraining<M, E> training =
        new SealedTraining<>(
            kind,
            estimator,
            listening,
            columns,
            new SealedTraining.Output(
                keys, left, progress, left.at(force), KeyStoreFolder.at(shares.keyStore(), force)));
    training.check();
    return training;
  }
}

package parley.fl.encrypted;

import java.security.MessageDigest;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import parley.fl.engine.PredictionResult;
import parley.fl.engine.PredictionSettings;
import parley.fl.engine.SealedModel;
import parley.fl.engine.SealedPredictor;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.KeyException;
import parley.mhe.party.QuerierKey;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.FederationOptions;
import parley.mhe.runtime.SavedSession;

/**
 * Predicts with a sealed model: with the providers that trained it in this process, or with those
 * that come back from their key stores. Thread-safe; predictions run one after the other.
 */
final class EncryptedPredictor implements SealedPredictor {
  @Override
  public PredictionResult predict(
      SparkSession spark, SealedModel model, double[][] rows, PredictionSettings settings) {
    SavedSession session = SavedSession.fromBytes(model.session());
    QuerierKey key =
        QuerierKeys.of(
            settings.querierKey(), Optional.ofNullable(settings.querierKeyPassphraseFrom()));
    // What is open here must stay so until the prediction is done.
    synchronized (OpenSessions.LOCK) {
      OpenSession open = OpenSessions.find(session).orElse(null);
      if (open != null) {
        requireSameKey(open, session, key);
        return new Prediction(spark, open, model).run(rows);
      }
      if (settings.keyStore().isEmpty() && settings.vault().isEmpty()) {
        throw new KeyException(
            "cannot predict: the providers of this model are gone, expected their vault, their key stores or the process that trained it, got none");
      }
      try (OpenSession resumed = resume(spark, session, key, settings)) {
        return new Prediction(spark, resumed, model).run(rows);
      }
    }
  }

  @Override
  public void release(SealedModel model) {
    OpenSessions.close(SavedSession.fromBytes(model.session()));
  }

  private static void requireSameKey(OpenSession open, SavedSession session, QuerierKey key) {
    try (KeyPair given = key.open(open.context())) {
      if (!MessageDigest.isEqual(
          given.publicKey().fingerprint(), session.querierKeyFingerprint())) {
        throw new KeyException(
            "cannot predict: the querier's key is another, expected the one that the model was trained for");
      }
    }
  }

  private static OpenSession resume(
      SparkSession spark, SavedSession session, QuerierKey key, PredictionSettings settings) {
    FederationOptions.Builder options =
        FederationOptions.builder().timeout(settings.roundTimeout()).home(PartyPlaces.of(settings));
    return OpenSession.open(
        session.plan().parameters(),
        key,
        (context, publicKey, credential) ->
            Federation.continueSession(
                spark, session, publicKey, options.credential(credential).build()));
  }
}

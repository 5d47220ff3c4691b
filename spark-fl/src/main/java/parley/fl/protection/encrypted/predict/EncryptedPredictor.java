package parley.fl.protection.encrypted.predict;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.protection.OpenedAnswers;
import parley.fl.protection.PredictionResult;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedPrediction;
import parley.fl.protection.SealedPredictor;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.kind.CircuitKinds;
import parley.fl.protection.encrypted.kind.Queries;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.OpenSessions;
import parley.fl.protection.encrypted.session.PartyPlaces;
import parley.fl.protection.encrypted.session.QuerierKeys;
import parley.fl.protection.encrypted.session.SessionQuerier;
import parley.fl.settings.SiteSettings;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.SavedSession;

/**
 * Predicts with a sealed model: with the providers that trained it in this process, or with those
 * that come back from their key stores. Thread-safe; predictions run one after the other.
 */
public final class EncryptedPredictor implements SealedPredictor {
  @Override
  public PredictionResult predict(
      SparkSession spark, SealedModel model, double[][] rows, SiteSettings site) {
    return with(spark, model, QuerierKeys.here(site), site, p -> p.run(rows));
  }

  @Override
  public SealedPrediction answer(
      SparkSession spark, SealedModel model, double[][] rows, SiteSettings site) {
    return with(spark, model, QuerierKeys.apart(site), site, p -> p.seal(p.queries(rows)));
  }

  @Override
  public SealedPrediction answer(
      SparkSession spark, SealedModel model, SealedRows rows, SiteSettings site) {
    SealedPrediction sealed =
        with(spark, model, QuerierKeys.apart(site), site, p -> p.seal(p.queries(rows)));
    SealedAnswers answers = sealed.answers();
    return new SealedPrediction(answers.with(rows.rows(), answers.attributes()), sealed.report());
  }

  private static <T> T with(
      SparkSession spark,
      SealedModel model,
      SessionQuerier.Source querier,
      SiteSettings site,
      Function<Prediction, T> action) {
    SavedSession session = SavedSession.fromBytes(model.session());
    // What is open here must stay so until the prediction is done.
    synchronized (OpenSessions.LOCK) {
      OpenSession open = OpenSessions.find(session).orElse(null);
      if (open != null) {
        try (SessionQuerier given = querier.open(open.context())) {
          requireSameKey("predict", session, given);
          return ask(new Prediction(spark, open, given, model), action);
        }
      }
      if (site.keyStore().isEmpty() && site.vault().isEmpty()) {
        throw new KeyException(
            "cannot predict: the providers of this model are gone, expected their vault, their key"
                + " stores or the process that trained it, got none");
      }
      try (OpenSession resumed = resume(spark, session, querier, site)) {
        return ask(new Prediction(spark, resumed, resumed.querier(), model), action);
      }
    }
  }

  private static <T> T ask(Prediction prediction, Function<Prediction, T> action) {
    try (prediction) {
      return action.apply(prediction);
    }
  }

  @Override
  public SealedRows seal(SealedModel model, double[][] rows) {
    SavedSession session = SavedSession.fromBytes(model.session());
    if (rows.length == 0) {
      throw new InvalidDataException("cannot seal rows: there are none, expected at least one");
    }
    try (CkksContext context = CkksContext.open(session.plan().parameters());
        PublicKey collectiveKey = session.publicKey(context)) {
      Queries queries =
          CircuitKinds.of(session.plan())
              .queries(context, session.plan(), model, collectiveKey, rows);
      List<List<byte[]>> blocks = new ArrayList<>();
      for (int block = 0; block < queries.blocks(); block++) {
        List<Ciphertext> query = queries.block(block);
        blocks.add(query.stream().map(Ciphertext::toBytes).toList());
        query.forEach(Ciphertext::close);
        requireRoom(queries, blocks);
      }
      return new SealedRows(
          model.digest(),
          queries.rowsPerBlock(),
          LongStream.range(0, rows.length).boxed().toList(),
          blocks);
    }
  }

  /** One file holds less than 2 GiB. */
  private static void requireRoom(Queries queries, List<List<byte[]>> blocks) {
    long block = blocks.get(0).stream().mapToLong(bytes -> bytes.length).sum();
    long most = (Integer.MAX_VALUE - (1L << 24)) / block;
    if (queries.blocks() > most) {
      throw new InvalidDataException(
          "cannot seal rows: too many for one file, expected at most "
              + most * queries.rowsPerBlock()
              + ", got "
              + queries.rows());
    }
  }

  @Override
  public byte[] publicKey(SealedModel model, String querierKey, @Nullable String passphraseFrom) {
    SavedSession session = SavedSession.fromBytes(model.session());
    QuerierKey key = QuerierKeys.read(Optional.of(querierKey), passphraseFrom);
    try (CkksContext context = CkksContext.open(session.plan().parameters());
        SessionQuerier own = SessionQuerier.here(key).open(context)) {
      requireSameKey("make a public key", session, own);
      return key.publicFor(context, session.plan().hash()).toBytes();
    }
  }

  @Override
  public OpenedAnswers open(
      SealedAnswers answers, String querierKey, @Nullable String passphraseFrom) {
    return AnswerOpening.open(answers, QuerierKeys.read(Optional.of(querierKey), passphraseFrom));
  }

  @Override
  public void release(SealedModel model) {
    OpenSessions.close(SavedSession.fromBytes(model.session()));
  }

  private static void requireSameKey(String verb, SavedSession session, SessionQuerier given) {
    if (!MessageDigest.isEqual(given.publicKey().fingerprint(), session.querierKeyFingerprint())) {
      throw new KeyException(
          "cannot "
              + verb
              + ": the querier's key is another, expected the one that the model was"
              + " trained for");
    }
  }

  private static OpenSession resume(
      SparkSession spark, SavedSession session, SessionQuerier.Source querier, SiteSettings site) {
    FederationOptions.Builder options =
        FederationOptions.builder().timeout(site.roundTimeout()).home(PartyPlaces.of(site));
    return OpenSession.open(
        session.plan().parameters(),
        querier,
        (context, publicKey, credential) ->
            Federation.continueSession(
                spark, session, publicKey, options.credential(credential).build()));
  }
}

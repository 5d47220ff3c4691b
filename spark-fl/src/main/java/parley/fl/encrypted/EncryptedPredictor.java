package parley.fl.encrypted;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import parley.fl.engine.PredictionSettings;
import parley.fl.engine.SealedModel;
import parley.fl.engine.SealedPredictor;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.mhe.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.party.QuerierKey;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.FederationOptions;
import parley.mhe.runtime.SavedSession;

/**
 * Predicts with a sealed model: the querier's rows are encrypted under the collective key,
 * multiplied with the sealed weights, and only the margins are switched to the querier's key.
 * Thread-safe; predictions of one session run one after the other.
 */
final class EncryptedPredictor implements SealedPredictor {
  private static final Object ONE_AT_A_TIME = new Object();

  @Override
  public double[] margins(
      SparkSession spark, SealedModel model, double[][] rows, PredictionSettings settings) {
    SavedSession session = SavedSession.fromBytes(model.session());
    QuerierKey key = QuerierKeys.of(settings.querierKey());
    synchronized (ONE_AT_A_TIME) {
      Federation open = OpenFederations.find(session).orElse(null);
      if (open != null) {
        return margins(open, model, rows, key);
      }
      if (settings.keyStore().isEmpty()) {
        throw new ParleyException(
            "cannot predict: the providers of this model are gone, expected their key stores or the process that trained it, got neither");
      }
      try (Federation resumed = resume(spark, session, key, settings)) {
        return margins(resumed, model, rows, key);
      }
    }
  }

  private static Federation resume(
      SparkSession spark, SavedSession session, QuerierKey key, PredictionSettings settings) {
    FederationOptions options =
        FederationOptions.builder()
            .timeout(settings.roundTimeout())
            .keyStore(Path.of(settings.keyStore().orElseThrow()))
            .build();
    try (parley.mhe.ckks.CkksContext context =
            parley.mhe.ckks.CkksContext.open(session.plan().parameters());
        KeyPair querier = key.open(context)) {
      return Federation.continueSession(spark, session, querier.publicKey(), options);
    }
  }

  private static double[] margins(
      Federation federation, SealedModel model, double[][] rows, QuerierKey key) {
    Layout layout =
        LayoutArguments.read(federation.plan().parameters(), federation.plan().arguments());
    double halfWidth =
        Double.parseDouble(model.attributes().getOrDefault(SealedModels.HALF_WIDTH, ""));
    RotationKeys rotations =
        layout.packing() == Packing.ROW
            ? federation.rotationKeys()
            : RotationKeys.of(java.util.Map.of());
    ObliviousPredictor predictor =
        new ObliviousPredictor(
            federation.context(), layout, federation.relinearisationKey(), rotations);
    double[] out = new double[rows.length];
    List<Ciphertext> weights =
        model.ciphertexts().stream()
            .map(b -> Ciphertext.fromBytes(federation.context(), b))
            .toList();
    try (KeyPair querier = key.open(federation.context())) {
      int blocks = (rows.length + layout.rowsPerBlock() - 1) / layout.rowsPerBlock();
      for (int first = 0; first < blocks; first += TrainingSteps.PREDICT_OBJECTS) {
        int count = Math.min(TrainingSteps.PREDICT_OBJECTS, blocks - first);
        predictBlocks(
            federation,
            predictor,
            layout,
            model,
            weights,
            rows,
            first,
            count,
            querier,
            halfWidth,
            out);
      }
    } finally {
      weights.forEach(Ciphertext::close);
    }
    return out;
  }

  private static void predictBlocks(
      Federation federation,
      ObliviousPredictor predictor,
      Layout layout,
      SealedModel model,
      List<Ciphertext> weights,
      double[][] rows,
      int first,
      int count,
      KeyPair querier,
      double halfWidth,
      double[] out) {
    List<Ciphertext> answers = new ArrayList<>();
    for (int block = first; block < first + count; block++) {
      List<Ciphertext> query =
          predictor.encrypt(federation.publicKey(), block(layout, model, rows, block));
      answers.add(predictor.predict(weights, query));
      query.forEach(Ciphertext::close);
    }
    List<Ciphertext> switched =
        federation.keySwitch(
            TrainingSteps.PREDICT, federation.nextRound(TrainingSteps.PREDICT), answers);
    answers.forEach(Ciphertext::close);
    for (int k = 0; k < count; k++) {
      int start = (first + k) * layout.rowsPerBlock();
      int length = Math.min(layout.rowsPerBlock(), rows.length - start);
      try (Ciphertext ciphertext = switched.get(k)) {
        double[] margins = predictor.margins(querier.decrypt(ciphertext), length, halfWidth);
        System.arraycopy(margins, 0, out, start, length);
      }
    }
  }

  /** Standardised rows of a block, with the intercept's one at the end. */
  private static double[][] block(Layout layout, SealedModel model, double[][] rows, int block) {
    int start = block * layout.rowsPerBlock();
    int length = Math.min(layout.rowsPerBlock(), rows.length - start);
    double[][] out = new double[length][];
    for (int k = 0; k < length; k++) {
      double[] x = Arrays.copyOf(model.standardization().apply(rows[start + k]), layout.weights());
      if (model.intercept()) {
        x[layout.weights() - 1] = 1;
      }
      out[k] = x;
    }
    return out;
  }
}

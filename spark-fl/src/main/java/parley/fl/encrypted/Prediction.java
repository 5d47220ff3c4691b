package parley.fl.encrypted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import parley.fl.data.InvalidDataException;
import parley.fl.engine.PredictionResult;
import parley.fl.engine.SealedModel;
import parley.fl.plan.Layout;
import parley.fl.report.FitReport;
import parley.mhe.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.party.PartyPlan;
import parley.mhe.party.PartyStatus;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.RoundRecord;

/**
 * One prediction over an open session: rows are encrypted under the collective key, multiplied with
 * the sealed weights, and only the margins are switched to the querier's key. Used by one thread at
 * a time.
 */
final class Prediction {
  private final SparkSession spark;
  private final OpenSession session;
  private final Federation federation;
  private final SealedModel model;
  private final Layout layout;
  private final double halfWidth;
  private final int rowsPerOpening;
  private final ObliviousPredictor predictor;

  Prediction(SparkSession spark, OpenSession session, SealedModel model) {
    this.spark = spark;
    this.session = session;
    this.federation = session.federation();
    this.model = model;
    this.layout =
        LayoutArguments.read(federation.plan().parameters(), federation.plan().arguments());
    this.halfWidth =
        Double.parseDouble(model.attributes().getOrDefault(SealedModels.HALF_WIDTH, ""));
    PartyPlan plan = federation.plan();
    this.rowsPerOpening =
        Math.min(layout.rowsPerBlock(), plan.step(TrainingSteps.PREDICT).rowsPerOpening(plan));
    this.predictor =
        new ObliviousPredictor(
            session.context(), layout, federation.relinearisationKey(), federation.rotationKeys());
  }

  /** A margin for each row on the input scale, and a report of it. */
  PredictionResult run(double[][] rows) {
    long start = System.nanoTime();
    int before = federation.rounds().size();
    int openings = (rows.length + rowsPerOpening - 1) / rowsPerOpening;
    requireOpenings(openings, rows.length);
    requireRows(openings, rows.length);
    double[] margins = margins(rows, openings);
    FitReport.Builder report =
        FitReport.builder("Federated logistic regression: prediction", "encrypted")
            .simulated(spark.sparkContext().isLocal())
            .sealed(true)
            .providers(federation.plan().providers())
            .features(model.features())
            .seconds("predict", (System.nanoTime() - start) / 1e9)
            .opened(
                FitReport.MARGINS, FitReport.Audience.QUERIER, rows.length, TrainingSteps.PREDICT)
            .session(ReportedRounds.session(session));
    List<RoundRecord> all = federation.rounds();
    all.subList(before, all.size()).forEach(r -> report.round(ReportedRounds.round(r, -1)));
    return new PredictionResult(margins, report.build());
  }

  private double[] margins(double[][] rows, int blocks) {
    double[] out = new double[rows.length];
    List<Ciphertext> weights = factors();
    try {
      for (int first = 0; first < blocks; first += TrainingSteps.PREDICT_OBJECTS) {
        predict(weights, rows, first, Math.min(TrainingSteps.PREDICT_OBJECTS, blocks - first), out);
      }
    } finally {
      weights.forEach(Ciphertext::close);
    }
    return out;
  }

  private List<Ciphertext> factors() {
    List<Ciphertext> sealed =
        model.ciphertexts().stream().map(b -> Ciphertext.fromBytes(session.context(), b)).toList();
    try {
      return predictor.factors(sealed);
    } finally {
      sealed.forEach(Ciphertext::close);
    }
  }

  /** Each provider's own budget, before any is asked to answer. */
  private void requireRows(int openings, int rows) {
    long needed = (long) openings * rowsPerOpening;
    for (PartyStatus status : federation.statuses().values()) {
      if (needed > status.rowsLeft()) {
        throw new PolicyException(
            "cannot predict "
                + rows
                + " rows: the row budget of "
                + status.provider()
                + " is used up, expected at most "
                + status.rowsLeft()
                + " rows that are left of "
                + status.rowBudget()
                + ", got "
                + needed
                + " ("
                + openings
                + " openings of "
                + rowsPerOpening
                + " rows)");
      }
    }
  }

  private void requireOpenings(int openings, int rows) {
    int rounds = (openings + TrainingSteps.PREDICT_OBJECTS - 1) / TrainingSteps.PREDICT_OBJECTS;
    int left = TrainingSteps.PREDICT_ROUNDS - federation.nextRound(TrainingSteps.PREDICT);
    if (rounds > left) {
      throw new ParleyException(
          "cannot predict "
              + rows
              + " rows: the model's budget of key switches is used up, expected at most "
              + (long) left * TrainingSteps.PREDICT_OBJECTS * rowsPerOpening
              + " rows");
    }
  }

  private void predict(
      List<Ciphertext> weights, double[][] rows, int first, int count, double[] out) {
    List<Ciphertext> answers = new ArrayList<>();
    for (int block = first; block < first + count; block++) {
      double[][] asked = block(rows, block);
      List<Ciphertext> query = predictor.encrypt(federation.publicKey(), asked);
      answers.add(predictor.predict(weights, query, asked.length));
      query.forEach(Ciphertext::close);
    }
    List<Ciphertext> switched =
        federation.keySwitch(
            TrainingSteps.PREDICT, federation.nextRound(TrainingSteps.PREDICT), answers);
    answers.forEach(Ciphertext::close);
    for (int k = 0; k < count; k++) {
      int start = (first + k) * rowsPerOpening;
      int length = Math.min(rowsPerOpening, rows.length - start);
      try (Ciphertext ciphertext = switched.get(k)) {
        double[] margins =
            predictor.margins(session.querier().decrypt(ciphertext), length, halfWidth);
        System.arraycopy(margins, 0, out, start, length);
      }
    }
  }

  /** Standardised rows of a block, with the intercept's one at the end. */
  private double[][] block(double[][] rows, int block) {
    int start = block * rowsPerOpening;
    int length = Math.min(rowsPerOpening, rows.length - start);
    double[][] out = new double[length][];
    for (int k = 0; k < length; k++) {
      double[] x = Arrays.copyOf(model.standardization().apply(rows[start + k]), layout.weights());
      if (model.intercept()) {
        x[layout.weights() - 1] = 1;
      }
      requireWithin(x, start + k);
      out[k] = x;
    }
    return out;
  }

  /** A larger row could leave the modulus, and its margin and its neighbours' would be wrong. */
  private void requireWithin(double[] standardised, int row) {
    double norm = 0;
    for (double x : standardised) {
      norm = Math.hypot(norm, x);
    }
    if (norm > TrainingSteps.rowNorm(federation.plan().step(TrainingSteps.PREDICT), layout)) {
      throw new InvalidDataException(
          "cannot predict: the features of row "
              + row
              + " are larger than the plan allows, expected values like those of the training");
    }
  }
}

package parley.fl.protection.encrypted.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import parley.error.ParleyException;
import parley.fl.family.Families;
import parley.fl.family.Family;
import parley.fl.plan.Layout;
import parley.fl.protection.PredictionResult;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedPrediction;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.linear.packing.LayoutArguments;
import parley.fl.protection.encrypted.linear.packing.ObliviousPredictor;
import parley.fl.protection.encrypted.linear.packing.QueryEncoder;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.protection.encrypted.session.AnswerOrigin;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.ReportedRounds;
import parley.fl.protection.encrypted.session.SealedModels;
import parley.fl.protection.encrypted.session.SessionQuerier;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.PartyStatus;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.session.RoundRecord;

/**
 * One prediction over an open session: encrypted rows are multiplied with the sealed weights, and
 * only the margins are switched to the querier's key. They are opened here, or stay sealed. Used by
 * one thread at a time.
 */
final class Prediction {
  private final SparkSession spark;
  private final OpenSession session;
  private final SessionQuerier querier;
  private final Federation federation;
  private final SealedModel model;
  private final Layout layout;
  private final double halfWidth;
  private final int rowsPerOpening;
  private final ObliviousPredictor predictor;

  /** Where the margins go that were switched to the querier. */
  @FunctionalInterface
  private interface Sink {
    void take(Ciphertext switched, int block);
  }

  /**
   * A prediction.
   *
   * @param querier who asks: the session's, with its secret or without
   */
  Prediction(SparkSession spark, OpenSession session, SessionQuerier querier, SealedModel model) {
    this.spark = spark;
    this.session = session;
    this.querier = querier;
    this.federation = session.federation();
    this.model = model;
    PartyPlan plan = federation.plan();
    this.layout = LayoutArguments.read(plan.parameters(), plan.arguments());
    this.halfWidth =
        Double.parseDouble(model.attributes().getOrDefault(SealedModels.HALF_WIDTH, ""));
    this.rowsPerOpening = Queries.rowsPerOpening(plan, layout);
    this.predictor =
        new ObliviousPredictor(
            session.context(), layout, federation.relinearisationKey(), federation.rotationKeys());
  }

  /** A margin for each row on the input scale, and a report of it. */
  PredictionResult run(double[][] rows) {
    KeyPair keys = querier.keys();
    Queries queries = queries(rows);
    double[] out = new double[rows.length];
    FitReport report =
        ask(
            queries,
            new ArrayList<>(),
            (switched, block) -> {
              int count = queries.rowsIn(block);
              double[] margins = predictor.margins(keys.decrypt(switched), count, halfWidth);
              System.arraycopy(margins, 0, out, block * queries.rowsPerBlock(), count);
            });
    return new PredictionResult(out, report);
  }

  /** The margins under the querier's key. */
  SealedPrediction seal(Queries queries) {
    List<byte[]> asked = new ArrayList<>();
    List<SealedAnswers.Part> parts = new ArrayList<>();
    int stride = QueryEncoder.slotsPerRow(layout);
    FitReport report =
        ask(
            queries,
            asked,
            (switched, block) ->
                parts.add(
                    new SealedAnswers.Part(switched.toBytes(), queries.rowsIn(block), stride)));
    String digest = model.digest();
    SealedAnswers answers =
        new SealedAnswers(
            SealedAnswers.Kind.MARGINS,
            AnswerOrigin.of(session, digest, SealedRows.request(digest, queries.rows(), asked)),
            layout.parameters().toBytes(),
            halfWidth,
            parts,
            LongStream.range(0, queries.rows()).boxed().toList(),
            null,
            Map.of());
    return new SealedPrediction(answers, report);
  }

  /** Rows in clear that are encrypted here. */
  Queries queries(double[][] rows) {
    return new RowQueries(
        session.context(), federation.plan(), model, federation.publicKey(), rows);
  }

  /** Rows that were encrypted elsewhere. */
  Queries queries(SealedRows rows) {
    return new SealedQueries(session.context(), federation.plan(), model.digest(), rows);
  }

  private FitReport ask(Queries queries, List<byte[]> asked, Sink sink) {
    long start = System.nanoTime();
    int before = federation.rounds().size();
    requireOpenings(queries.blocks(), queries.rows());
    requireRows(queries.blocks(), queries.rows());
    List<Ciphertext> weights = factors();
    try {
      for (int first = 0; first < queries.blocks(); first += TrainingSteps.PREDICT_OBJECTS) {
        int count = Math.min(TrainingSteps.PREDICT_OBJECTS, queries.blocks() - first);
        predict(weights, queries, first, count, asked, sink);
      }
    } finally {
      weights.forEach(Ciphertext::close);
    }
    FitReport.Builder report =
        FitReport.builder("Federated " + family().name() + ": prediction", "encrypted")
            .simulated(spark.sparkContext().isLocal())
            .sealed(true)
            .providers(federation.plan().providers())
            .features(model.features())
            .weights(model.features() + (model.intercept() ? 1 : 0))
            .seconds("predict", (System.nanoTime() - start) / 1e9)
            .opened(
                FitReport.MARGINS,
                FitReport.Audience.QUERIER,
                queries.rows(),
                TrainingSteps.PREDICT)
            .session(ReportedRounds.session(federation, querier));
    List<RoundRecord> all = federation.rounds();
    all.subList(before, all.size()).forEach(r -> report.round(FitRound.of(r, -1)));
    return report.build();
  }

  private Family family() {
    PartyPlan plan = federation.plan();
    return Families.read(plan.algorithm(), plan.arguments());
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
      List<Ciphertext> weights,
      Queries queries,
      int first,
      int count,
      List<byte[]> asked,
      Sink sink) {
    List<Ciphertext> answers = new ArrayList<>();
    for (int block = first; block < first + count; block++) {
      List<Ciphertext> query = queries.block(block);
      if (querier.isApart()) {
        query.forEach(one -> asked.add(one.hash()));
      }
      answers.add(predictor.predict(weights, query, queries.rowsIn(block)));
      query.forEach(Ciphertext::close);
    }
    List<Ciphertext> switched =
        federation.keySwitch(
            TrainingSteps.PREDICT, federation.nextRound(TrainingSteps.PREDICT), answers);
    answers.forEach(Ciphertext::close);
    for (int k = 0; k < count; k++) {
      try (Ciphertext ciphertext = switched.get(k)) {
        sink.take(ciphertext, first + k);
      }
    }
  }
}

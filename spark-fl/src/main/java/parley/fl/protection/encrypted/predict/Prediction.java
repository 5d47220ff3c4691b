package parley.fl.protection.encrypted.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.family.Families;
import parley.fl.family.Family;
import parley.fl.protection.PredictionResult;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedPrediction;
import parley.fl.protection.SealedRows;
import parley.fl.protection.encrypted.kind.CircuitKind;
import parley.fl.protection.encrypted.kind.CircuitKinds;
import parley.fl.protection.encrypted.kind.EncryptedPrediction;
import parley.fl.protection.encrypted.kind.Queries;
import parley.fl.protection.encrypted.session.AnswerOrigin;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.ReportedRounds;
import parley.fl.protection.encrypted.session.SessionQuerier;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.PartyStatus;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.session.RoundRecord;

/**
 * One prediction over an open session: the circuit's kind makes answers of encrypted rows and the
 * sealed weights, and only these are switched to the querier's key. They are opened here, or stay
 * sealed. Used by one thread at a time.
 */
final class Prediction implements AutoCloseable {
  private final SparkSession spark;
  private final OpenSession session;
  private final SessionQuerier querier;
  private final Federation federation;
  private final SealedModel model;
  private final Family family;
  private final CircuitKind kind;
  private final EncryptedPrediction answers;
  private final OpeningStep step;

  /** Where the answers go that were switched to the querier. */
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
    this.family = Families.read(plan.algorithm(), plan.arguments());
    this.kind = CircuitKinds.of(family);
    this.answers = kind.prediction(session, model);
    this.step = plan.step(answers.step(), OpeningStep.class);
  }

  /** The answers for each row on the input scale, and a report of it. */
  PredictionResult run(double[][] rows) {
    KeyPair keys = querier.keys();
    Queries queries = queries(rows);
    double[][] out = new double[rows.length][];
    FitReport report =
        ask(
            queries,
            new ArrayList<>(),
            (switched, block) -> {
              int perRow = answers.form().perRow();
              double[] numbers = read(keys, switched, queries.rowsIn(block) * perRow);
              int first = block * queries.rowsPerBlock();
              for (int at = 0; at < numbers.length; at += perRow) {
                out[first + at / perRow] = Arrays.copyOfRange(numbers, at, at + perRow);
              }
            });
    return new PredictionResult(out, report);
  }

  private double[] read(KeyPair keys, Ciphertext switched, int count) {
    double[] numbers = AnswerNumbers.read(keys, switched, answers.form(), count, answers.stride());
    for (int i = 0; i < count; i++) {
      numbers[i] = numbers[i] * answers.unit() + answers.offset();
    }
    return numbers;
  }

  /** The answers under the querier's key. */
  SealedPrediction seal(Queries queries) {
    List<byte[]> asked = new ArrayList<>();
    List<SealedAnswers.Part> parts = new ArrayList<>();
    FitReport report =
        ask(
            queries,
            asked,
            (switched, block) ->
                parts.add(
                    new SealedAnswers.Part(
                        switched.toBytes(),
                        queries.rowsIn(block) * answers.form().perRow(),
                        answers.stride())));
    String digest = model.digest();
    SealedAnswers sealed =
        new SealedAnswers(
            SealedAnswers.Kind.MARGINS,
            AnswerOrigin.of(session, digest, SealedRows.request(digest, queries.rows(), asked)),
            federation.plan().parameters().toBytes(),
            answers.unit(),
            answers.offset(),
            answers.form(),
            parts,
            LongStream.range(0, queries.rows()).boxed().toList(),
            null,
            Map.of());
    return new SealedPrediction(sealed, report);
  }

  /** Rows in clear that are encrypted here. */
  Queries queries(double[][] rows) {
    return kind.queries(session.context(), federation.plan(), model, federation.publicKey(), rows);
  }

  /**
   * Rows that were encrypted elsewhere.
   *
   * @throws InvalidDataException when they are sealed for another model, or lie otherwise
   */
  Queries queries(SealedRows rows) {
    if (!rows.model().equals(model.digest())) {
      throw new InvalidDataException(
          "cannot predict: the rows are sealed for another model, expected "
              + model.digest()
              + ", got "
              + rows.model());
    }
    return kind.sealedQueries(session.context(), federation.plan(), rows);
  }

  private FitReport ask(Queries queries, List<byte[]> asked, Sink sink) {
    long start = System.nanoTime();
    int before = federation.rounds().size();
    int round = answers.nextRound();
    requireOpenings(queries, round);
    requireRows(queries);
    for (int first = 0; first < queries.blocks(); first += step.objects()) {
      int count = Math.min(step.objects(), queries.blocks() - first);
      predict(queries, first, count, round++, asked, sink);
    }
    FitReport.Builder report =
        FitReport.builder("Federated " + family.name() + ": prediction", "encrypted")
            .simulated(spark.sparkContext().isLocal())
            .sealed(true)
            .providers(federation.plan().providers())
            .features(model.features())
            .weights(model.features() + (model.intercept() ? 1 : 0))
            .seconds("predict", (System.nanoTime() - start) / 1e9)
            .opened(FitReport.MARGINS, FitReport.Audience.QUERIER, queries.rows(), step.name())
            .session(ReportedRounds.session(federation, querier));
    answers.describe(report);
    List<RoundRecord> all = federation.rounds();
    all.subList(before, all.size()).forEach(r -> report.round(FitRound.of(r, -1)));
    return report.build();
  }

  /** Each provider's own budget, before any is asked to answer. */
  private void requireRows(Queries queries) {
    long needed = (long) queries.blocks() * queries.rowsPerBlock();
    for (PartyStatus status : federation.statuses().values()) {
      if (needed > status.rowsLeft()) {
        throw new PolicyException(
            "cannot predict "
                + queries.rows()
                + " rows: the row budget of "
                + status.provider()
                + " is used up, expected at most "
                + status.rowsLeft()
                + " rows that are left of "
                + status.rowBudget()
                + ", got "
                + needed
                + " ("
                + queries.blocks()
                + " openings of "
                + queries.rowsPerBlock()
                + " rows)");
      }
    }
  }

  private void requireOpenings(Queries queries, int next) {
    int rounds = (queries.blocks() + step.objects() - 1) / step.objects();
    int left = Math.max(0, step.rounds() - next);
    if (rounds > left) {
      throw new ParleyException(
          "cannot predict "
              + queries.rows()
              + " rows: the model's budget of key switches is used up, expected at most "
              + (long) left * step.objects() * queries.rowsPerBlock()
              + " rows");
    }
  }

  private void predict(
      Queries queries, int first, int count, int round, List<byte[]> asked, Sink sink) {
    List<Ciphertext> made = new ArrayList<>();
    for (int block = first; block < first + count; block++) {
      List<Ciphertext> query = queries.block(block);
      if (querier.isApart()) {
        query.forEach(one -> asked.add(one.hash()));
      }
      made.add(answers.answer(query, queries.rowsIn(block), round));
      query.forEach(Ciphertext::close);
    }
    List<Ciphertext> switched = federation.keySwitch(step.name(), round, made);
    made.forEach(Ciphertext::close);
    for (int k = 0; k < count; k++) {
      try (Ciphertext ciphertext = switched.get(k)) {
        sink.take(ciphertext, first + k);
      }
    }
  }

  @Override
  public void close() {
    answers.close();
  }
}

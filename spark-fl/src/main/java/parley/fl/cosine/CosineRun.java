package parley.fl.cosine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitReport.Choice;
import parley.fl.report.FitReport.Encryption;
import parley.fl.report.FitReport.Opening;
import parley.fl.report.FitReport.Statement;
import parley.fl.report.FitRound;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.SumReport;
import parley.fl.table.ProviderTable;
import parley.fl.table.TableRows;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.MappedSums;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;
import parley.mhe.runtime.cluster.ProviderJobs;
import parley.mhe.runtime.session.FederationOptions;

/** Computes a cosine. Stateless, thread-safe. */
public final class CosineRun {
  private static final int DIGITS = 9;

  private CosineRun() {}

  /**
   * In clear: the driver sees both vectors.
   *
   * @throws InvalidDataException without two providers, or if a vector is not as agreed
   */
  public static StatisticRun.Result<Cosine> plain(CosineTerms terms, ProviderTable table) {
    require(terms, table);
    long start = System.nanoTime();
    JavaRDD<long[]> vectors = table.rows().map(rows -> CosineVector.of(terms, rows));
    List<long[]> both =
        ProviderJobs.collect(ProviderJobs.pin(vectors, table.providers()), table.providers());
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < terms.length(); k++) {
      sum =
          sum.add(BigInteger.valueOf(both.get(0)[k]).multiply(BigInteger.valueOf(both.get(1)[k])));
    }
    FitRound round =
        FitRound.plain(
            CosinePlan.VECTOR,
            -1,
            (System.nanoTime() - start) / 1e9,
            (long) Long.BYTES * terms.length());
    SumReport report =
        new SumReport(
            "plain",
            vectors.context().isLocal(),
            table.providers(),
            List.of(),
            null,
            List.of(new Statement("driver", "both vectors: not protected")),
            List.of(opening(terms, Audience.ALL, null)),
            List.of(round));
    return result(terms, table, new BigDecimal(sum), 2 * CosineVector.BITS, report);
  }

  /**
   * Encrypted.
   *
   * @param querier who reads the one number
   * @throws InvalidDataException as {@link #plain}
   * @throws parley.error.ParleyException if a provider refuses or does not answer
   */
  public static StatisticRun.Result<Cosine> encrypted(
      CosineTerms terms, ProviderTable table, SumQuerier querier, FederationOptions options) {
    require(terms, table);
    try (CkksContext context = CkksContext.open(CosinePlan.PARAMETERS);
        KeyPair key = querier.open(context)) {
      QuerierCredential credential = querier.credential(key.publicKey());
      try (Federation federation =
          Federation.open(
              SparkSession.active(),
              CosinePlan.of(context, table.providers(), terms),
              table.rows(),
              new CosineProgram.Factory(),
              key.publicKey(),
              credential == null ? options : options.ofQuerier(credential))) {
        BigInteger opened = open(federation, key);
        return result(
            terms,
            table,
            new BigDecimal(opened),
            CosinePlan.OPENED_BITS,
            report(terms, federation));
      }
    }
  }

  private static BigInteger open(Federation federation, KeyPair key) {
    byte[] none = new byte[0];
    double scale = Math.scalb(1.0, CosinePlan.PRODUCT_BITS);
    SumRefreshOutput constant =
        SumRefreshOutput.single(
            0, 1, scale, CosinePlan.OPENED_LIMBS, Math.scalb(1.0, CosinePlan.OPENED_BITS));
    int n = federation.context().parameters().ringDimension();
    try (Scope scope = Scope.open()) {
      List<Ciphertext> vector = federation.map(CosinePlan.VECTOR, 0, List.of(), none);
      try (MappedSums product =
              federation.mapForSumRefresh(CosinePlan.PRODUCT, 0, vector, none, scale, n);
          RefreshedSums refreshed =
              federation.sumRefresh(
                  CosinePlan.REFRESH,
                  0,
                  product,
                  SumRefreshCall.builder().output(constant).build())) {
        Ciphertext opened = federation.keySwitch(CosinePlan.OPEN, 0, refreshed.outputs()).get(0);
        try (Polynomial phase = key.phase(opened)) {
          return phase.coefficients()[0];
        }
      }
    }
  }

  /** Looks at both vectors where they are, so that a message says what is wrong with one. */
  private static void require(CosineTerms terms, ProviderTable table) {
    if (table.providers().size() != 2) {
      throw new InvalidDataException(
          "cannot compute a cosine: expected two providers, got " + table.providers().size());
    }
    JavaRDD<String> problems = table.rows().map(rows -> problem(terms, rows));
    for (String problem :
        ProviderJobs.collect(ProviderJobs.pin(problems, table.providers()), table.providers())) {
      if (!problem.isEmpty()) {
        throw new InvalidDataException(problem);
      }
    }
  }

  private static String problem(CosineTerms terms, TableRows rows) {
    try {
      CosineVector.of(terms, rows);
      return "";
    } catch (InvalidDataException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static StatisticRun.Result<Cosine> result(
      CosineTerms terms, ProviderTable table, BigDecimal number, int bits, SumReport report) {
    double value =
        number
            .divide(new BigDecimal(BigInteger.ONE.shiftLeft(bits)))
            .setScale(DIGITS, RoundingMode.HALF_EVEN)
            .doubleValue();
    List<String> providers = table.providers();
    return new StatisticRun.Result<>(
        new Cosine(
            Math.max(-1, Math.min(1, value)), terms.length(), providers.get(0), providers.get(1)),
        report);
  }

  private static Opening opening(CosineTerms terms, Audience to, @Nullable String step) {
    return new Opening(
        "cosine of both providers' vectors " + terms.column() + " by " + terms.position(),
        to,
        1,
        step);
  }

  private static SumReport report(CosineTerms terms, Federation federation) {
    CkksContext context = federation.context();
    PartyPlan plan = federation.plan();
    return new SumReport(
        "encrypted",
        federation.simulated(),
        plan.providers(),
        List.of(
            new Choice("length", terms.length() + "", "what both agreed on"),
            new Choice(
                "flooding",
                "2^-" + (CosinePlan.FLOOD_BITS + 3),
                "its deviation a provider, which hides further digits")),
        new Encryption(
            context.parameters().ringDimension(),
            context.logQP(),
            context.securityBits(),
            context.parameters().scaleBits(),
            context.limbs()),
        List.of(
            new Statement("driver", "ciphertexts under a key that no one holds"),
            new Statement("each provider", "its own vector, and the other's under that key"),
            new Statement(
                "querier", "the cosine; with one of the vectors, a linear equation on the other")),
        List.of(opening(terms, Audience.QUERIER, CosinePlan.OPEN)),
        federation.rounds().stream().map(round -> FitRound.of(round, -1)).toList());
  }
}

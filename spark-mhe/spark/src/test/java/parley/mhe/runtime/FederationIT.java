package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.Opens;
import parley.mhe.party.PartyPlan;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.random.Seed;

/** All kinds of rounds, end to end on a local master. */
class FederationIT {
  private static final int PROVIDERS = 3;
  private static final int ROWS = 100;
  private static SparkSession spark;
  private static CkksContext context;
  private static KeyPair querier;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    spark = TestFederations.spark("local[2]");
    context = CkksContext.open(TestFederations.PARAMETERS);
    querier = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    querier.close();
    context.close();
    spark.stop();
  }

  @ParameterizedTest(name = "messages handed over in memory: {0}")
  @ValueSource(booleans = {true, false})
  void federation_allRounds_resultAsInClear(boolean sharedMemory) {
    PartyPlan plan = TestFederations.plan(context, PROVIDERS);
    FederationOptions options = FederationOptions.builder().sharedMemory(sharedMemory).build();
    try (Federation federation =
        Federation.open(
            spark,
            plan,
            TestFederations.rows(spark, PROVIDERS, ROWS),
            MeanProgram.factory(),
            querier.publicKey(),
            options)) {
      BigInteger[] sums = federation.openSums("prepare/sums", "prepare/open", 0, new byte[0]);
      assertThat(sums[0]).isEqualTo(PROVIDERS * ROWS);

      double total = TestFederations.total(PROVIDERS, ROWS);
      double inClear = total / context.parameters().slots();
      assertThat(sums[1].doubleValue()).isCloseTo(total * 1000, within(2.0));
      try (Ciphertext opened = squareOfMean(federation)) {
        double[] slots = querier.decrypt(opened);
        assertThat(slots[0]).isCloseTo(inClear * inClear, within(0x1p-20));
        assertThat(slots[slots.length - 1]).isCloseTo(inClear * inClear, within(0x1p-20));
      }
      assertThat(federation.rounds()).extracting(RoundRecord::opened).contains(Opens.TO_QUERIER);
      assertThat(federation.rounds()).hasSize(4 + 2 + 2 + 2 + 1);
      assertThat(federation.rounds()).allSatisfy(r -> assertThat(r.bytesUp()).isPositive());
    }
  }

  /** Sum over providers of the mean over all slots, times itself, opened to the querier. */
  static Ciphertext squareOfMean(Federation federation) {
    List<Ciphertext> rows = federation.map("train/map", 0, List.of(), new byte[0]);
    double scale = 0x1p45;
    SumRefreshCall mean =
        SumRefreshCall.builder()
            .output(SumRefreshOutput.single(0, 1, rows.get(0).scale(), 8, scale))
            .build();
    RefreshedSums first = federation.sumRefresh("train/refresh", 0, rows, mean);
    List<Ciphertext> products = federation.map("train/map", 1, first.outputs(), new byte[0]);
    try (first) {
      return open(federation, products.get(0), 1, 0);
    } finally {
      rows.forEach(Ciphertext::close);
      products.forEach(Ciphertext::close);
    }
  }

  /** The mean over all slots of an aggregate, opened to the querier. */
  static Ciphertext open(Federation federation, Ciphertext sum, int round, int opening) {
    SumRefreshCall wide =
        SumRefreshCall.builder()
            .output(SumRefreshOutput.single(0, 1, sum.scale(), 3, 0x1p90))
            .build();
    try (RefreshedSums last = federation.sumRefresh("train/last", round, List.of(sum), wide)) {
      return federation.keySwitch("model/open", opening, last.outputs().get(0));
    }
  }
}

package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Plaintext;
import parley.mhe.layout.Factor;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.SumRefreshTerm;
import parley.mhe.random.Seed;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundRecord;

/** All kinds of rounds, end to end on a local master. */
public class FederationIT {
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

  private static Federation federation(boolean sharedMemory) {
    return Federation.open(
        spark,
        TestFederations.plan(context, PROVIDERS),
        TestFederations.rows(spark, PROVIDERS, ROWS),
        MeanProgram.factory(),
        querier.publicKey(),
        FederationOptions.builder().sharedMemory(sharedMemory).build());
  }

  @ParameterizedTest(name = "messages handed over in memory: {0}")
  @ValueSource(booleans = {true, false})
  void federation_allRounds_resultAsInClear(boolean sharedMemory) {
    try (Federation federation = federation(sharedMemory)) {
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

  @Test
  void open_planWithoutRoomForWhatItOpens_refusedBeforeKeys() {
    PartyPlan plan =
        PartyPlan.builder("test", context)
            .providers(TestFederations.providers(PROVIDERS))
            .publicKey()
            .step(UploadStep.builder("end/map", ProtocolKind.UPLOAD).output(1, 45).build())
            .step(
                OpeningStep.builder("end/open", ProtocolKind.KEY_SWITCH)
                    .input(1, 45)
                    .source(StepSource.computedFrom("end/map"))
                    .ciphertextDeviation(10)
                    .maxAbs(0x1p20)
                    .build())
            .build();

    assertThatThrownBy(
            () ->
                Federation.open(
                    spark,
                    plan,
                    TestFederations.rows(spark, PROVIDERS, ROWS),
                    MeanProgram.factory(),
                    querier.publicKey(),
                    FederationOptions.builder().build()))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot plan the step end/open: ");
  }

  @ParameterizedTest(name = "messages handed over in memory: {0}")
  @ValueSource(booleans = {true, false})
  void mapForSumRefresh_twoRoundsAndCarry_sumOfBothMeans(boolean sharedMemory) {
    int ring = context.parameters().ringDimension();
    try (Federation federation = federation(sharedMemory)) {
      double mean = TestFederations.total(PROVIDERS, ROWS) / context.parameters().slots();
      SumRefreshOutput plain = SumRefreshOutput.single(0, 1, 0x1p45, 8, 0x1p45);
      SumRefreshOutput both =
          new SumRefreshOutput(
              3,
              0x1p90,
              List.of(
                  SumRefreshTerm.of(0, 0, Factor.of(1, 0x1p45, 0x1p90)),
                  SumRefreshTerm.carried(0, 0, Factor.of(2, 0x1p45, 0x1p90))));
      try (MappedSums one = sums(federation, 0, ring);
          RefreshedSums first =
              federation.sumRefresh(
                  "train/refresh", 0, one, SumRefreshCall.builder().output(plain).build());
          MappedSums two = sums(federation, 1, ring);
          RefreshedSums last =
              federation.sumRefresh(
                  "train/last",
                  1,
                  two,
                  SumRefreshCall.builder().output(both).carry(first).build());
          Ciphertext opened = federation.keySwitch("model/open", 0, last.outputs().get(0))) {
        assertThat(querier.decrypt(opened)[7]).isCloseTo(3 * mean, within(0x1p-20));
      }
    }
  }

  private static MappedSums sums(Federation federation, int round, int stride) {
    return federation.mapForSumRefresh(
        "train/sum-map", round, List.of(), new byte[0], 0x1p45, stride);
  }

  @Test
  void refresh_twoCiphertexts_meanStays() {
    try (Federation federation = federation(true)) {
      Encoder encoder = new Encoder(context);
      double[] values = {0.25, -1.5, 2};
      List<Ciphertext> low = new ArrayList<>();
      try (Plaintext plain = encoder.encode(values, 0x1p45, 4)) {
        low.add(federation.publicKey().encrypt(plain, Seed.fresh()));
        low.add(federation.publicKey().encrypt(plain, Seed.fresh()));
      }
      List<Ciphertext> high = federation.refresh("train/renew", 0, low);
      assertThat(high).hasSize(2).allSatisfy(c -> assertThat(c.limbs()).isEqualTo(8));
      Evaluator evaluator = new Evaluator(context);
      try (Ciphertext both = evaluator.add(high.get(0), high.get(1));
          Ciphertext sum = evaluator.drop(both, 4);
          Ciphertext mean = open(federation, sum, 1, 0)) {
        assertThat(querier.decrypt(mean)[0])
            .isCloseTo(2 * 0.75 / context.parameters().slots(), within(0x1p-20));
      }
      low.forEach(Ciphertext::close);
      high.forEach(Ciphertext::close);
    }
  }

  /** Sum over providers of the mean over all slots, times itself, opened to the querier. */
  public static Ciphertext squareOfMean(Federation federation) {
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

package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.random.Seed;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundRecord;

/** Converting refreshes with labels inside the shares, end to end on a local master. */
class ConvertingFederationIT {
  private static final int PROVIDERS = 3;
  private static SparkSession spark;
  private static CkksContext context;
  private static KeyPair querier;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    spark = TestFederations.spark("local[2,3]");
    context = CkksContext.open(TestFederations.PARAMETERS);
    querier = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    querier.close();
    context.close();
    spark.stop();
  }

  private static Federation federation(ProgramFactory<Double> programs, boolean sharedMemory) {
    return Federation.open(
        spark,
        LabelProgram.plan(context, PROVIDERS),
        TestFederations.rows(spark, PROVIDERS, LabelProgram.ROWS),
        programs,
        querier.publicKey(),
        FederationOptions.builder().sharedMemory(sharedMemory).build());
  }

  static void requireSlots(double[] got, int providers) {
    double[] expected = LabelProgram.expected(got.length, providers);
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).as("slot %d", i).isCloseTo(expected[i], within(0x1p-20));
    }
  }

  static void requireProduct(Federation federation, KeyPair querier) {
    double[] slots = LabelProgram.runProduct(federation, querier);
    int dimension = federation.context().parameters().ringDimension();
    int providers = federation.plan().providers().size();
    assertThat(slots[0])
        .isCloseTo(LabelProgram.expectedProduct(dimension, providers), within(0x1p-18));
  }

  /** A task that fails after other providers of it have answered asks them again. */
  @ParameterizedTest(name = "messages handed over in memory: {0}, a task fails: {1}")
  @CsvSource({"true, false", "false, false", "true, true", "false, true"})
  void convert_sumsLessLabels_asInClear(boolean sharedMemory, boolean fails) {
    try (Federation federation = federation(LabelProgram.factory(fails), sharedMemory)) {
      requireSlots(LabelProgram.run(federation, querier), PROVIDERS);
      RoundRecord round =
          federation.rounds().stream()
              .filter(r -> r.protocol() == ProtocolKind.CONVERTING_REFRESH)
              .findFirst()
              .orElseThrow();
      long polynomial = 5L * context.parameters().ringDimension() * Long.BYTES;
      assertThat(round.bytesDown()).isEqualTo(polynomial);
      assertThat(round.bytesUp()).isBetween(2 * polynomial, 2 * polynomial + 1000);
    }
  }

  /** The product is of what was masked, without the labels that the shares have beside it. */
  @ParameterizedTest(name = "messages handed over in memory: {0}")
  @ValueSource(booleans = {true, false})
  void product_ofMaskedRows_asInClear(boolean sharedMemory) {
    try (Federation federation = federation(LabelProgram.factory(false), sharedMemory)) {
      requireProduct(federation, querier);
      int dimension = context.parameters().ringDimension();
      RoundRecord round =
          federation.rounds().stream()
              .filter(r -> r.protocol() == ProtocolKind.MASKED_PRODUCT)
              .findFirst()
              .orElseThrow();
      assertThat(round.bytesDown())
          .isEqualTo(2L * LabelProgram.NEURONS * 5 * dimension * Long.BYTES);
    }
  }

  @Test
  void convert_mapThatThePlanHasNot_refusedByEachProvider() {
    SlotLayout other = new SlotLayout(context.parameters().ringDimension(), 7, 4);
    ConvertCall call =
        new ConvertCall(ConversionMap.sumNeurons(other, 1, Factor.of(1, 0x1p55, 0x1p45)), 0x1p45);
    try (Federation federation = federation(LabelProgram.factory(false), true);
        Scope scope = Scope.open()) {
      List<Ciphertext> sums = federation.map("train/map", 0, List.of(), new byte[0]);
      assertThatThrownBy(() -> federation.convert("train/convert", 0, sums, call))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot answer train/convert: the map deviates from the plan");
    }
  }
}

package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.NoiseBounds;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.Seed;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.SessionKeys;
import parley.testing.LocalSpark;

/** Integers of all providers, added up in several ciphertexts and opened, to all or the querier. */
class OpenedIntegersIT {
  private static final int LIMBS = 4;
  private static final int BOUND_BITS = 80;

  private static SparkSession spark;
  private static CkksContext context;
  private static KeyPair querier;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    querier = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    querier.close();
    context.close();
    spark.stop();
  }

  private static PartyPlan plan(int providers, int length, int scale, boolean toAll) {
    int n = context.parameters().ringDimension();
    int blocks = EncryptedSums.blocks(length, n);
    double fresh = NoiseBounds.freshEncryption(n, providers);
    return PartyPlan.builder("test", context)
        .providers(TestFederations.providers(providers))
        .publicKey()
        .step(
            UploadStep.builder("sum/upload", ProtocolKind.SUMS)
                .values(length)
                .output(LIMBS, scale)
                .maxAbs(Math.scalb(1.0, BOUND_BITS))
                .build())
        .step(
            OpeningStep.builder(
                    "sum/open", toAll ? ProtocolKind.DECRYPTION : ProtocolKind.KEY_SWITCH)
                .objects(blocks)
                .values(toAll ? Math.min(n, length) : 0)
                .input(LIMBS, scale)
                .source(StepSource.of("sum/upload"))
                .maxAbs(Math.scalb(providers, BOUND_BITS))
                .ciphertextDeviation(NoiseBounds.sum(fresh, providers))
                .build())
        .build();
  }

  /** A provider that has integers and nothing else. */
  private record Integers(BigInteger[] values) implements LocalProgram {
    static ProgramFactory<BigInteger[]> factory() {
      return (provider, plan, ring, vectors) -> new Integers(vectors.next());
    }

    @Override
    public List<@Nullable Ciphertext> step(
        SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
      throw new ParleyException("cannot take " + step + ": expected sums alone");
    }

    @Override
    public BigInteger[] sums(String step, byte[] args) {
      return values;
    }

    @Override
    public byte[] privateInputHash() {
      WireWriter out = new WireWriter();
      Arrays.stream(values).forEach(v -> out.add(v.toByteArray()));
      return out.sha256();
    }
  }

  private static BigInteger[] random(Random random, int length) {
    BigInteger[] values = new BigInteger[length];
    for (int k = 0; k < length; k++) {
      BigInteger value = new BigInteger(k % (BOUND_BITS + 1), random);
      values[k] = random.nextBoolean() ? value : value.negate();
    }
    values[length - 1] = BigInteger.ONE.shiftLeft(BOUND_BITS).negate();
    return values;
  }

  private static Federation federation(PartyPlan plan, List<BigInteger[]> vectors) {
    return Federation.open(
        spark,
        plan,
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(vectors, vectors.size()),
        Integers.factory(),
        querier.publicKey(),
        FederationOptions.defaults());
  }

  @ParameterizedTest
  @CsvSource({"3, 1, true", "3, 1025, true", "3, 2047, false", "10, 7, false", "10, 1024, true"})
  void openSums_ofSignedIntegers_areTheIntegerSums(int providers, int length, boolean toAll) {
    Random random = new Random(providers + length);
    List<BigInteger[]> vectors = new ArrayList<>();
    BigInteger[] expected = new BigInteger[length];
    Arrays.fill(expected, BigInteger.ZERO);
    for (int i = 0; i < providers; i++) {
      BigInteger[] vector = random(random, length);
      Arrays.setAll(expected, k -> expected[k].add(vector[k]));
      vectors.add(vector);
    }
    try (Scope scope = Scope.open();
        Federation federation = federation(plan(providers, length, 64, toAll), vectors)) {
      BigInteger[] opened;
      if (toAll) {
        opened = federation.openSums("sum/upload", "sum/open", 0, new byte[0]);
      } else {
        List<Ciphertext> sums =
            federation.openSumsToQuerier("sum/upload", "sum/open", 0, new byte[0]);
        sums.forEach(scope::keep);
        opened = EncryptedSums.open(querier, sums, length);
      }
      assertThat(opened).isEqualTo(expected);
      // However many ciphertexts: one round, in which the rows of each count.
      int blocks = EncryptedSums.blocks(length, context.parameters().ringDimension());
      assertThat(federation.rounds())
          .filteredOn(round -> round.step().equals("sum/open"))
          .singleElement()
          .satisfies(
              round ->
                  assertThat(round.rows())
                      .isEqualTo(toAll ? 0 : (long) blocks * context.parameters().slots()));
    }
  }

  @Test
  void keySwitch_ciphertextsOfSeveralScalesOrNone_refusedBeforeTheyAreAsked() {
    List<BigInteger[]> vectors = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      vectors.add(random(new Random(i), 2));
    }
    try (Scope scope = Scope.open();
        Federation federation = federation(plan(3, 2, 64, false), vectors)) {
      List<Ciphertext> two =
          List.of(
              federation.publicKey().encryptZero(LIMBS, 0x1p64, Seed.fresh()),
              federation.publicKey().encryptZero(LIMBS, 0x1p63, Seed.fresh()));
      int before = federation.rounds().size();
      assertThatThrownBy(() -> federation.keySwitch("sum/open", 0, two))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot ask for sum/open: expected ciphertexts of one scale, got");
      assertThatThrownBy(() -> federation.keySwitch("sum/open", 0, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got no ciphertext");
      assertThat(federation.rounds()).hasSize(before);
    }
  }

  @Test
  void open_scaleThatCannotCarryIntegers_isRefusedBeforeKeys() {
    List<BigInteger[]> vectors = List.of(random(new Random(1), 2), random(new Random(2), 2));
    assertThatThrownBy(() -> federation(plan(3, 2, 40, false), vectors))
        .hasMessageContaining("expected a partition");
    List<BigInteger[]> three = new ArrayList<>(vectors);
    three.add(random(new Random(3), 2));
    assertThatThrownBy(() -> federation(plan(3, 2, 50, false), three))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("cannot plan the step sum/upload")
        .hasMessageContaining("got 2^50");
  }
}

package parley.benchmarks;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.random.Seed;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.SessionKeys;

/**
 * A round through the plugin's RPC beside one through a Spark job, on three executors of two
 * providers each, by the size of the message and of the answer: medians in milliseconds. The
 * providers' own work is the re-randomisation of what they send, the same for both. Argument:
 * rounds of each kind and size.
 */
public final class ClusterRounds {
  private static final CkksParameters PARAMETERS = CkksParameters.SECURE_14;
  private static final int EXECUTORS = 3;
  private static final int PROVIDERS = 6;
  private static final int HEAP_MEGABYTES = 2048;
  private static final int LIMBS = 2;
  private static final int WARM_UP = 2;
  private static final int[] MESSAGE_KB = {16, 256, 1024, 4096, 16384, 65536};
  private static final int[] ANSWERS = {1, 4, 16, 64};
  private static final String STEP = "train/map";

  private final CkksContext context;
  private final SparkSession spark;
  private final KeyPair querier;
  private final int rounds;

  private ClusterRounds(CkksContext context, SparkSession spark, KeyPair querier, int rounds) {
    this.context = context;
    this.spark = spark;
    this.querier = querier;
    this.rounds = rounds;
  }

  /** Runs the comparison. */
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    SparkSession spark = BenchmarkSpark.cluster(EXECUTORS, HEAP_MEGABYTES);
    try (CkksContext context = CkksContext.open(PARAMETERS);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      new ClusterRounds(context, spark, querier, rounds).compare();
    } finally {
      spark.stop();
    }
  }

  /** As many trivial ciphertexts as the message says. */
  private static final class Answering implements LocalProgram {
    @Override
    public List<Ciphertext> step(
        SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
      List<Ciphertext> all = new ArrayList<>();
      for (int i = ByteBuffer.wrap(args).getInt(); i > 0; i--) {
        all.add(keys.publicKey().encryptZero(LIMBS, 0x1p45, Seed.fresh()));
      }
      return all;
    }

    @Override
    public BigInteger[] sums(String step, byte[] args) {
      return new BigInteger[0];
    }

    @Override
    public byte[] privateInputHash() {
      return new byte[0];
    }
  }

  static PartyPlan plan(CkksContext context, List<String> providers, int rounds) {
    return PartyPlan.builder(BenchmarkPlans.CLUSTER, context)
        .argument("rounds", Integer.toString(rounds))
        .providers(providers)
        .publicKey()
        .step(
            UploadStep.builder(STEP, ProtocolKind.UPLOAD).rounds(rounds).output(LIMBS, 45).build())
        .build();
  }

  private Federation open(long rpcBytes) {
    List<String> names = IntStream.range(0, PROVIDERS).mapToObj(i -> "provider-" + i).toList();
    int places = (rounds + WARM_UP) * (MESSAGE_KB.length + ANSWERS.length);
    PartyPlan plan = plan(context, names, places);
    JavaRDD<String> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(names, PROVIDERS);
    ProgramFactory<String> programs = (provider, accepted, ring, own) -> new Answering();
    return Federation.open(
        spark,
        plan,
        rows,
        programs,
        querier.publicKey(),
        FederationOptions.builder().rpcBytes(rpcBytes).build());
  }

  private void compare() {
    try (Federation jobs = open(0);
        Federation rpc = open(Long.MAX_VALUE)) {
      System.out.printf(
          Locale.ROOT,
          "%14s %14s %10s %10s %8s%n",
          "message, kB",
          "answer, kB",
          "RPC",
          "job",
          "ratio");
      int first = 0;
      for (int size : MESSAGE_KB) {
        first = line(rpc, jobs, first, size, 1);
      }
      for (int answers : ANSWERS) {
        first = line(rpc, jobs, first, MESSAGE_KB[0], answers);
      }
    }
  }

  private int line(Federation rpc, Federation jobs, int first, int messageKb, int answers) {
    byte[] args = ByteBuffer.allocate(messageKb << 10).putInt(answers).array();
    List<Double> byRpc = new ArrayList<>();
    List<Double> byJob = new ArrayList<>();
    int end = first + rounds + WARM_UP;
    for (int round = first; round < end; round++) {
      // Alternating, so that a loaded machine slows both alike.
      double one = millis(rpc, round, args);
      double other = millis(jobs, round, args);
      if (round >= first + WARM_UP) {
        byRpc.add(one);
        byJob.add(other);
      }
    }
    long answer = (long) answers * LIMBS * Long.BYTES * PARAMETERS.ringDimension() / 512;
    System.out.printf(
        Locale.ROOT,
        "%14d %14d %10.1f %10.1f %8.2f%n",
        messageKb,
        answer,
        median(byRpc),
        median(byJob),
        median(byJob) / median(byRpc));
    return end;
  }

  private static double millis(Federation federation, int round, byte[] args) {
    long start = System.nanoTime();
    federation.map(STEP, round, List.of(), args).forEach(Ciphertext::close);
    return (System.nanoTime() - start) * 1e-6;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}

package parley.mhe.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefreshStep;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.NoiseBounds;

/** A small plan with one of everything, and rows for it. */
public final class TestFederations {
  public static final CkksParameters PARAMETERS = CkksParameters.INSECURE_TEST_4096;

  private TestFederations() {}

  static SparkSession spark(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  public static List<String> providers(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(String.format("provider-%02d", i));
    }
    return names;
  }

  /** Every row's absolute value is at most 1. */
  public static PartyPlan plan(CkksContext context, int providers) {
    int dimension = context.parameters().ringDimension();
    double noise = NoiseBounds.sum(NoiseBounds.freshEncryption(dimension, providers), providers);
    return PartyPlan.builder("test", context)
        .argument("purpose", "one of everything")
        .providers(providers(providers))
        .publicKey()
        .relinearisationKey()
        .rotationKeys(5)
        .step(
            UploadStep.builder("prepare/sums", ProtocolKind.SUMS)
                .values(2)
                .output(2, 60)
                .maxAbs(1e6)
                .build())
        .step(
            OpeningStep.builder("prepare/open", ProtocolKind.DECRYPTION)
                .values(2)
                .input(2, 60)
                .source(StepSource.of("prepare/sums"))
                .maxAbs(1e6 * providers)
                .ciphertextDeviation(noise)
                .build())
        .step(
            UploadStep.builder("train/map", ProtocolKind.UPLOAD)
                .rounds(10)
                .inputs(1, 8, 45)
                .output(4, 45)
                .source(StepSource.of("train/refresh"))
                .build())
        .step(
            UploadStep.builder("train/sum-map", ProtocolKind.SUM_UPLOAD)
                .rounds(10)
                .values(1)
                .output(4, 45)
                .build())
        .step(
            RefreshStep.builder("train/renew")
                .rounds(10)
                .objects(2)
                .limbs(4, 8)
                .logScale(45)
                .source(StepSource.of("train/map"))
                .maxAbs(providers)
                .build())
        .step(
            SumRefreshStep.builder("train/refresh")
                .rounds(10)
                .source(StepSource.computedFrom("train/map"))
                .limbs(4, 8)
                .logScales(45, 45)
                .maxAbs(providers)
                .build())
        .step(
            SumRefreshStep.builder("train/last")
                .rounds(10)
                .factorBound(2)
                .carries("train/refresh")
                .source(StepSource.computedFrom("train/map"))
                .limbs(4, 3)
                .logScales(45, 90)
                .maxAbs(providers)
                .build())
        .step(open("model/open", StepSource.of("train/last"), providers))
        .step(open("ask/open", StepSource.computedFrom("train/last"), providers))
        .build();
  }

  private static OpeningStep open(String name, StepSource source, int providers) {
    return OpeningStep.builder(name, ProtocolKind.KEY_SWITCH)
        .rounds(4)
        .input(3, 90)
        .source(source)
        .maxAbs(4.0 * providers * providers)
        .ciphertextDeviation(NoiseBounds.sumRefresh(providers))
        .build();
  }

  static List<Double> rowsOf(int provider, int count) {
    Random random = new Random(provider);
    List<Double> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(random.nextDouble());
    }
    return rows;
  }

  /** The sum of all providers' rows. */
  public static double total(int providers, int rowsEach) {
    double total = 0;
    for (int i = 0; i < providers; i++) {
      total += rowsOf(i, rowsEach).stream().mapToDouble(Double::doubleValue).sum();
    }
    return total;
  }

  /** One partition a provider. */
  public static JavaRDD<Double> rows(SparkSession spark, int providers, int rowsEach) {
    List<List<Double>> all = new ArrayList<>();
    for (int i = 0; i < providers; i++) {
      all.add(new ArrayList<>(rowsOf(i, rowsEach)));
    }
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(all, providers)
        .flatMap(List::iterator);
  }
}

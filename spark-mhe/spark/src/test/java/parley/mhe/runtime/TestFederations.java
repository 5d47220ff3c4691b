package parley.mhe.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;

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
    double noise = 3.2 * Math.sqrt(4.0 * context.parameters().ringDimension() * providers);
    return PartyPlan.builder("test", context)
        .argument("purpose", "one of everything")
        .providers(providers(providers))
        .publicKey()
        .relinearisationKey()
        .rotationKeys(5)
        .step(
            PlanStep.builder("prepare/sums", ProtocolKind.SUMS)
                .values(2)
                .limbs(0, 2)
                .logScales(0, 60)
                .maxAbs(1e6)
                .build())
        .step(
            PlanStep.builder("prepare/open", ProtocolKind.DECRYPTION)
                .values(2)
                .limbs(2, 0)
                .logScales(60, 60)
                .maxAbs(1e6 * providers)
                .ciphertextDeviation(noise)
                .build())
        .step(
            PlanStep.builder("train/map", ProtocolKind.UPLOAD)
                .rounds(10)
                .limbs(8, 4)
                .logScales(45, 45)
                .build())
        .step(
            PlanStep.builder("train/sum-map", ProtocolKind.SUM_UPLOAD)
                .rounds(10)
                .values(1)
                .limbs(8, 4)
                .logScales(45, 45)
                .build())
        .step(
            PlanStep.builder("train/renew", ProtocolKind.REFRESH)
                .rounds(10)
                .objects(2)
                .limbs(4, 8)
                .logScales(45, 45)
                .maxAbs(providers)
                .build())
        .step(
            PlanStep.builder("train/refresh", ProtocolKind.SUM_REFRESH)
                .rounds(10)
                .limbs(4, 8)
                .logScales(45, 45)
                .maxAbs(providers)
                .build())
        .step(
            PlanStep.builder("train/last", ProtocolKind.SUM_REFRESH)
                .rounds(10)
                .limbs(4, 3)
                .logScales(45, 90)
                .maxAbs(providers)
                .build())
        .step(
            PlanStep.builder("model/open", ProtocolKind.KEY_SWITCH)
                .rounds(4)
                .limbs(3, 3)
                .logScales(90, 90)
                .maxAbs(4.0 * providers * providers)
                .ciphertextDeviation(3.2 * Math.sqrt(providers))
                .build())
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

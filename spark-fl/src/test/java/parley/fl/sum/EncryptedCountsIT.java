package parley.fl.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.plan.Opens;
import parley.mhe.random.Seed;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundRecord;
import parley.testing.LocalSpark;

class EncryptedCountsIT {
  private static final List<String> PROVIDERS = List.of("east", "north", "west");
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void sum_ofRandomCounts_isExact() {
    Random random = new Random(1);
    long[][] vectors = new long[PROVIDERS.size()][40];
    long[] expected = new long[40];
    for (long[] vector : vectors) {
      for (int k = 0; k < vector.length; k++) {
        vector[k] = k == 0 ? EncryptedCounts.LARGEST : random.nextLong(1L << k);
        expected[k] += vector[k];
      }
    }
    assertThat(EncryptedCounts.sum(rdd(vectors), PROVIDERS)).isEqualTo(expected);
  }

  @Test
  void sum_longerThanACiphertext_isOpenedOnceAndToTheQuerierAlone() {
    List<RoundRecord> rounds = new ArrayList<>();
    FederationOptions options = FederationOptions.builder().listener(rounds::add).build();
    try (CkksContext context = CkksContext.open(CkksParameters.SECURE_14);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      int length = context.parameters().slots() + 3;
      long[][] vectors = new long[PROVIDERS.size()][length];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i][0] = i + 1;
        vectors[i][length - 1] = 10L * i;
      }
      long[] sum = EncryptedCounts.sum(rdd(vectors), PROVIDERS, length, querier, options);
      long[] expected = new long[length];
      expected[0] = 6;
      expected[length - 1] = 30;
      assertThat(sum).isEqualTo(expected);
    }
    assertThat(rounds).extracting(RoundRecord::opened).doesNotContain(Opens.TO_ALL);
    assertThat(rounds).filteredOn(r -> r.opened() == Opens.TO_QUERIER).isNotEmpty();
  }

  static List<Arguments> badInput() {
    return List.of(
        Arguments.of(new long[][] {{1}, {2}, {-1}}, PROVIDERS, "count 0 of west is out of range"),
        Arguments.of(
            new long[][] {{1}, {2}, {EncryptedCounts.LARGEST + 1}},
            PROVIDERS,
            "expected 0 to 2^40"),
        Arguments.of(new long[][] {{1}, {2}, {3, 4}}, PROVIDERS, "expected vectors of one length"),
        Arguments.of(new long[][] {{}, {}, {}}, PROVIDERS, "expected at least one, got 0"),
        Arguments.of(
            new long[][] {{1}, {2}}, PROVIDERS, "expected a partition for each of 3 providers"),
        Arguments.of(new long[][] {{1}}, List.of("east"), "providers"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("badInput")
  void sum_badInput_isRefused(long[][] vectors, List<String> providers, String message) {
    assertThatThrownBy(() -> EncryptedCounts.sum(rdd(vectors), providers))
        .hasMessageContaining(message);
  }

  private static JavaRDD<long[]> rdd(long[][] vectors) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(vectors), vectors.length);
  }
}

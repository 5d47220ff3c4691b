package parley.mhe.runtime.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.masking.KeyExchange;
import parley.mhe.masking.MaskedVector;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.masking.MaskingStep;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.LocalSpark;

/** Masked sums with providers that fail or are late, on a local master. */
class MaskedFederationIT {
  private static final byte[] NONE = {};
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private static JavaSparkContext spark;

  @BeforeAll
  static void open() {
    spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("p%02d"::formatted).toList();
  }

  /** What is wrong with a provider in a round, by its row: 0 nothing, 1 it fails, 2 it hangs. */
  private static MaskProgram program(int fault, int value) {
    return (step, round, arguments) -> {
      if (fault == 1 && round == 1) {
        throw new ParleyException("no rows today");
      }
      if (fault == 2 && round == 1) {
        try {
          NEVER.await();
        } catch (InterruptedException e) {
          throw new ParleyException("interrupted", e);
        }
      }
      return MaskedVector.of(64, new long[] {value, -round});
    };
  }

  private static MaskedFederation federation(int dropouts, List<Integer> faults, Duration limit) {
    List<MaskingStep> steps = List.of(new MaskingStep("a/sum", "numbers", 3, 64, 2));
    int n = faults.size();
    MaskingPlan plan =
        dropouts == 0
            ? MaskingPlan.ofAll(names(n), steps, Map.of())
            : new MaskingPlan(
                names(n),
                KeyExchange.HYBRID,
                dropouts,
                n - 1,
                n - dropouts,
                n - dropouts,
                1,
                true,
                steps,
                new TreeMap<>());
    JavaRDD<Integer> rows = spark.parallelize(faults, n);
    return MaskedFederation.open(
        spark,
        plan,
        rows,
        (provider, accepted, values) ->
            program(values.next(), 1 << Integer.parseInt(provider.substring(1))),
        FederationOptions.builder().timeout(limit).build());
  }

  @Test
  void sum_oneFailsAndOneHangs_isThatOfTheOthers() {
    try (MaskedFederation site = federation(2, List.of(0, 1, 0, 0, 2, 0), Duration.ofSeconds(8))) {
      assertThat(site.sum("a/sum", 0, NONE)).containsExactly(63, 0);
      assertThat(site.sum("a/sum", 1, NONE)).containsExactly(63 - 2 - 16, -4);
      assertThat(site.rounds().get(0).dropped()).isEmpty();
      assertThat(site.rounds().get(1).dropped()).containsExactly("p01", "p04");
    }
  }

  @Test
  void sum_moreAreLostThanThePlanSurvives_opensNothing() {
    try (MaskedFederation site = federation(1, List.of(1, 1, 0, 0, 0), Duration.ofSeconds(60))) {
      assertThat(site.sum("a/sum", 0, NONE)).containsExactly(31, 0);
      assertThatThrownBy(() -> site.sum("a/sum", 1, NONE))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("nothing was opened, expected at least 4, got [p02, p03, p04]");
      assertThat(site.sum("a/sum", 2, NONE)).containsExactly(31, -10);
    }
  }

  @Test
  void sum_oneFailsWithoutDropOuts_namesIt() {
    try (MaskedFederation site = federation(0, List.of(0, 1, 0), Duration.ofSeconds(60))) {
      assertThat(site.sum("a/sum", 0, NONE)).containsExactly(7, 0);
      assertThatThrownBy(() -> site.sum("a/sum", 1, NONE))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("p01: no rows today");
      assertThat(site.sum("a/sum", 2, NONE)).containsExactly(7, -6);
    }
  }

  @Test
  void open_otherPartitionsThanProviders_isRefused() {
    MaskingPlan plan =
        MaskingPlan.ofAll(
            names(3), List.of(new MaskingStep("a/sum", "numbers", 1, 64, 2)), Map.of());
    assertThatThrownBy(
            () ->
                MaskedFederation.open(
                    spark,
                    plan,
                    spark.parallelize(List.of(1, 2, 3, 4), 4),
                    (provider, accepted, values) -> program(0, 1),
                    FederationOptions.defaults()))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("a partition for each of 3 providers, got 4");
  }
}

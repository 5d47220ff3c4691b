package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.random.Seed;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.OwnJvm;

/** Sessions that would run a provider's tasks twice on purpose. */
@OwnJvm
class SpeculationIT {
  @Test
  void open_speculationOn_refused() {
    System.setProperty("parley.insecure", "true");
    System.setProperty("spark.speculation", "true");
    SparkSession spark = TestFederations.spark("local[2]");
    try (CkksContext context = CkksContext.open(TestFederations.PARAMETERS);
        KeyPair querier = KeyPair.generate(context, Seed.fresh())) {
      assertThatThrownBy(
              () ->
                  Federation.open(
                      spark,
                      TestFederations.plan(context, 3),
                      TestFederations.rows(spark, 3, 4),
                      MeanProgram.factory(),
                      querier.publicKey(),
                      FederationOptions.defaults()))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("expected spark.speculation=false, got true");
    } finally {
      spark.stop();
    }
  }
}

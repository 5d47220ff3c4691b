package parley.mhe.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.error.ParleyException;
import parley.mhe.runtime.DyingPlugin;
import parley.mhe.runtime.ParleyPlugin;
import parley.mhe.runtime.TestCluster;
import parley.testing.OwnJvm;

/** Executors that end as soon as they are there, and a cluster without the plugin. */
@OwnJvm
class EnduranceIT {
  @Test
  @Timeout(240)
  void job_executorsKeepDying_endsWithTheirWords() {
    SparkSession spark =
        TestCluster.start(
            "local-cluster[1,1,1024]",
            Map.of(
                "spark.plugins",
                DyingPlugin.class.getName() + "," + ParleyPlugin.class.getName(),
                "spark.deploy.maxExecutorRetries",
                "-1",
                ClusterSettings.EXECUTORS_TIMEOUT,
                "15s"));
    try {
      assertThatThrownBy(() -> spark.range(10).javaRDD().count())
          .hasMessageContaining("its executors end again and again: in 15 s no task was done")
          .hasMessageContaining(DyingPlugin.WORDS);
      ClusterDriver driver = ClusterDriver.onCluster(spark.sparkContext()).orElseThrow();
      assertThatThrownBy(() -> driver.homes(spark.sparkContext(), List.of("a", "b", "c")))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("no executor with the plugin was there within 15 s")
          .hasMessageContaining(DyingPlugin.WORDS);
    } finally {
      spark.stop();
    }
  }

  @Test
  void onCluster_sessionWithoutThePlugin_saysWhatToSet() {
    SparkSession spark = TestCluster.start("local-cluster[1,1,1024]", Map.of("spark.plugins", ""));
    try {
      assertThatThrownBy(() -> ClusterDriver.onCluster(spark.sparkContext()))
          .isInstanceOf(ParleyException.class)
          .hasMessage(
              "cannot use providers on a cluster: Spark was started without the plugin, expected"
                  + " spark.plugins=parley.mhe.runtime.ParleyPlugin, got none");
    } finally {
      spark.stop();
    }
  }
}

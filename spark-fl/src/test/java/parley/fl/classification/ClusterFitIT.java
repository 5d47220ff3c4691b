package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.ParleyException;
import parley.fl.report.FitReport;
import parley.mhe.runtime.TestCluster;
import parley.testing.OwnJvm;

/** The estimator with providers in three executors of their own; insecure ring. */
@OwnJvm
class ClusterFitIT {
  private static final int ROWS = 90;

  @Test
  void fit_partitionsOfThreeExecutors_modelAsInClearRowsAtHomeAndStoresForOne(@TempDir Path folder)
      throws Exception {
    System.setProperty(SealedRows.INSECURE_RING, "true");
    SparkSession spark =
        TestCluster.start("local-cluster[3,1,1024]", Map.of("spark.executor.memory", "512m"));
    try {
      // Partition k holds the rows of provider pk, in the order of the names.
      Dataset<Row> raw = SealedRows.raw(spark, ROWS);
      List<Row> sorted = new ArrayList<>(raw.collectAsList());
      sorted.sort((a, b) -> a.<String>getAs("provider").compareTo(b.getAs("provider")));
      JavaRDD<Row> parts =
          org.apache.spark.api.java.JavaSparkContext.fromSparkContext(spark.sparkContext())
              .parallelize(sorted, 3);
      Dataset<Row> rows =
          SealedRows.assembler().transform(spark.createDataFrame(parts, raw.schema()));

      FederatedLogisticRegression estimator =
          new FederatedLogisticRegression()
              .setPartitionProviders(new String[] {"p0", "p1", "p2"})
              .setLogRingDimension(SealedRows.INSECURE_LOG_RING_DIMENSION)
              .setMaxIter(4)
              .setWatchEvery(0)
              .setRevealWeights(true);
      FederatedLogisticRegressionModel model = estimator.fit(rows);
      FederatedLogisticRegressionModel plain = estimator.setProtection("plain").fit(rows);
      assertThat(model.coefficients().toArray())
          .containsExactly(plain.coefficients().toArray(), within(1e-3));

      FitReport report = model.report();
      assertThat(report.simulated()).isFalse();
      assertThat(report.warnings()).noneMatch(w -> w.contains("moved the rows"));
      assertThat(report.parameters())
          .filteredOn(p -> p.name().equals("executors"))
          .singleElement()
          .satisfies(p -> assertThat(p.value().split("; ")).hasSize(3));
      FitReport moved =
          estimator
              .copy(org.apache.spark.ml.param.ParamMap.empty())
              .setProtection("encrypted")
              .setPartitionProviders(new String[0])
              .setProviderCol("provider")
              .fit(rows.repartition(2))
              .report();
      assertThat(moved.warnings()).anyMatch(w -> w.contains("moved the rows"));

      new ClusterStatistic(Files.createDirectory(folder.resolve("policies")))
          .requireAsInOneProcess(spark.createDataFrame(parts, raw.schema()));

      // Each provider looks after its own store here.
      new TwoTrainings(spark, folder)
          .requireSecondRefused(ParleyException.class, "it holds a session");
    } finally {
      spark.stop();
      System.clearProperty(SealedRows.INSECURE_RING);
    }
  }
}

package parley.fl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.InvalidDataException;
import parley.fl.classification.FederatedLogisticRegression;
import parley.fl.classification.FederatedLogisticRegressionModel;
import parley.fl.report.FitListener;
import parley.fl.report.FitRound;
import parley.mhe.runtime.StandaloneDaemons;
import parley.mhe.runtime.TestCluster;
import parley.mhe.runtime.cluster.ProviderJobs;
import parley.testing.OwnJvm;

/**
 * Three workers, each with a provider's name and folder in its environment: every row is read, and
 * is in memory, in its home alone. Insecure ring.
 */
@OwnJvm
class FilesClusterIT {
  private static final List<String> PROVIDERS = List.of("a", "b", "c");

  /** Rows nobody has in memory yet: a process of its own makes them, each provider's anew. */
  private static final String MAKE =
      """
      for p in a b c; do
        mkdir -p $p
        mark=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \\n')
        seed=$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')
        n=$((30 + $(printf %d "'$p") - 97))
        awk -v n=$n -v seed=$seed -v mark=MARK-$mark 'BEGIN { srand(seed); print "x,z,mark,y"
          for (i = 0; i < n; i++) { x = rand() + rand() / 1e7; z = rand()
            printf "%.15f,%.15f,%s,%d\\n", x, z, mark, (x + z + rand() / 2 > 1.2) } }' > $p/rows.csv
      done
      """;

  @TempDir private Path folder;

  @Test
  void fit_filesOfThreeWorkers_rowsAreReadAndHeldAtHomeAlone() throws Exception {
    System.setProperty("parley.insecure", "true");
    Process maker =
        new ProcessBuilder("bash", "-euc", MAKE)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(maker.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(maker.waitFor()).isZero();
    Files.writeString(folder.resolve("same.json"), manifest("rows.csv"));
    Map<String, ProcessHandle> workers = new LinkedHashMap<>();
    try (StandaloneDaemons daemons = StandaloneDaemons.start(folder)) {
      for (String provider : PROVIDERS) {
        workers.put(
            provider,
            daemons.worker(
                "work-" + provider,
                Map.of(
                    "PARLEY_PROVIDERS",
                    provider,
                    OwnFile.FOLDER_VARIABLE,
                    folder.resolve(provider).toString())));
      }
      SparkSession spark =
          TestCluster.start(
              daemons.master(),
              Map.of("spark.executor.memory", "512m", "spark.executor.instances", "3"));
      try {
        requireRowsAtHome(spark, workers);
        requireRefusals(spark);
      } finally {
        spark.stop();
      }
    } finally {
      System.clearProperty("parley.insecure");
    }
  }

  private String manifest(String path) {
    return "{\"providers\":{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\"}}".replace("%s", path);
  }

  private static Dataset<Row> read(SparkSession spark, Path manifest) {
    return spark
        .read()
        .format("parley")
        .option("manifest", manifest.toString())
        .option("inferSchema", true)
        .load();
  }

  private void requireRowsAtHome(SparkSession spark, Map<String, ProcessHandle> workers)
      throws Exception {
    RowTraffic traffic = new RowTraffic();
    spark.sparkContext().addSparkListener(traffic);
    Map<String, Path> heaps = new TreeMap<>();
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(new String[] {"x", "z"})
            .setOutputCol("features")
            .transform(read(spark, folder.resolve("same.json")));
    FederatedLogisticRegression estimator =
        new FederatedLogisticRegression()
            .setLabelCol("y")
            .setLogRingDimension(12)
            .setMaxIter(2)
            .setWatchEvery(0)
            .setRevealWeights(true);
    FederatedLogisticRegressionModel model =
        estimator.setListener(dumping(workers, heaps)).fit(rows);

    assertThat(model.report().providers()).isEqualTo(PROVIDERS);
    assertThat(model.report().simulated()).isFalse();
    assertThat(model.report().warnings()).noneMatch(warning -> warning.contains("moved the rows"));
    traffic.await(spark);
    assertThat(traffic.shuffledBytes()).isZero();
    // An executor reads only its own provider's rows, of which each has another number.
    assertThat(traffic.rowsByExecutor()).hasSize(3).doesNotContainKey("driver");
    assertThat(traffic.rowsByExecutor().values())
        .satisfiesExactlyInAnyOrder(
            counts -> assertThat(counts).containsOnly(30L),
            counts -> assertThat(counts).containsOnly(31L),
            counts -> assertThat(counts).containsOnly(32L));
    requireMarksAtHome(heaps);
    FederatedLogisticRegressionModel plain =
        estimator.setListener(FitListener.NONE).setProtection("plain").fit(rows);
    assertThat(model.coefficients().toArray())
        .containsExactly(plain.coefficients().toArray(), within(1e-3));
  }

  /** Looks into all memories once the rows are there. */
  private FitListener dumping(Map<String, ProcessHandle> workers, Map<String, Path> heaps) {
    return new FitListener() {
      @Override
      public void roundDone(FitRound round, int iterations) {
        if (round.iteration() == 1 && heaps.isEmpty()) {
          workers.forEach(
              (name, worker) ->
                  heaps.put(
                      name,
                      HeapDump.of(
                          worker.descendants().findFirst().orElseThrow(),
                          folder.resolve(name + ".hprof"))));
          heaps.put("driver", HeapDump.of(ProcessHandle.current(), folder.resolve("driver.hprof")));
        }
      }
    };
  }

  private void requireMarksAtHome(Map<String, Path> heaps) throws Exception {
    assertThat(heaps.keySet()).containsExactly("a", "b", "c", "driver");
    List<String> found = new ArrayList<>();
    for (String provider : PROVIDERS) {
      String[] row =
          Files.readAllLines(folder.resolve(provider).resolve("rows.csv")).get(3).split(",");
      for (Map.Entry<String, Path> heap : heaps.entrySet()) {
        if (HeapDump.contains(heap.getValue(), Double.parseDouble(row[0]))) {
          found.add("x of " + provider + " in " + heap.getKey());
        }
        if (!heap.getKey().equals(provider)
            && HeapDump.contains(heap.getValue(), row[2].getBytes(StandardCharsets.ISO_8859_1))) {
          found.add("text of " + provider + " in " + heap.getKey());
        }
      }
    }
    assertThat(found).containsExactly("x of a in a", "x of b in b", "x of c in c");
  }

  private void requireRefusals(SparkSession spark) throws Exception {
    Path none = Files.writeString(folder.resolve("none.json"), manifest("none.csv"));
    assertThatThrownBy(() -> read(spark, none))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageMatching(
            "cannot read the file of a: executor \\d on 127.0.0.1 has no file "
                + folder.resolve("a/none.csv"));
    Path away =
        Files.writeString(
            folder.resolve("away.json"), manifest(folder.resolve("b/rows.csv").toString()));
    assertThatThrownBy(() -> read(spark, away))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("cannot read the file of a: executor ")
        .hasMessageContaining("reads nothing outside its folder");

    // Each home is asked for its neighbour's file.
    Manifest manifest = Manifest.read(folder.resolve("same.json"));
    JavaRDD<String> neighbours =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of("b", "c", "a"), 3)
            .map(other -> String.valueOf(FileLook.at(other, manifest, Map.of(), true).problem()));
    List<String> problems =
        ProviderJobs.collect(ProviderJobs.pin(neighbours, PROVIDERS), PROVIDERS);
    assertThat(problems.get(0))
        .matches(
            "cannot read the file of b: executor \\d on 127.0.0.1 is not its home, expected a"
                + " worker with it in PARLEY_PROVIDERS, got one with \\[a\\]");
    assertThat(problems).allMatch(problem -> problem.contains("is not its home"));
  }
}

package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.fl.OpenedWeights;
import parley.fl.optim.LinearWeights;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.mhe.vault.VaultProcess;
import parley.testing.LocalSpark;

/** Trainings and predictions with the key shares in vaults; insecure ring. */
@Timeout(180)
class VaultTrainingIT {
  private static final int ROWS = 91;
  private static final List<String> PROVIDERS = List.of("p0", "p1", "p2");

  @TempDir private Path folder;

  private static SparkSession spark;
  private static Dataset<Row> rows;

  /** Of the columns that {@link SealedRows} draws. */
  private static final double[] MEANS = {5, 100, 0};

  private static final double[] DEVIATIONS = {1, 30, 0.1};

  private static FederatedLogisticRegressionModel inProcess;
  private final List<VaultProcess> vaults = new ArrayList<>();

  @BeforeAll
  static void trainInProcess() {
    System.setProperty(SealedRows.INSECURE_RING, "true");
    spark = LocalSpark.session();
    rows = SealedRows.vectors(spark, ROWS).cache();
    inProcess = SealedRows.insecure().setRevealWeights(true).fit(rows);
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty(SealedRows.INSECURE_RING);
  }

  @AfterEach
  void kill() {
    vaults.forEach(VaultProcess::close);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void startVault(String... providers) {
    Path keys = folder.resolve("keys-" + providers[0]);
    vaults.add(VaultProcess.start(folder.resolve("run"), keys, providers));
  }

  /**
   * The same protocols under other keys: equal but for the noise that is opened with the weights.
   */
  private void requireSameWeights() {
    FederatedLogisticRegressionModel model =
        SealedRows.insecure().setRevealWeights(true).setVault(at("run")).fit(rows);
    OpenedWeights.assertEqual(weights(model), weights(inProcess), MEANS, DEVIATIONS);
  }

  private static LinearWeights weights(FederatedLogisticRegressionModel model) {
    return new LinearWeights(model.coefficients().toArray(), model.intercept());
  }

  @Test
  void fit_threeProvidersInOneVault_weightsAsInProcess() {
    startVault("p0", "p1", "p2");
    requireSameWeights();
  }

  @Test
  void fit_threeVaults_weightsAsInProcess() {
    PROVIDERS.forEach(this::startVault);
    requireSameWeights();
  }

  /** Each vault makes the plan of a network by itself, and multiplies by its masks. */
  @Test
  void fit_network_weightsAsInClear() {
    startVault("p0", "p1");
    startVault("p2");
    FederatedMultilayerPerceptron network = NetworkClusterIT.small().setVault(at("run"));

    FederatedMultilayerPerceptronModel model = network.fit(rows);

    NetworkClusterIT.requireSameWeights(model, NetworkClusterIT.inClear(network, rows));
    assertThat(model.report().openings())
        .extracting(o -> o.to() + " " + o.count())
        .endsWith("QUERIER 12", "QUERIER 12", "QUERIER 8");
  }

  /** Vaults flood the finished weights, and switch answers alone. */
  @Test
  void transform_sealedNetwork_answersAsInClear() {
    startVault("p0", "p1");
    startVault("p2");
    FederatedMultilayerPerceptron network =
        NetworkClusterIT.small().setHiddenLayers(new int[] {3}).setMaxIter(1).setWatch(false);
    double[] plain =
        margins(network.copy(new ParamMap()).setProtection("plain").fit(rows).transform(rows));
    network.setRevealWeights(false).setRowsPerOpening(16).setVault(at("run"));
    Dataset<Row> asked = rows.limit(20);

    FederatedMultilayerPerceptronModel model = network.fit(rows);

    assertThat(margins(model.transform(asked)))
        .containsExactly(Arrays.copyOf(plain, 20), within(1e-3));
    model.close();
  }

  @Test
  void transform_sealedModelAfterAllVaultsWereKilledAndStartedAgain_predictsAsItsWeights()
      throws IOException {
    PROVIDERS.forEach(this::startVault);
    Files.write(
        folder.resolve("querier.key"),
        QuerierKey.generate().export(SecretAccess.forKeyStore(), PassphraseSource.none()));
    FederatedLogisticRegression estimator =
        SealedRows.insecure().setQuerierKey(at("querier.key")).setVault(at("run"));
    try (FederatedLogisticRegressionModel first = estimator.fit(rows)) {
      first.write().save(at("model"));
    }
    // A second session of the very same plan must not be taken for the first.
    estimator.fit(rows).close();
    kill();
    vaults.clear();
    PROVIDERS.forEach(this::startVault);

    try (FederatedLogisticRegressionModel model =
        FederatedLogisticRegressionModel.load(at("model"))) {
      model.setQuerierKey(at("querier.key")).setVault(at("run"));
      double[] margins = margins(model.transform(rows));
      assertThat(margins).containsExactly(margins(inProcess.transform(rows)), within(1e-3));
      assertThatThrownBy(() -> model.setKeyStore(at("keys-p0")).transform(rows).collect())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected vault alone, got keyStore as well");
    }
  }

  @Test
  void fit_oneProviderWithoutItsVault_errorNamesItAndItsSocket() {
    startVault("p0", "p2");
    assertThatThrownBy(() -> SealedRows.insecure().setVault(at("run")).fit(rows))
        .hasStackTraceContaining(
            "cannot reach the vault of p1 at " + folder.resolve("run").resolve("p1"));
  }

  @Test
  void transform_vaultWithoutTheSession_isRefused() throws IOException {
    startVault("p0", "p1", "p2");
    Files.write(
        folder.resolve("querier.key"),
        QuerierKey.generate().export(SecretAccess.forKeyStore(), PassphraseSource.none()));
    FederatedLogisticRegressionModel model =
        SealedRows.insecure()
            .setQuerierKey(at("querier.key"))
            .setKeyStore(at("stores"))
            .setKeyStorePassphraseFrom("none")
            .fit(rows);
    model.write().save(at("model"));
    model.close();
    try (FederatedLogisticRegressionModel loaded =
        FederatedLogisticRegressionModel.load(at("model"))) {
      loaded.setQuerierKey(at("querier.key")).setKeyStore("").setVault(at("run"));
      assertThatThrownBy(() -> loaded.transform(rows).collect())
          .hasRootCauseInstanceOf(KeyException.class)
          .hasStackTraceContaining("the vault keeps no session of this plan");
    }
  }

  private static double[] margins(Dataset<Row> predicted) {
    return predicted.select("rawPrediction").collectAsList().stream()
        .mapToDouble(row -> row.<Vector>getAs(0).apply(1))
        .toArray();
  }
}

package parley.mhe.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.random.Seed;
import parley.mhe.runtime.placement.ProviderLocation;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundListener;
import parley.mhe.vault.VaultHome;
import parley.mhe.vault.VaultProcess;
import parley.testing.OwnJvm;

/** Providers in executors whose environment names their vaults. */
@Timeout(180)
@OwnJvm
class VaultClusterIT {
  private static final int PROVIDERS = 3;
  private static final int ROWS = 50;

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private static SparkSession spark;
  private static CkksContext context;
  private static KeyPair querier;
  private VaultProcess vault;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    spark =
        TestCluster.start(
            "local-cluster[3,1,1024]",
            Map.of(
                "spark.executorEnv." + VaultHome.VARIABLE,
                shared.resolve("run").toString(),
                "spark.task.maxFailures",
                "1"));
    context = CkksContext.open(TestFederations.PARAMETERS);
    querier = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    querier.close();
    context.close();
    spark.stop();
  }

  @BeforeEach
  void startVault() {
    vault =
        VaultProcess.start(
            shared.resolve("run"),
            folder.resolve("keys"),
            TestFederations.providers(PROVIDERS).toArray(String[]::new));
  }

  @AfterEach
  void killVault() {
    vault.close();
  }

  /** The driver names a folder that is not there: the executors' own setting counts. */
  private Federation federation(RoundListener listener) {
    return Federation.open(
        spark,
        TestFederations.plan(context, PROVIDERS),
        TestFederations.rows(spark, PROVIDERS, ROWS),
        MeanProgram.factory(),
        querier.publicKey(),
        FederationOptions.builder()
            .home(VaultHome.in(folder.resolve("nowhere")))
            .listener(listener)
            .build());
  }

  @Test
  void federation_executorKilled_itsProviderGoesOnWithItsVault() throws IOException {
    Set<Long> killed = new HashSet<>();
    Federation[] opened = new Federation[1];
    RoundListener killer =
        round -> {
          if (opened[0] != null && killed.isEmpty()) {
            killed.add(opened[0].locations().get(1).pid());
            ProcessHandle.of(killed.iterator().next()).orElseThrow().destroyForcibly();
          }
        };
    try (Federation federation = federation(killer)) {
      // A later session of the same plan, which must not be taken for this one.
      federation(round -> {}).close();
      opened[0] = federation;
      double inClear = TestFederations.total(PROVIDERS, ROWS) / context.parameters().slots();
      try (Ciphertext square = FederationIT.squareOfMean(federation)) {
        assertThat(querier.decrypt(square)[0]).isCloseTo(inClear * inClear, within(0x1p-20));
      }
      assertThat(federation.locations())
          .extracting(ProviderLocation::pid)
          .doesNotContain(vault.pid());
      assertThat(federation.locations().get(1).pid()).isNotIn(killed);
    }
    assertThat(killed).hasSize(1);
    try (var sessions = Files.list(folder.resolve("keys"))) {
      assertThat(sessions).isNotEmpty();
    }
  }

  /**
   * The masks stay in the vault, and so may the executors die between the conversion that made them
   * and the product, and before the driver says that it has the product's shares.
   */
  @Test
  void product_executorsKilledBesideTheirVaults_asInClear() {
    Set<Long> killed = new HashSet<>();
    Federation[] opened = new Federation[1];
    RoundListener killer =
        round -> {
          int provider =
              round.protocol() == ProtocolKind.CONVERTING_REFRESH
                  ? 0
                  : round.protocol() == ProtocolKind.MASKED_PRODUCT ? 1 : -1;
          if (provider >= 0) {
            long pid = opened[0].locations().get(provider).pid();
            killed.add(pid);
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
          }
        };
    try (Federation federation =
        Federation.open(
            spark,
            LabelProgram.plan(context, PROVIDERS),
            TestFederations.rows(spark, PROVIDERS, LabelProgram.ROWS),
            LabelProgram.factory(false),
            querier.publicKey(),
            FederationOptions.builder()
                .home(VaultHome.in(folder.resolve("nowhere")))
                .listener(killer)
                .build())) {
      opened[0] = federation;
      ConvertingFederationIT.requireProduct(federation, querier);
    }
    assertThat(killed).hasSize(2);
  }

  @Test
  void map_vaultKilled_errorNamesProviderAndSocket() {
    try (Federation federation = federation(round -> {})) {
      vault.close();
      assertThatThrownBy(() -> federation.map("train/map", 0, List.of(), new byte[0]))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot reach the vault of provider-0")
          .hasMessageContaining(shared.resolve("run").toString());
    }
  }
}

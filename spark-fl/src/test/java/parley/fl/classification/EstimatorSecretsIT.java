package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.StoredSecrets;
import parley.mhe.random.SecretAccess;
import parley.mhe.runtime.ByteSearch;
import parley.mhe.runtime.session.SavedSession;
import parley.testing.OwnJvm;

/**
 * No secret in what an encrypted fit leaves: saved model and estimator, Params, report, event log.
 */
@OwnJvm
class EstimatorSecretsIT {
  private static final List<String> PROVIDERS = List.of("p0", "p1", "p2");

  private static final String PASSPHRASE = "a passphrase that stays in its file";

  /** Offset and end of the secret in a querier's key file. */
  private static final int SECRET = 12;

  private static final int SECRET_END = 44;

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(SealedRows.INSECURE_RING);
  }

  @Test
  void fitSaveAndPredict_leaveNoSecretBehind() throws IOException {
    System.setProperty(SealedRows.INSECURE_RING, "true");
    Path seen = Files.createDirectory(folder.resolve("seen"));
    Path stores = folder.resolve("stores");
    Path querier = folder.resolve("querier.key");
    PassphraseSource passphrase =
        PassphraseSource.file(Files.writeString(folder.resolve("passphrase"), PASSPHRASE));
    Files.write(querier, QuerierKey.generate().export(SecretAccess.forKeyStore(), passphrase));
    List<byte[]> secrets;
    List<byte[]> present;
    SparkSession spark = spark(seen);
    try {
      Dataset<Row> rows = SealedRows.vectors(spark, 60);
      FederatedLogisticRegression estimator =
          SealedRows.insecure()
              .setWatchEvery(2)
              .setQuerierKey(querier.toString())
              .setKeyStore(stores.toString())
              .setKeyStorePassphraseFrom(passphrase.toString())
              .setQuerierKeyPassphraseFrom(passphrase.toString());
      FederatedLogisticRegressionModel model = estimator.fit(rows);
      List<Row> predicted = model.transform(rows).collectAsList();
      estimator.write().save(seen.resolve("estimator").toString());
      model.write().save(seen.resolve("model").toString());
      Files.writeString(
          seen.resolve("texts"),
          estimator.explainParams()
              + model.explainParams()
              + model
              + model.sealedModel().attributes()
              + model.report().toJson());
      // The model's bytes without Parquet's encoding, which could hide what is in them.
      Files.write(seen.resolve("session"), model.sealedModel().session());
      for (byte[] weight : model.sealedModel().ciphertexts()) {
        Files.write(seen.resolve("weight-" + Arrays.hashCode(weight)), weight);
      }
      assertThat(predicted).hasSize(60);

      secrets = secrets(model, stores, querier, passphrase);
      present = model.sealedModel().ciphertexts();
      model.close();
    } finally {
      spark.stop();
    }
    assertThat(ByteSearch.of(secrets).filesWith(seen)).isEmpty();

    // The search finds what is there: the passphrase in its file, the weights in what was saved.
    assertThat(ByteSearch.of(secrets).filesWith(folder))
        .containsExactly(folder.resolve("passphrase"));
    assertThat(ByteSearch.of(present).filesWith(seen))
        .extracting(Path::toString)
        .anyMatch(name -> name.endsWith(".parquet"));
    assertThat(
            ByteSearch.of(List.of("federatedLogReg_".getBytes(StandardCharsets.UTF_8)))
                .filesWith(seen))
        .extracting(Path::toString)
        .anyMatch(name -> name.endsWith("texts"))
        .anyMatch(name -> name.contains("metadata"));
    assertThat(ByteSearch.files(seen.resolve("events")))
        .anyMatch(file -> file.toFile().length() > 10_000);
  }

  /**
   * Shares as limbs and packed, the providers' keys, the querier's secret; as bytes and as text.
   */
  private static List<byte[]> secrets(
      FederatedLogisticRegressionModel model,
      Path stores,
      Path querier,
      PassphraseSource passphrase) {
    List<byte[]> secrets = new ArrayList<>();
    List<byte[]> small = new ArrayList<>();
    try (CkksContext context =
        CkksContext.open(
            SavedSession.fromBytes(model.sealedModel().session()).plan().parameters())) {
      for (String provider : PROVIDERS) {
        byte[] limbs = StoredSecrets.shareInEvaluationForm(context, stores, provider, passphrase);
        // Without the header, which all polynomials of a session share.
        secrets.add(Arrays.copyOfRange(limbs, 128, limbs.length));
        secrets.add(StoredSecrets.packedShare(stores, provider, passphrase));
        small.add(StoredSecrets.key(stores, provider, passphrase));
      }
    }
    byte[] inClear =
        QuerierKey.read(querier, passphrase)
            .export(SecretAccess.forKeyStore(), PassphraseSource.none());
    small.add(Arrays.copyOfRange(inClear, SECRET, SECRET_END));
    small.add(PASSPHRASE.getBytes(StandardCharsets.UTF_8));
    for (byte[] key : small) {
      secrets.add(key);
      secrets.add(HexFormat.of().formatHex(key).getBytes(StandardCharsets.UTF_8));
      secrets.add(Base64.getEncoder().encode(key));
    }
    return secrets;
  }

  private static SparkSession spark(Path seen) throws IOException {
    return SparkSession.builder()
        .master("local[2]")
        .appName("secrets of an estimator")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.parquet.compression.codec", "uncompressed")
        .config("spark.eventLog.enabled", "true")
        .config("spark.eventLog.compress", "false")
        .config(
            "spark.eventLog.dir", Files.createDirectory(seen.resolve("events")).toUri().toString())
        .getOrCreate();
  }
}

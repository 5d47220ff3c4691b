package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.SparkForTests;
import parley.fl.perceptron.NetworkFit;
import parley.fl.plan.NetworkTrainingPlan;
import parley.fl.plan.PlanException;
import parley.fl.protection.OpenedAnswers;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.encrypted.kind.TrainingForecast;
import parley.fl.report.FitReport;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.testing.LocalSpark;

/** Networks that follow a plan's file, of a querier that is apart; on a ring that is not secure. */
class PlannedNetworkIT {
  private static final int ROWS = 60;

  @TempDir private static Path folder;

  private static SparkSession spark;
  private static Dataset<Row> rows;
  private static NetworkTrainingPlan plan;

  @BeforeAll
  static void open() throws IOException {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    List<Row> all = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      double[] x = {r % 7, r % 3 == 0 ? 4 + r % 2 : r % 3};
      all.add(RowFactory.create("p" + r % 4, Vectors.dense(x), r % 3 == 0 ? 1.0 : 0));
    }
    rows = spark.createDataFrame(all, SparkForTests.SCHEMA).cache();
    TrainingForecast forecast =
        NetworkFit.forecast(
            new FederatedMultilayerPerceptron()
                .setHiddenLayers(new int[0])
                .setMaxIter(3)
                .setMomentum(.5)
                .setSchedule("constant")
                .setSteps(new double[] {.75})
                .setBatchSize(32)
                .setSeed(7)
                .setFeatureClip(2.5)
                .setClassWeights(new double[] {1, 3})
                .setWatch(false)
                .setRowsPerOpening(8)
                .setLogRingDimension(12),
            2,
            2,
            List.of("a", "b", "c", "d"),
            17);
    plan =
        new NetworkTrainingPlan(
            4, forecast.choice().rowPlaces(), forecast.choice().parameters(), forecast.arguments());
    Files.writeString(folder.resolve("plan"), plan.toJson());
    QuerierKey key = QuerierKey.generate();
    Files.write(
        folder.resolve("querier.key"),
        key.export(SecretAccess.forKeyStore(), PassphraseSource.none()));
    try (CkksContext context = CkksContext.open(plan.parameters())) {
      Files.write(
          folder.resolve("querier.public"), key.publicFor(context, plan.digest()).toBytes());
      Files.write(folder.resolve("other.public"), key.publicFor(context, new byte[32]).toBytes());
    }
  }

  @AfterAll
  static void close() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static FederatedMultilayerPerceptron followed() {
    return new FederatedMultilayerPerceptron().setProviderCol("provider").setPlan(at("plan"));
  }

  /** All that the plan says, in clear as under encryption; answers are opened by the querier. */
  @Test
  void fit_ofAQuerierApart_followsThePlanAndAnswersItAlone() {
    FederatedMultilayerPerceptronModel model =
        followed()
            .setQuerierPublicKey(at("querier.public"))
            .setKeyStore(at("stores"))
            .setKeyStorePassphraseFrom("none")
            .fit(rows);

    assertThat(model.layers()).containsExactly(2, 2);
    assertThat(model.report().iterations()).isEqualTo(3);
    assertThat(model.report().encryption().ringDimension()).isEqualTo(1 << 12);
    assertThat(model.report().parameters())
        .extracting(FitReport.Choice::toString)
        .anyMatch(text -> text.contains(HexFormat.of().formatHex(plan.digest())));
    Dataset<Row> asked = rows.limit(5);
    assertThatThrownBy(() -> model.transform(asked))
        .hasMessageContaining("it has the querier's public key alone");
    SealedAnswers sealed = model.answers(asked);
    assertThat(sealed.origin().plan()).isEqualTo(HexFormat.of().formatHex(plan.digest()));
    OpenedAnswers opened = sealed.open(at("querier.key"), "none");
    List<Row> expected = toldInClear().transform(asked).collectAsList();
    for (int r = 0; r < 5; r++) {
      assertThat(opened.answers()[r])
          .containsExactly(
              expected.get(r).<Vector>getAs("rawPrediction").toArray(), within(0x1p-11));
    }
    model.close();
  }

  /** The oracle is told every value: by a plan that was read wrong it would be another model. */
  private static FederatedMultilayerPerceptronModel toldInClear() {
    FederatedMultilayerPerceptronModel told =
        new FederatedMultilayerPerceptron()
            .setProviderCol("provider")
            .setProtection("plain")
            .setHiddenLayers(new int[0])
            .setMaxIter(3)
            .setMomentum(.5)
            .setSchedule("constant")
            .setSteps(new double[] {.75})
            .setBatchSize(32)
            .setSeed(7)
            .setFeatureClip(2.5)
            .setClassWeights(new double[] {1, 3})
            .setWatch(false)
            .fit(rows);
    assertThat(followed().setProtection("plain").fit(rows).weights()).isEqualTo(told.weights());
    return told;
  }

  static Stream<Arguments> others() {
    return Stream.of(
        other(
            e -> e.setHiddenLayers(new int[] {4}).setSteps(new double[] {1, 1}),
            "layers, expected 2-2, got 2-4-2"),
        other(e -> e.setMaxIter(4), "iterations, expected 3, got 4"),
        other(e -> e.setSeed(8), "seed, expected 7, got 8"),
        other(
            e -> e.setClassWeights(new double[] {1, 2}),
            "classWeights, expected 1.0,3.0, got 1.0,2.0"),
        other(e -> e.setBatchSize(31), "batch, expected 32, got 31"),
        other(e -> e.setRowsPerOpening(9), "rowsPerOpening, expected 8, got 9"),
        other(e -> e.setFeatureClip(2), "featureClip, expected 2.5, got 2.0"),
        other(e -> e.setStandardization("none"), "standardization, expected collective, got none"),
        other(e -> e.setRevealWeights(true), "reveal, expected false, got true"),
        other(e -> e.setLogRingDimension(13), "parameters of the ring, expected"),
        other(e -> e.setProviderCol("label"), "providers, expected 4, got 2", true));
  }

  private static Arguments other(Consumer<FederatedMultilayerPerceptron> set, String message) {
    return other(set, message, false);
  }

  private static Arguments other(
      Consumer<FederatedMultilayerPerceptron> set, String message, boolean two) {
    return Arguments.of(message, set, two);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void fit_anotherTraining_refusedByWhatDiffers(
      String message, Consumer<FederatedMultilayerPerceptron> set, boolean two) {
    FederatedMultilayerPerceptron stage = followed().setAllowTwoProviders(two);
    set.accept(stage);
    assertThatThrownBy(() -> stage.fit(rows))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("cannot follow the plan: it does not fit the training in ")
        .hasMessageContaining(message);
  }

  @Test
  void fit_moreRowsOrAnotherQuerier_refused() {
    Dataset<Row> more = rows.union(rows).union(rows);
    assertThatThrownBy(() -> followed().fit(more))
        .hasMessageContaining("rows of the largest provider, expected at most 32, got 48");
    assertThatThrownBy(() -> followed().setQuerierPublicKey(at("other.public")).fit(rows))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("it was made for another plan");
    assertThatThrownBy(
            () ->
                new FederatedMultilayerPerceptron()
                    .setProviderCol("provider")
                    .setQuerierPublicKey(at("querier.public"))
                    .fit(rows))
        .hasMessageContaining("expected the plan that its public key was made for");
    assertThatThrownBy(
            () ->
                followed()
                    .setQuerierPublicKey(at("querier.public"))
                    .setRevealWeights(true)
                    .fit(rows))
        .hasMessageContaining("cannot reveal a network's weights to a querier that is apart");
  }
}

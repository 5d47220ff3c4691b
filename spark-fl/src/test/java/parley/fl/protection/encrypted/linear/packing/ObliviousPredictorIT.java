package parley.fl.protection.encrypted.linear.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Target;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.param.ToldTraining;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.fl.protection.SealedModel;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.OpenSessions;
import parley.fl.protection.encrypted.train.EncryptedTrainer;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.runtime.session.SavedSession;
import parley.testing.LocalSpark;

/** That an opening carries the rows that it counts, and no others. */
class ObliviousPredictorIT {
  private static final int FEATURES = 3;
  private static final int ASKED = 3;

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static Dataset<Row> frame() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double[] x = random.doubles(FEATURES, -1, 1).toArray();
      rows.add(RowFactory.create(Vectors.dense(x), x[0] > 0 ? 1.0 : 0.0, "p" + i % 3));
    }
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("provider", DataTypes.StringType);
    return spark.createDataFrame(rows, schema);
  }

  private static SealedModel train(Packing packing) {
    TrainingSettings settings =
        new ToldTraining(LogisticFamily.fitted())
            .setMaxIter(2)
            .setWatchEvery(0)
            .setLogRingDimension(12)
            .setPacking(packing.name().toLowerCase(Locale.ROOT))
            .setRowsPerOpening(ASKED)
            .settings();
    InputColumns columns = InputColumns.of("features", "label").withProvider("provider");
    try (ProviderDataset data = ProviderDataset.of(frame(), columns, Target.BINARY)) {
      return new EncryptedTrainer().train(spark, data, settings).sealed().orElseThrow();
    }
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void predict_fewerRowsThanABlock_otherSlotsAreZero(Packing packing) {
    SealedModel model = train(packing);
    SavedSession saved = SavedSession.fromBytes(model.session());
    synchronized (OpenSessions.LOCK) {
      OpenSession session = OpenSessions.find(saved).orElseThrow();
      Layout layout = LayoutArguments.read(saved.plan().parameters(), saved.plan().arguments());
      ObliviousPredictor predictor =
          new ObliviousPredictor(
              session.context(),
              layout,
              session.federation().relinearisationKey(),
              session.federation().rotationKeys());
      double[][] rows = new double[ASKED][layout.weights()];
      for (double[] row : rows) {
        Arrays.fill(row, 1);
      }
      double[] slots = opened(session, layout, predictor, model, rows);

      int slotsPerRow = slots.length / layout.rowsPerBlock();
      double margin = slots[0];
      assertThat(Math.abs(margin)).isGreaterThan(1e-3);
      for (int slot = 0; slot < slots.length; slot++) {
        boolean asked = slot % slotsPerRow == 0 && slot / slotsPerRow < ASKED;
        assertThat(slots[slot]).as("slot %d", slot).isCloseTo(asked ? margin : 0, within(1e-4));
      }
    }
    OpenSessions.close(saved);
  }

  private static double[] opened(
      OpenSession session,
      Layout layout,
      ObliviousPredictor predictor,
      SealedModel model,
      double[][] rows) {
    List<Ciphertext> weights =
        model.ciphertexts().stream().map(b -> Ciphertext.fromBytes(session.context(), b)).toList();
    List<Ciphertext> query =
        new QueryEncoder(session.context(), layout).encrypt(session.federation().publicKey(), rows);
    List<Ciphertext> factors = predictor.factors(weights);
    try (Ciphertext margins = predictor.predict(factors, query, rows.length);
        Ciphertext switched = session.federation().keySwitch(TrainingSteps.PREDICT, 0, margins)) {
      return session.querier().keys().decrypt(switched);
    } finally {
      weights.forEach(Ciphertext::close);
      factors.forEach(Ciphertext::close);
      query.forEach(Ciphertext::close);
    }
  }
}

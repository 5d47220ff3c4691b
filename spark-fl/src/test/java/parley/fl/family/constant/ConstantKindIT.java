package parley.fl.family.constant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.api.Test;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.param.ToldTraining;
import parley.fl.protection.Engines;
import parley.fl.protection.PredictionResult;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.report.FitRound;
import parley.fl.settings.TrainingSettings;
import parley.testing.LocalSpark;

/** A kind of circuit that the main code does not name, by the way that every training takes. */
class ConstantKindIT {
  private static final int ROWS = 60;
  private static final double OPENED = 0x1p-19;

  private static SparkSession spark;
  private static Dataset<Row> frame;
  private static double mean;

  @BeforeAll
  static void start() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double label = (i * 37 % 101) / 7.0 - 4;
      mean += label / ROWS;
      rows.add(RowFactory.create(Vectors.dense(i, -i), label, "site-" + i % 3));
    }
    frame =
        spark.createDataFrame(
            rows,
            new StructType()
                .add("features", SQLDataTypes.VectorType())
                .add("label", DataTypes.DoubleType)
                .add("site", DataTypes.StringType));
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static ToldTraining told() {
    return new ToldTraining(new ConstantFamily()).setMaxIter(1);
  }

  private static TrainingResult train(TrainingSettings settings) {
    InputColumns columns = InputColumns.of("features", "label").withProvider("site");
    try (ProviderDataset data = ProviderDataset.of(frame, columns, settings.family().target())) {
      return Engines.trainer(settings.protection().kind()).train(spark, data, settings);
    }
  }

  @Test
  void train_revealed_isTheMean() {
    TrainingResult result = train(told().setRevealWeights(true).settings());

    assertThat(result.weights().orElseThrow().intercept()).isCloseTo(mean, within(OPENED));
    assertThat(result.report().title()).isEqualTo("Federated a constant");
    assertThat(result.report().openings())
        .extracting(o -> o.what() + " to " + o.to() + ": " + o.count())
        .containsExactly("row count, for the mean to ALL: 1", "the mean to QUERIER: 1");
    assertThat(result.report().rounds())
        .extracting(FitRound::name)
        .contains(ConstantPlan.LABELS, ConstantPlan.REVEAL)
        .noneMatch(name -> name.equals("train/gradient"));
    assertThat(result.report().warnings()).contains("a constant tells nothing of the features");
  }

  @Test
  void predict_sealed_isTheMeanForEachRow() {
    TrainingResult trained = train(told().settings());
    SealedModel model = trained.sealed().orElseThrow();
    assertThat(trained.report().security())
        .anyMatch(s -> s.sees().startsWith("the mean, once for each row it asks for"));
    double[][] rows = new double[20][2];

    PredictionResult predicted =
        Engines.predictor().predict(spark, model, rows, told().settings().site());

    assertThat(predicted.margins()).hasSize(rows.length);
    for (double margin : predicted.margins()) {
      assertThat(margin).isCloseTo(mean, within(OPENED));
    }
    assertThat(predicted.report().title()).isEqualTo("Federated a constant: prediction");
    Engines.predictor().release(model);
  }

  @Test
  void settings_inClear_refusedBeforeAnyRowIsRead() {
    assertThatThrownBy(() -> told().setProtection("plain").settings())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot train a constant with the protection plain: nobody on the class path trains"
                + " such models in clear, expected one of [network, one margin], got another kind");
  }
}

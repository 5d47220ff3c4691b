package parley.robust.defence.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.robust.defence.CertifiedAccuracy;
import parley.robust.defence.PixelDp;
import parley.robust.defence.RandomizedSmoothing;
import parley.testing.LocalSpark;

class SmoothedClassifierIT {
  private static final SparkSession SPARK = LocalSpark.session();

  /** Scores x0, x1 and -x0 - x1. */
  private static final LogisticRegressionModel THREE_CLASSES =
      new LogisticRegressionModel(
          "three",
          new DenseMatrix(3, 2, new double[] {1, 0, -1, 0, 1, -1}),
          Vectors.dense(0, 0, 0),
          3,
          true);

  @TempDir private Path folder;

  static Stream<Transformer> defences() {
    return Stream.of(
        smoothing(),
        new PixelDp()
            .setModel(THREE_CLASSES)
            .setIdCol("id")
            .setSigma(0.5)
            .setSamples(1000)
            .setNoise("laplace"));
  }

  private static RandomizedSmoothing smoothing() {
    return new RandomizedSmoothing()
        .setModel(THREE_CLASSES)
        .setIdCol("id")
        .setSigma(0.5)
        .setSamples(1000);
  }

  @ParameterizedTest
  @MethodSource("defences")
  void transform_anyPartitions_isEqualToTheBit(Transformer defence) {
    List<Row> one = collect(defence, rows().coalesce(1));

    assertThat(collect(defence, rows().repartition(4))).isEqualTo(one);
    assertThat(collect(defence, rows().repartition(200))).isEqualTo(one);
    assertThat(one).extracting(row -> row.getDouble(1)).contains(0.0, 1.0, 2.0, -1.0);
  }

  private static List<Row> collect(Transformer defence, Dataset<Row> rows) {
    return defence.transform(rows).orderBy("id").drop("features").collectAsList();
  }

  @Test
  void transform_rows_getPredictionRadiusAndCounts() {
    Dataset<Row> certified = smoothing().transform(rows());

    for (Row row : certified.collectAsList()) {
      List<Long> counts = row.getList(row.fieldIndex("counts"));
      assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(1000);
      boolean abstained = row.getAs("abstained");
      double radius = row.getAs("radius");
      double prediction = row.getAs("prediction");
      if (abstained) {
        assertThat(radius).isZero();
        assertThat(prediction).isEqualTo(-1);
      } else {
        assertThat(radius)
            .isEqualTo(
                new CohenCertifier(0.5, 0.001, true)
                    .certify(new Votes(counts(counts), counts(counts)))
                    .radius());
        assertThat(prediction).isEqualTo(Votes.most(counts(counts), -1));
      }
    }
  }

  private static long[] counts(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }

  @Test
  void transform_columns_keepMetadataAndOrder() {
    StructType schema = smoothing().transform(rows()).schema();

    assertThat(schema.fieldNames())
        .containsExactly("id", "features", "prediction", "abstained", "radius", "counts");
    assertThat(schema.json()).isEqualTo(smoothing().transformSchema(rows().schema()).json());
    assertThat(AttributeGroup.fromStructField(schema.apply("features")).size()).isEqualTo(2);
  }

  @Test
  void transform_idsOfOtherWidth_areTheSame() {
    Dataset<Row> ints = rows().selectExpr("int(id) id", "features");

    assertThat(smoothing().transform(ints).orderBy("id").select("radius").collectAsList())
        .isEqualTo(smoothing().transform(rows()).orderBy("id").select("radius").collectAsList());
  }

  @Test
  void transform_emptyPartitionsAndNoRows_areNoError() {
    Dataset<Row> none = rows().filter("id < 0");

    assertThat(smoothing().transform(rows().limit(1).repartition(4)).count()).isEqualTo(1);
    assertThat(smoothing().transform(none).count()).isZero();
  }

  @Test
  void transform_modelWithoutGradients_isSmoothedAsWell() {
    Dataset<Row> labelled = rows().selectExpr("id", "features", "cast(id % 3 as double) label");
    RandomizedSmoothing defence =
        new RandomizedSmoothing()
            .setModel(new DecisionTreeClassifier().setMaxDepth(2).fit(labelled))
            .setIdCol("id")
            .setSamples(500);

    assertThat(defence.transform(labelled).filter("not abstained").count()).isPositive();
  }

  @Test
  void save_andLoad_isTheSame() throws Exception {
    check(smoothing().setMode("predict"));
    check(new PixelDp().setModel(THREE_CLASSES).setIdCol("id").setNoise("laplace").setSamples(500));
  }

  private void check(Transformer defence) throws Exception {
    String path = folder.resolve(defence.uid()).toString();
    ((org.apache.spark.ml.util.MLWritable) defence).write().save(path);

    Transformer loaded =
        defence instanceof PixelDp ? PixelDp.load(path) : RandomizedSmoothing.load(path);

    assertThat(loaded.uid()).isEqualTo(defence.uid());
    assertThat(loaded.explainParams()).isEqualTo(defence.explainParams());
    assertThat(collect(loaded, rows())).isEqualTo(collect(defence, rows()));
  }

  @Test
  void copy_withOtherParams_leavesTheFirstAlone() {
    RandomizedSmoothing first = smoothing();
    RandomizedSmoothing second = first.copy(new ParamMap().put(first.seed().w(9L)));

    assertThat(second.getOrDefault(second.seed())).isEqualTo(9L);
    assertThat(first.getOrDefault(first.seed())).isEqualTo(0L);
    assertThat(second.model()).isSameAs(first.model());
  }

  @Test
  void certifiedAccuracy_byHand_isTheShareOfRightRowsWithLargerRadius() {
    Dataset<Row> certified =
        SPARK.sql(
            "select * from values (1, 1.0, 0.5), (1, 1.0, 0.2), (0, 1.0, 0.9), (0, -1.0, 0.0)"
                + " as t(label, prediction, radius)");

    assertThat(CertifiedAccuracy.of(certified, "label", "prediction", "radius", 0, 0.2, 0.6))
        .extracting(CertifiedAccuracy::accuracy)
        .containsExactly(0.5, 0.25, 0.0);
  }

  /** Rows on a ring, so that some are at the boundary between two classes. */
  private static Dataset<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      double angle = 2 * Math.PI * i / 24;
      rows.add(RowFactory.create((long) i, Vectors.dense(Math.cos(angle), Math.sin(angle))));
    }
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add(
                "features",
                SQLDataTypes.VectorType(),
                true,
                new AttributeGroup("features", 2).toMetadata());
    return SPARK.createDataFrame(rows, schema);
  }
}

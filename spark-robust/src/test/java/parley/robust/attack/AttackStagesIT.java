package parley.robust.attack;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.robust.threat.Norm;
import parley.testing.LocalSpark;
import scala.jdk.javaapi.CollectionConverters;

/** What holds for every attack: constraints, reproducibility, and Spark's manners. */
class AttackStagesIT {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
    rows = AttackFixtures.rows(spark, AttackFixtures.multinomial()).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<Arguments> attacks() {
    return Arrays.stream(Norm.values())
        .flatMap(
            norm ->
                Stream.of(
                    arguments("fast gradient", norm, () -> new FastGradientSign()),
                    arguments("pgd", norm, () -> pgd()),
                    arguments("pgd to the end", norm, () -> pgd().setStopAtSuccess(false)),
                    arguments("pgd targeted", norm, () -> pgd().setTargetCol("wanted")),
                    arguments("exact", norm, () -> new ExactWorstCase())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("attacks")
  void results_atAnyPartitioning_areEqualToTheBit(
      String name, Norm norm, Supplier<AttackStage<?>> attack) {
    Transformer stage = stage(attack, norm);
    List<Row> expected = byId(stage.transform(rows));
    assertThat(byId(stage.transform(rows.repartition(4)))).isEqualTo(expected);
    if (name.equals("pgd") && norm == Norm.LINF) {
      assertThat(byId(stage.transform(rows.repartition(200)))).isEqualTo(expected);
    }
  }

  @Test
  void rows_ofATypedMap_areAttackedLikeOthers() {
    Transformer stage = stage(AttackStagesIT::pgd, Norm.LINF);
    MapFunction<Row, Row> withoutSchema =
        row -> RowFactory.create(row.get(0), row.get(1), row.get(2), row.get(3));
    Dataset<Row> mapped = rows.map(withoutSchema, Encoders.row(rows.schema()));
    assertThat(byId(stage.transform(mapped))).isEqualTo(byId(stage.transform(rows)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("attacks")
  void results_keepTheConstraintsAndTellTheTruth(
      String name, Norm norm, Supplier<AttackStage<?>> attack) {
    ClassificationModel<Vector, ?> model = AttackFixtures.multinomial();
    Dataset<Row> attacked = stage(attack, norm).transform(rows);
    boolean targeted = name.contains("targeted");
    int successes = 0;
    for (Row row : attacked.collectAsList()) {
      double[] x = row.<Vector>getAs("features").toArray();
      double[] moved = row.<Vector>getAs("adversarial").toArray();
      double distance = norm.distance(x, 0, moved, 0, x.length);
      assertThat(row.<Double>getAs("distance")).isEqualTo(distance);
      assertThat(distance).isLessThanOrEqualTo(0.3 + 1e-12);
      assertThat(moved[1]).isEqualTo(x[1]);
      assertThat(moved[4]).isEqualTo(x[4]);
      for (double value : moved) {
        assertThat(value).isBetween(0.0, 1.0);
      }
      double prediction = model.predict(row.<Vector>getAs("adversarial"));
      boolean success =
          targeted
              ? prediction == row.<Integer>getAs("wanted")
              : prediction != row.<Double>getAs("label");
      assertThat(row.<Boolean>getAs("success")).isEqualTo(success);
      double clean = model.predict(row.<Vector>getAs("features"));
      if (targeted ? clean == row.<Integer>getAs("wanted") : clean != row.<Double>getAs("label")) {
        assertThat(distance).isZero();
      }
      successes += success ? 1 : 0;
    }
    assertThat(successes).isBetween(1, AttackFixtures.ROWS - 1);
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void onTwoClasses_pgdFindsWhatTheExactWorstCaseProves(Norm norm) {
    for (ClassificationModel<Vector, ?> model :
        List.of(AttackFixtures.logistic(), AttackFixtures.svc())) {
      Dataset<Row> own = AttackFixtures.rows(spark, model);
      long exact = successes(common(new ExactWorstCase(), norm).setModel(model).transform(own));
      assertThat(exact).isBetween(60L, 290L);
      ProjectedGradientDescent pgd = common(pgd(), norm).setModel(model);
      long found = successes(pgd.setAttackIterations(200).setAttackStep(.005).transform(own));
      assertThat(found).isLessThanOrEqualTo(exact);
      // Euclidean steps that are cut at ball and box one after the other may miss by a hair.
      assertThat(found).isGreaterThanOrEqualTo(norm == Norm.L2 ? exact - 2 : exact);
    }
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void onAPerceptron_pgdIsNoWeakerThanOneStep(Norm norm) {
    Model<?> model = AttackFixtures.perceptron();
    Dataset<Row> own = AttackFixtures.rows(spark, AttackFixtures.perceptron());
    long fast = successes(common(new FastGradientSign(), norm).setModel(model).transform(own));
    long slow = successes(common(pgd(), norm).setModel(model).setRestarts(3).transform(own));
    assertThat(fast).isBetween(40L, 290L);
    assertThat(slow).isGreaterThanOrEqualTo(fast);
  }

  @Test
  void restartsAndSeeds_changeWhatIsFound() {
    ProjectedGradientDescent one = common(pgd(), Norm.LINF).setModel(AttackFixtures.perceptron());
    one.setStopAtSuccess(false).setAttackIterations(1);
    Dataset<Row> own = AttackFixtures.rows(spark, AttackFixtures.perceptron()).cache();
    List<Row> first = byId(one.transform(own));
    assertThat(byId(one.copy(new ParamMap()).setSeed(2).transform(own))).isNotEqualTo(first);
    assertThat(successes(one.copy(new ParamMap()).setRestarts(9).transform(own)))
        .isGreaterThan(successes(one.transform(own)));
  }

  @Test
  void universal_isTheSameAtAnyPartitioningAndNearTheBestCorner() {
    UniversalPerturbation learner =
        new UniversalPerturbation()
            .setModel(AttackFixtures.multinomial())
            .setPerturbationEpsilon(0.3)
            .setAttackIterations(6)
            .setClip(0, 1)
            .setAttackableFeatures(0, 2, 3, 5);
    UniversalPerturbationModel learnt = learner.fit(rows);
    for (int partitions : new int[] {4, 200}) {
      assertThat(learner.fit(rows.repartition(partitions)).getPerturbation())
          .isEqualTo(learnt.getPerturbation());
    }
    double[] change = learnt.getPerturbation().toArray();
    assertThat(change[1]).isZero();
    assertThat(change[4]).isZero();
    assertThat(Arrays.stream(change).map(Math::abs).max().orElseThrow()).isBetween(0.1, 0.3);
    Dataset<Row> attacked = learnt.transform(rows);
    long best = 0;
    for (int corner = 0; corner < 16; corner++) {
      double[] signs = new double[AttackFixtures.FEATURES];
      for (int q = 0; q < 4; q++) {
        signs[new int[] {0, 2, 3, 5}[q]] = (corner >> q & 1) == 1 ? 0.3 : -0.3;
      }
      UniversalPerturbationModel fixed = learnt.copy(new ParamMap()).setPerturbation(signs);
      best = Math.max(best, successes(fixed.transform(rows)));
    }
    assertThat(successes(attacked)).isGreaterThanOrEqualTo(best * 9 / 10).isGreaterThan(60);
    for (Row row : attacked.limit(50).collectAsList()) {
      double[] x = row.<Vector>getAs("features").toArray();
      double[] moved = row.<Vector>getAs("adversarial").toArray();
      for (int j = 0; j < x.length; j++) {
        assertThat(moved[j]).isEqualTo(Math.max(0, Math.min(1, x[j] + change[j])));
      }
    }
  }

  @Test
  void emptyPartitionsAndNoRows_giveTheColumns() {
    Dataset<Row> none = rows.where(col("id").lt(0));
    Dataset<Row> attacked = common(pgd(), Norm.L2).setModel(model()).transform(none);
    assertThat(attacked.count()).isZero();
    assertThat(attacked.columns())
        .containsExactly("id", "features", "label", "wanted", "adversarial", "success", "distance");
    assertThat(AttributeGroup.fromStructField(attacked.schema().apply("adversarial")).size())
        .isEqualTo(AttackFixtures.FEATURES);
    Dataset<Row> few = rows.where(col("id").lt(2)).repartition(7);
    assertThat(common(pgd(), Norm.L1).setModel(model()).transform(few).count()).isEqualTo(2);
  }

  @Test
  void saveAndLoad_keepParamsModelAndResults(@TempDir Path folder) throws Exception {
    UniversalPerturbation learner =
        common(new UniversalPerturbation(), Norm.L2).setModel(model()).setAttackIterations(3);
    List<PipelineStage> stages =
        List.of(
            common(new FastGradientSign(), Norm.L1).setModel(model()),
            common(pgd(), Norm.LINF).setModel(AttackFixtures.perceptron()),
            common(new ExactWorstCase(), Norm.L2).setModel(model()),
            learner.fit(rows));
    for (PipelineStage stage : stages) {
      PipelineModel pipeline = new Pipeline().setStages(new PipelineStage[] {stage}).fit(rows);
      String path = folder.resolve(stage.uid()).toString();
      pipeline.save(path);
      Transformer loaded = PipelineModel.load(path).stages()[0];
      assertThat(loaded).isInstanceOf(stage.getClass());
      assertThat(params(loaded)).isEqualTo(params(stage));
      assertThat(byId(loaded.transform(rows)))
          .isEqualTo(byId(((Transformer) stage).transform(rows)));
    }
    learner.save(folder.resolve("learner").toString());
    UniversalPerturbation loaded = UniversalPerturbation.load(folder.resolve("learner").toString());
    assertThat(params(loaded)).isEqualTo(params(learner));
    assertThat(loaded.fit(rows).getPerturbation()).isEqualTo(learner.fit(rows).getPerturbation());
  }

  private static Map<String, String> params(Params stage) {
    Map<String, String> values = new TreeMap<>();
    for (ParamPair<?> pair : CollectionConverters.asJava(stage.extractParamMap().toSeq())) {
      values.put(pair.param().name(), json(pair));
    }
    return values;
  }

  private static <T> String json(ParamPair<T> pair) {
    return pair.param().jsonEncode(pair.value());
  }

  private static Model<?> model() {
    return AttackFixtures.multinomial();
  }

  private static ProjectedGradientDescent pgd() {
    return new ProjectedGradientDescent().setIdCol("id").setAttackIterations(12).setSeed(1);
  }

  private static <S extends AttackStage<S>> S common(S attack, Norm norm) {
    return attack
        .setNorm(norm.word())
        .setPerturbationEpsilon(0.3)
        .setClip(0, 1)
        .setAttackableFeatures(0, 2, 3, 5);
  }

  private static Transformer stage(Supplier<AttackStage<?>> attack, Norm norm) {
    AttackStage<?> stage = attack.get();
    stage.setNorm(norm.word());
    stage.setPerturbationEpsilon(0.3);
    stage.setClip(0, 1);
    stage.setAttackableFeatures(0, 2, 3, 5);
    stage.setModel(model());
    return (Transformer) stage;
  }

  private static List<Row> byId(Dataset<Row> attacked) {
    return attacked.orderBy("id").collectAsList();
  }

  private static long successes(Dataset<Row> attacked) {
    return attacked.where(col("success")).count();
  }

  private static Arguments arguments(String name, Norm norm, Supplier<AttackStage<?>> attack) {
    return Arguments.of(name, norm, attack);
  }
}

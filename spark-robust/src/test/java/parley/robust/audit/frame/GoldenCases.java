package parley.robust.audit.frame;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parley.robust.audit.fairness.GroupFairness;
import parley.robust.audit.fairness.Impossibility;
import parley.testing.LocalSpark;
import parley.testing.PublicData;

/** Figures of Fairlearn and AIF360 0.6.1 on public data, at 1 and at 200 partitions. */
abstract class GoldenCases {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final Offset<Double> EXACT = within(1e-9);
  private static final Map<String, GroupCounts> ONE = new TreeMap<>();
  private static @Nullable Dataset<Row> all;

  @Test
  void of_documentationsExample_isFairlearnsFigures() {
    int[] truth = {0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    int[] predicted = {0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0};
    String groups = "bbabbcccaacabccbcc";
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      rows.add(RowFactory.create(truth[i], predicted[i], groups.substring(i, i + 1)));
    }
    Dataset<Row> data =
        SPARK.createDataFrame(
            rows,
            new StructType()
                .add("label", DataTypes.IntegerType)
                .add("prediction", DataTypes.IntegerType)
                .add("group", DataTypes.StringType));

    GroupCounts counts =
        counted(
            new GroupCounter().setFavorable(1).setSensitiveCols("group"),
            data,
            "label = 1",
            "prediction = 1",
            "group");

    MetricFrame frame = MetricFrame.of(counts);
    Object[][] expected = {{"a", .5, 1, .75, 4}, {"b", .6, 0, .5, 6}, {"c", .4, 2 / 3.0, .5, 8}};
    String[] metrics = {"truePositiveRate", "falsePositiveRate", "selectionRate", "count"};
    double[] overall = {.5, 2 / 3.0, 5 / 9.0, 18};
    for (int m = 0; m < metrics.length; m++) {
      assertThat(frame.overall(metrics[m]).get()).isCloseTo(overall[m], EXACT);
      for (Object[] group : expected) {
        assertThat(frame.byGroup(metrics[m], (String) group[0]).get())
            .as("%s of %s", metrics[m], group[0])
            .isCloseTo(((Number) group[m + 1]).doubleValue(), EXACT);
      }
    }
    expect(
        GroupFairness.of(counts),
        Map.of(
            "demographicParityDifference", .25,
            "demographicParityRatio", 2 / 3.0,
            "equalizedOddsDifference", 1.0,
            "equalizedOddsRatio", 0.0));
  }

  @Test
  void of_compasScores_isBothLibrariesFigures() {
    Dataset<Row> rows =
        csv("compas-two-years.csv")
            .withColumn("decision", expr("if(decile_score >= 5, 1, 0)"))
            .cache();
    GroupCounter counter =
        new GroupCounter()
            .setLabelCol("two_year_recid")
            .setSensitiveCols("race")
            .setGroups("African-American", "Caucasian");

    GroupCounts positiveIsRecidivism =
        counted(
            counter
                .setFavorable("1")
                .setPredictionCol("decile_score")
                .setThreshold(5)
                .setScoreOf("1"),
            rows,
            "two_year_recid = 1",
            "decile_score >= 5",
            "race");
    GroupCounts positiveIsNone =
        counted(
            new GroupCounter()
                .setLabelCol("two_year_recid")
                .setSensitiveCols("race")
                .setGroups("African-American", "Caucasian")
                .setPredictionCol("decision")
                .setFavorable("0"),
            rows,
            "two_year_recid = 0",
            "decision = 0",
            "race");

    assertThat(positiveIsRecidivism.groups().get("African-American").confusion())
        .isEqualTo(ConfusionCounts.of(1369, 805, 532, 990));
    assertThat(positiveIsRecidivism.groups().get("Caucasian").confusion())
        .isEqualTo(ConfusionCounts.of(505, 349, 461, 1139));
    expect(
        GroupFairness.of(positiveIsRecidivism),
        Map.of(
            "demographicParityDifference", .2402002032197631,
            "demographicParityRatio", .5916375569916079,
            "equalizedOddsDifference", .21392495582112797,
            "equalizedOddsRatio", .5229872103118948,
            "equalOpportunityDifference", .19737296377737334));
    expect(
        GroupFairness.of(positiveIsNone, "Caucasian"),
        Map.of(
            "disparateImpact", .6315929383116883,
            "statisticalParityDifference", -.24020020321976315,
            "truePositiveRateDifference", -.21392495582112803,
            "averageOddsDifference", -.20564895979925069,
            "theilIndex", .25638074267736866,
            "generalizedEntropyIndex", .1837025279356004));
    Impossibility impossible = Impossibility.of(positiveIsRecidivism);
    assertThat(impossible.identityErrors()).hasSize(2);
    impossible
        .identityErrors()
        .values()
        .forEach(error -> assertThat(error.get()).isLessThan(1e-12));
    assertThat(impossible.conflicts()).hasSize(3);
  }

  @Test
  void of_labelsOfGermanCreditAndAdult_isAif360sFigures() {
    // Columns: favourable and not of the privileged, the same of the others, DI, SPD.
    Dataset<Row> german =
        csv("german-credit.csv").withColumn("old", expr("if(age > 25, 'yes', 'no')"));
    labels(german, "class", "1", "old", "yes", 590, 220, 110, 80, .794826048171, -.149447693307);

    Dataset<Row> adult = csv("adult-train.csv").union(csv("adult-test.csv"));
    for (String column : List.of("workclass", "occupation", "native_country")) {
      adult = adult.filter(col(column).notEqual("?"));
    }
    labels(
        adult,
        "income",
        ">50K",
        "sex",
        "Male",
        9539,
        20988,
        1669,
        13026,
        .363469542364,
        -.198901432679);
  }

  @Test
  void of_labelsOfCompas_isAif360sFigures() {
    // As above.
    Dataset<Row> compas =
        csv("compas-two-years.csv")
            .filter(
                "days_b_screening_arrest between -30 and 30 and is_recid != -1 and c_charge_degree"
                    + " != 'O' and score_text != 'N/A' and c_charge_desc is not null");
    labels(
        compas,
        "two_year_recid",
        "0",
        "race",
        "Caucasian",
        1278,
        822,
        2080,
        1987,
        .840383667467,
        -.097137939513);
  }

  private static void labels(
      Dataset<Row> rows,
      String label,
      String favorable,
      String sensitive,
      String privileged,
      long privilegedFavorable,
      long privilegedOthers,
      long otherFavorable,
      long others,
      double disparateImpact,
      double difference) {
    GroupCounts counts =
        counted(
            new GroupCounter()
                .setLabelCol(label)
                .setPredictionCol(label)
                .setFavorable(favorable)
                .setSensitiveCols(sensitive),
            rows.select(label, sensitive),
            label + " = '" + favorable + "'",
            label + " = '" + favorable + "'",
            sensitive);

    assertThat(counts.groups().get(privileged).confusion())
        .isEqualTo(ConfusionCounts.of(privilegedFavorable, 0, 0, privilegedOthers));
    assertThat(counts.allBut(privileged).confusion())
        .isEqualTo(ConfusionCounts.of(otherFavorable, 0, 0, others));
    GroupFairness fairness = GroupFairness.of(counts, privileged);
    assertThat(fairness.get("disparateImpact").get()).isCloseTo(disparateImpact, within(1e-12));
    assertThat(fairness.get("statisticalParityDifference").get())
        .isCloseTo(difference, within(1e-12));
  }

  @Test
  void of_compasModel_isFairlearnsFigures() {
    Dataset<Row> raw = csv("compas-numeric.csv");
    List<String> features = new ArrayList<>(List.of(raw.columns()));
    features.removeAll(List.of("Two_yr_Recidivism", "score_factor"));
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(features.toArray(String[]::new))
            .setOutputCol("features")
            .transform(raw)
            .withColumnRenamed("Two_yr_Recidivism", "label")
            .coalesce(1)
            .cache();
    Dataset<Row> predicted =
        new LogisticRegression()
            .setRegParam(1 / 6172.0)
            .setStandardization(false)
            .setTol(1e-12)
            .setMaxIter(1000)
            .fit(rows)
            .transform(rows)
            .select("label", "prediction", "African_American")
            .cache();

    GroupCounts counts =
        counted(
            new GroupCounter().setFavorable("1").setSensitiveCols("African_American"),
            predicted,
            "label = 1",
            "prediction = 1",
            "African_American");

    assertThat(MetricFrame.of(counts).overall("accuracy").get())
        .isCloseTo(.6678548283, within(1e-9));
    GroupFairness fairness = GroupFairness.of(counts, "1");
    assertThat(fairness.get("demographicParityDifference").get())
        .isCloseTo(.3040021649, within(1e-9));
    assertThat(fairness.get("equalizedOddsDifference").get()).isCloseTo(.3303947708, within(1e-9));
  }

  /** Counts in 1 partition. The rows are kept, for a look at them all in 200 partitions at once. */
  private static GroupCounts counted(
      GroupCounter counter,
      Dataset<Row> rows,
      String favorableLabel,
      String favorable,
      String group) {
    GroupCounts counts = counter.count(rows.coalesce(1));
    String name = "data " + ONE.size();
    ONE.put(name, counts);
    Dataset<Row> plain =
        rows.selectExpr(
            "'" + name + "' as data",
            "int(" + favorableLabel + ") as label",
            "int(" + favorable + ") as prediction",
            "string(" + group + ") as group");
    all = all == null ? plain : all.union(plain);
    return counts;
  }

  /** One run for all, since 200 tasks take longer than the rows. */
  @AfterAll
  static void count_allIn200Partitions_isEqualToTheBit() {
    assumeTrue(all != null);
    GroupCounter counter =
        new GroupCounter().setFavorable(1).setSensitiveCols("group").setControlCols("data");
    GroupCounts many = counter.count(all.repartition(200));

    ONE.forEach(
        (name, one) -> {
          GroupCounts same = many.controls().get(name);
          one.groups()
              .forEach((group, cell) -> assertThat(same.groups()).containsEntry(group, cell));
        });
  }

  private static void expect(GroupFairness fairness, Map<String, Double> expected) {
    expected.forEach(
        (name, value) -> assertThat(fairness.get(name).get()).as(name).isCloseTo(value, EXACT));
  }

  private static Dataset<Row> csv(String file) {
    return SPARK
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(PublicData.file(file).toString())
        .coalesce(1);
  }
}

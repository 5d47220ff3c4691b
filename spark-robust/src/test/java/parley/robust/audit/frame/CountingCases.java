package parley.robust.audit.frame;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import parley.measure.Measure;
import parley.robust.audit.fairness.Calibration;
import parley.robust.audit.fairness.CalibrationCurve;
import parley.testing.LocalSpark;

/** Counts beside counts one by one. */
abstract class CountingCases {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final int BINS = 5;

  private record Person(
      String label, double score, String sex, Integer age, String site, double weight) {
    boolean good() {
      return label.equals("good");
    }

    boolean chosen() {
      return score >= .5;
    }
  }

  private static final List<Person> PEOPLE = people(600);

  /** In an order of their own, so that partitions do not follow it. */
  private static final Dataset<Row> ROWS =
      SPARK
          .createDataFrame(
              PEOPLE.stream()
                  .map(p -> RowFactory.create(p.label, p.score, p.sex, p.age, p.site, p.weight))
                  .toList(),
              new StructType()
                  .add("label", DataTypes.StringType)
                  .add("the.score", DataTypes.DoubleType)
                  .add("sex", DataTypes.StringType)
                  .add("age", DataTypes.IntegerType)
                  .add("site", DataTypes.StringType)
                  .add("weight", DataTypes.DoubleType))
          .cache();

  private static List<Person> people(int count) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(7);
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double score = i % 50 == 0 ? Math.min(1, i / 50 / 10.0) : random.nextDouble();
      people.add(
          new Person(
              random.nextDouble() < score ? "good" : "bad",
              score,
              random.nextBoolean() ? "f" : "m",
              random.nextInt(4) == 0 ? null : 20 + 10 * random.nextInt(2),
              "site" + random.nextInt(3),
              random.nextDouble() * 3));
    }
    return people;
  }

  private static GroupCounter counter() {
    return new GroupCounter()
        .setFavorable("good")
        .setPredictionCol("the.score")
        .setThreshold(.5)
        .setScoreOf("good")
        .setSensitiveCols("sex")
        .setBins(BINS);
  }

  /** The counts of some people, one by one. */
  private static CellCounts slowly(Predicate<Person> who) {
    long[] n = new long[4];
    long[][] bins = new long[BINS][3];
    for (Person p : PEOPLE.stream().filter(who).toList()) {
      n[p.good() ? (p.chosen() ? 0 : 2) : (p.chosen() ? 1 : 3)]++;
      long[] bin = bins[Math.min(BINS - 1, (int) (p.score * BINS))];
      bin[0]++;
      bin[1] += p.good() ? 1 : 0;
      bin[2] += (long) Math.rint(p.score * 0x1p30);
    }
    List<ScoreBins.Bin> scores = new ArrayList<>();
    for (long[] bin : bins) {
      scores.add(new ScoreBins.Bin(bin[0], bin[1], bin[2]));
    }
    return new CellCounts(ConfusionCounts.of(n[0], n[1], n[2], n[3]), new ScoreBins(scores));
  }

  @Test
  void count_scoresOfTheOtherLabel_areTurnedRound() {
    Dataset<Row> turned = ROWS.withColumn("the.score", lit(1).minus(col("`the.score`")));
    // At the threshold itself either label may be meant: such rows are left out.
    String elsewhere = "`the.score` != .5";
    assertThat(counter().setBins(0).setScoreOf("bad").count(turned.where(elsewhere)))
        .isEqualTo(counter().setBins(0).count(ROWS.where(elsewhere)));
    ScoreBins bins = counter().setScoreOf("bad").count(turned).overall().scores();
    assertThat(bins.bins().stream().mapToDouble(ScoreBins.Bin::scoreSum).sum())
        .isCloseTo(PEOPLE.stream().mapToDouble(Person::score).sum(), within(1e-6));
  }

  @Test
  void count_floatsAtTheThreshold_areAtIt() {
    Dataset<Row> rows =
        SPARK.sql(
            "select * from values ('good', float(.7), 'f'), ('bad', float(.6999), 'f') as"
                + " t(label, score, sex)");
    GroupCounter counter = counter().setBins(0).setPredictionCol("score").setThreshold(.7);
    assertThat(counter.count(rows).overall().confusion().truePositives()).isEqualTo(1);
    assertThat(counter.count(rows).overall().confusion().falsePositives()).isZero();
  }

  @Test
  void count_weightedBins_areSumsOneByOneAtAnyPartitions() {
    GroupCounter counter = counter().setWeightCol("weight");
    GroupCounts counts = counter.count(ROWS.coalesce(1));
    for (int partitions : new int[] {4, 200}) {
      assertThat(counter.count(ROWS.repartition(partitions))).isEqualTo(counts);
    }
    Calibration calibration = Calibration.of(counts, .95);
    double error = 0;
    double all = 0;
    for (int b = 0; b < BINS; b++) {
      int bin = b;
      List<Person> in =
          PEOPLE.stream().filter(p -> Math.min(BINS - 1, (int) (p.score * BINS)) == bin).toList();
      double weight = in.stream().mapToDouble(Person::weight).sum();
      double good = in.stream().filter(Person::good).mapToDouble(Person::weight).sum();
      double scores = in.stream().mapToDouble(p -> p.weight * p.score).sum();
      ScoreBins.Bin found = counts.overall().scores().bins().get(b);
      assertThat(found.rows()).isEqualTo(in.size());
      assertThat(found.weight()).isCloseTo(weight, within(1e-9));
      assertThat(found.favorableWeight()).isCloseTo(good, within(1e-9));
      assertThat(found.scoreSum()).isCloseTo(scores, within(1e-9));
      CalibrationCurve.Bin point = calibration.overall().bins().get(b);
      assertThat(point.observedRate().get()).isCloseTo(good / weight, within(1e-9));
      assertThat(point.meanScore()).isCloseTo(scores / weight, within(1e-9));
      error += Math.abs(scores - good);
      all += weight;
    }
    assertThat(calibration.overall().expectedError().get()).isCloseTo(error / all, within(1e-12));
    assertThat(calibration.overall().bins().get(0).observedRate().interval()).isNull();
  }

  @Test
  void of_bands_areGroupsWithEdgesInTheUpperOne() {
    Dataset<Row> rows =
        SPARK.sql(
            "select * from values ('24.9'), ('25'), ('44'), ('45'), (null), ('1e2'), ('-3') as"
                + " t(age)");
    assertThat(
            GroupBands.of(rows, "age", 25, 45).collectAsList().stream()
                .map(row -> row.getString(0)))
        .containsExactly(
            "below 25", "25 to 45", "25 to 45", "45 and above", null, "45 and above", "below 25");
  }

  @Test
  void count_groupsControlsAndBins_isTheCountOneByOne() {
    GroupCounter counter =
        counter().setSensitiveCols("sex", "age").setControlCols("site").setMissingGroup("none");

    GroupCounts counts = counter.count(ROWS.repartition(7));

    assertThat(counts.groups().keySet())
        .containsExactly("f, 20", "f, 30", "f, none", "m, 20", "m, 30", "m, none");
    assertThat(counts.overall()).isEqualTo(slowly(p -> true));
    assertThat(counts.groups().get("f, 30"))
        .isEqualTo(slowly(p -> p.sex.equals("f") && Integer.valueOf(30).equals(p.age)));
    assertThat(counts.groups().get("m, none"))
        .isEqualTo(slowly(p -> p.sex.equals("m") && p.age == null));
    assertThat(counts.controls().keySet()).containsExactly("site0", "site1", "site2");
    assertThat(counts.controls().get("site2").groups().get("m, 20"))
        .isEqualTo(
            slowly(
                p ->
                    p.site.equals("site2")
                        && p.sex.equals("m")
                        && Integer.valueOf(20).equals(p.age)));
    assertThat(counts.controls().get("site1").overall())
        .isEqualTo(slowly(p -> p.site.equals("site1")));
    MetricFrame frame = MetricFrame.of(counts);
    assertThat(frame.controls().get("site1").overall("count").get())
        .isEqualTo(slowly(p -> p.site.equals("site1")).confusion().rows());
  }

  @Test
  void count_weightsAt1And200Partitions_isEqualToTheBit() {
    GroupCounter counter = counter().setWeightCol("weight").setControlCols("site");
    GroupCounts one = counter.count(ROWS.coalesce(1));

    assertThat(counter.count(ROWS.repartition(200))).isEqualTo(one);
    BigDecimal truePositives =
        PEOPLE.stream()
            .filter(p -> p.sex.equals("m") && p.good() && p.chosen())
            .map(p -> BigDecimal.valueOf(p.weight))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    ConfusionCounts men = one.groups().get("m").confusion();
    assertThat(men.truePositives()).isCloseTo(truePositives.doubleValue(), within(1e-12));
    assertThat(men.rows()).isEqualTo(slowly(p -> p.sex.equals("m")).confusion().rows());
    Measure rate = MetricFrame.of(one).byGroup("selectionRate", "m");
    assertThat(rate.get()).isEqualTo(men.favorablePredictions() / men.total());
    assertThat(rate.interval()).isNull();
  }

  @Test
  void plus_threeParts_isTheCountOfAll() {
    GroupCounter counter = counter().setGroups("m", "f", "x");
    List<String> agreed = List.of("m", "f", "x");
    GroupCounts all = counter.count(ROWS);
    List<GroupCounts> parts = new ArrayList<>();
    for (String site : List.of("site0", "site1", "site2")) {
      parts.add(counter.count(ROWS.filter(col("site").equalTo(site))));
    }

    assertThat(parts.stream().reduce(GroupCounts::plus).orElseThrow()).isEqualTo(all);

    SortedMap<String, long[]> byColumn = ProviderCounts.byColumn(counter, ROWS, "site");
    assertThat(byColumn.keySet()).containsExactly("site0", "site1", "site2");
    assertThat(byColumn.get("site1")).isEqualTo(parts.get(1).toVector(agreed));
    long[] sum = ProviderCounts.sum(byColumn.values());
    assertThat(sum).hasSize(GroupCounts.vectorLength(3, BINS));
    assertThat(GroupCounts.fromVector(sum, agreed, BINS)).isEqualTo(all);

    for (int partitions : new int[] {1, 4}) {
      List<long[]> vectors =
          ProviderCounts.perPartition(counter.setUnfavorable("bad"), ROWS.repartition(partitions))
              .collect();
      assertThat(vectors).hasSize(partitions);
      assertThat(GroupCounts.fromVector(ProviderCounts.sum(vectors), agreed, BINS)).isEqualTo(all);
    }
  }

  @Test
  void perPartition_whatCannotBeCounted_isRefused() {
    GroupCounter counter = counter().setGroups("m");
    assertThatThrownBy(() -> ProviderCounts.perPartition(counter, ROWS))
        .hasMessageContaining("expected both labels to be set");
    assertThatThrownBy(() -> ProviderCounts.perPartition(counter(), ROWS))
        .hasMessageContaining("expected groups that are agreed on");
    assertThatThrownBy(
            () -> ProviderCounts.perPartition(counter.setUnfavorable("other"), ROWS).collect())
        .hasMessageContaining("is neither label in a row, expected");
  }

  @Test
  void count_valuesInOtherForms_areTheSameLabels() {
    Dataset<Row> rows =
        SPARK.sql(
            "select * from values ('1.0', 1L, 1), ('0', 0L, 2), ('1e0', 0L, 2), ('-0.0', 1L, 1) as"
                + " t(label, prediction, sex)");
    GroupCounts expected = new GroupCounter().setFavorable(1).setSensitiveCols("sex").count(rows);

    assertThat(expected.groups().get("1").confusion()).isEqualTo(ConfusionCounts.of(1, 1, 0, 0));
    assertThat(expected.groups().get("2").confusion()).isEqualTo(ConfusionCounts.of(0, 0, 1, 1));
    assertThat(
            new GroupCounter()
                .setFavorable("1")
                .setUnfavorable("0.0")
                .setSensitiveCols("sex")
                .setGroups("1.0", "2")
                .count(rows.withColumn("sex", col("sex").cast("double")))
                .groups()
                .keySet())
        .containsExactly("1.0", "2");
    assertThat(
            new GroupCounter()
                .setFavorable("true")
                .setSensitiveCols("sex")
                .count(
                    rows.withColumn("label", col("label").cast("double").equalTo(1))
                        .withColumn("prediction", col("prediction").equalTo(1))))
        .isEqualTo(expected);
  }

  @Test
  void count_groupsOfText_areComparedLetterByLetter() {
    Dataset<Row> rows =
        SPARK.sql(
            "select *, 1 as label, 'a,b' as site from values ('017', .9), ('17', .9), ('17', .1),"
                + " ('1D', .1), ('1', .9), ('1.0', .9), ('1e0', .9) as t(ward, prediction)");
    GroupCounter counter =
        counter().setBins(0).setPredictionCol("prediction").setFavorable(1).setScoreOf("1");
    GroupCounter wards =
        counter.setUnfavorable("0").setSensitiveCols("ward").setGroups("017", "1D", "1", "10e-1");
    GroupCounts counts = wards.count(rows);

    assertThat(counts.groups().get("017").confusion()).isEqualTo(ConfusionCounts.of(1, 0, 0, 0));
    assertThat(counts.groups().get("1D").confusion()).isEqualTo(ConfusionCounts.of(0, 0, 1, 0));
    assertThat(counts.groups().get("1").confusion()).isEqualTo(ConfusionCounts.of(1, 0, 0, 0));
    assertThat(counts.groups().get("10e-1").confusion().rows()).isZero();
    assertThat(counts.overall().confusion().rows()).isEqualTo(3);
    assertThat(wards.ranks(rows).count()).isEqualTo(3);
    assertThat(ProviderCounts.sum(ProviderCounts.perPartition(wards, rows).collect()))
        .isEqualTo(counts.toVector(List.of("017", "1D", "1", "10e-1")));
    assertThatThrownBy(() -> counts.nameOf("17"))
        .hasMessage("cannot find group 17: expected one of 017, 1, 10e-1, 1D");

    GroupCounter pairs =
        counter.setSensitiveCols("ward", "site").setGroups("017, a\\,b", "1.0, a\\,b");
    assertThat(pairs.count(rows).overall().confusion().rows()).isEqualTo(2);
    assertThat(pairs.ranks(rows).count()).isEqualTo(2);
  }

  @Test
  void count_manyGroups_reportsTheLargestAndSaysHowManyNot() {
    // Group g of 0 to 119 has 1 + g / 10 rows; of the same size, the first names are kept.
    Dataset<Row> rows =
        SPARK
            .range(120)
            .withColumn(
                "copy",
                functions.explode(
                    functions.sequence(lit(0), functions.floor(col("id").divide(10)))))
            .withColumn("group", functions.format_string("g%03d", col("id")))
            .withColumn("label", col("id").mod(2))
            .withColumn("prediction", col("label"));
    GroupCounter counter = new GroupCounter().setFavorable(1).setSensitiveCols("group");

    GroupCounts counts = counter.count(rows.repartition(9));

    assertThat(counts.groups()).hasSize(100);
    assertThat(counts.groups().firstKey()).isEqualTo("g020");
    assertThat(counts.groupsLeftOut()).isEqualTo(20);
    assertThat(counts.overall().confusion().rows()).isEqualTo(10 * 78);
    assertThat(counts.warnings())
        .containsExactly(
            "there are 120 groups: the 100 largest are reported, 20 with 30 rows together are left"
                + " out");
    assertThat(counter.count(rows.coalesce(1))).isEqualTo(counts);
    GroupCounts controlled = counter.setControlCols("label").count(rows);
    assertThat(controlled.groups()).isEqualTo(counts.groups());
    assertThat(controlled.controls().get("1").groups()).hasSize(50);
    assertThat(controlled.controls().get("1").groupsLeftOut()).isEqualTo(10);
    assertThat(controlled.overall()).isEqualTo(counts.overall());
  }

  @Test
  void bias_errorsOfAnyScale_isStudentsInterval() {
    // In R: t.test(c(1, 2, 4, 7)).
    List<Row> rows = new ArrayList<>();
    double[] errors = {1, 2, 4, 7, -3};
    for (int i = 0; i < errors.length; i++) {
      rows.add(RowFactory.create(100.0, 100 + errors[i], i < 4 ? "a" : "b"));
    }
    Dataset<Row> data =
        SPARK.createDataFrame(
            rows,
            new StructType()
                .add("label", DataTypes.DoubleType)
                .add("prediction", DataTypes.DoubleType)
                .add("group", DataTypes.StringType));

    BiasFrame frame = new StatisticalBias().setSensitiveCols("group").run(data.repartition(3));

    assertThat(frame.overall().get()).isEqualTo(2.2);
    Measure a = frame.byGroup().get("a");
    assertThat(a.get()).isEqualTo(3.5);
    assertThat(a.interval().lower()).isCloseTo(-.70998074229925, within(1e-12));
    assertThat(a.interval().upper()).isCloseTo(7.70998074229925, within(1e-12));
    assertThat(frame.byGroup().get("b")).isEqualTo(Measure.of("statisticalBias", -3));
    for (double scale : new double[] {1e-9, 1e12}) {
      Dataset<Row> scaled =
          ROWS.withColumn("label", col("weight").multiply(scale))
              .withColumn("prediction", col("`the.score`").multiply(scale));
      BiasFrame one = new StatisticalBias().setSensitiveCols("sex").run(scaled.coalesce(1));
      BiasFrame many = new StatisticalBias().setSensitiveCols("sex").run(scaled.repartition(20));
      double mean =
          PEOPLE.stream().mapToDouble(p -> p.score - p.weight).average().orElseThrow() * scale;
      assertThat(many).isEqualTo(one);
      assertThat(one.overall().get()).isCloseTo(mean, within(1e-12 * scale));
    }
  }

  @Test
  void plus_groupsOfOneOnly_areTakenOver() {
    TreeMap<String, CellCounts> a = new TreeMap<>();
    a.put("a", new CellCounts(ConfusionCounts.of(1, 2, 3, 4), ScoreBins.NONE));
    TreeMap<String, CellCounts> b = new TreeMap<>();
    b.put("b", new CellCounts(ConfusionCounts.of(5, 6, 7, 8), ScoreBins.NONE));

    GroupCounts both = GroupCounts.of(a).plus(GroupCounts.of(b));

    assertThat(both.groups().keySet()).containsExactly("a", "b");
    assertThat(both.toVector(List.of("b", "a"))).containsExactly(5, 6, 7, 8, 1, 2, 3, 4);
  }
}

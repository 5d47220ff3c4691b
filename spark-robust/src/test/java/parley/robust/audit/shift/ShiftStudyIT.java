package parley.robust.audit.shift;

import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static parley.robust.audit.shift.ShiftFrames.SPARK;
import static parley.robust.audit.shift.ShiftFrames.X;
import static parley.robust.audit.shift.ShiftFrames.Y;
import static parley.robust.audit.shift.ShiftFrames.column;
import static parley.robust.audit.shift.ShiftFrames.mixed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.measure.Measure;
import parley.robust.audit.shift.column.FeatureShift;
import parley.robust.audit.shift.column.ReferenceStatistics;
import parley.robust.audit.shift.joint.JointShift;
import parley.robust.audit.shift.rows.Bounds;
import parley.robust.audit.shift.statistics.PopulationStability;

class ShiftStudyIT {
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";

  @Test
  void run_golden_isFiguresAtAnyPartitions() {
    ShiftReport one = golden(1);
    FeatureShift x = one.feature("x").orElseThrow();

    assertThat(x.statistic().get()).isCloseTo(.6, within(1e-12));
    assertThat(x.pValue().get()).isCloseTo(.04986516751222633, within(1e-12));
    assertThat(x.wasserstein().get()).isCloseTo(1.24, within(1e-12));
    JointShift joint = one.joint();
    assertThat(joint.mmdSquaredUnbiased().get()).isCloseTo(.21328253971881128, within(1e-12));
    assertThat(joint.mmdSquaredBiased().get()).isCloseTo(.3123844802080292, within(1e-12));
    assertThat(joint.classifierAccuracy().reason()).contains("got 8 and 10");
    assertThat(golden(200)).isEqualTo(one);
  }

  private static ShiftReport golden(int partitions) {
    return with(
        partitions,
        () ->
            new ShiftStudy()
                .setSigma(1)
                .setIdCol("id")
                .run(numbered(X).repartition(partitions), numbered(Y).repartition(partitions)));
  }

  private static Dataset<Row> numbered(double... values) {
    return column(values).coalesce(1).withColumn("id", monotonically_increasing_id());
  }

  private interface Work {
    ShiftReport run();
  }

  /** Both the sort's partitions and the sample's. */
  private static ShiftReport with(int partitions, Work work) {
    String before = SPARK.conf().get(PARTITIONS);
    SPARK.conf().set(PARTITIONS, partitions);
    try {
      return work.run();
    } finally {
      SPARK.conf().set(PARTITIONS, before);
    }
  }

  @Test
  void run_mixedColumns_findsWhatShiftedAndIsEqualAtAnyPartitions() {
    Dataset<Row> reference = mixed(2000, 1, 0, .5).cache();
    Dataset<Row> data = mixed(1500, 2, .3, .8).cache();
    ShiftStudy study =
        new ShiftStudy()
            .setIdCol("id")
            .setPredictionCol("prediction")
            .setLabelCol("label")
            .setCategorical("prediction")
            .setSampleSize(300)
            .setPermutations(99);
    ShiftReport report = with(1, () -> study.run(reference.coalesce(1), data.coalesce(1)));

    assertThat(report.shiftedFeatures()).containsExactly("age", "prediction");
    assertThat(report.feature("visits").orElseThrow().pValue().get()).isGreaterThan(.05);
    assertThat(report.joint().features()).containsExactly("age", "visits");
    assertThat(report.joint().mmdPValue().get()).isLessThan(.05);
    assertThat(report.joint().classifierAccuracy().get()).isGreaterThan(.5);
    assertThat(report.joint().heldOutRows()).isEqualTo(300);
    Measure ofOne = report.labelShift().estimatedShares().get(1);
    assertThat(ofOne.interval().lower()).isLessThan(.8);
    assertThat(ofOne.interval().upper()).isGreaterThan(.8);
    assertThat(with(9, () -> study.run(reference.repartition(7), data.repartition(23))))
        .isEqualTo(report);
  }

  /** Without ids equal rows are told apart by number, so that the sample is no less random. */
  @Test
  void run_fewDistinctRows_samplesThemByTheirNumber() {
    double[] many = new double[3000];
    Arrays.setAll(many, i -> i % 3);
    ShiftReport report =
        new ShiftStudy()
            .setSampleSize(600)
            .setSigma(1)
            .setPermutations(9)
            .run(column(many), column(many).repartition(3));

    assertThat(report.joint().referenceSample()).isEqualTo(600);
    assertThat(report.joint().mmdSquaredUnbiased().get()).isCloseTo(0, within(.01));
    assertThat(report.joint().mmdSquaredBiased().get()).isNotZero();
  }

  /** Against sums over all pairs of distinct values, with ties, negative numbers and both zeros. */
  @Test
  void run_tiedValues_isBruteForce() {
    double[] x = {-3, -3, -0.0, 0, 1, 1, 1, 2.5, 7, 7};
    double[] y = {-4, -3, 0, 0.0, 1, 3, 7, 8, 8, 8, 8, 1e6};
    FeatureShift shift =
        with(5, () -> new ShiftStudy().setBins(4).run(column(x), column(y))).features().get(0);

    double[] at =
        DoubleStream.concat(Arrays.stream(x), Arrays.stream(y))
            .map(v -> v + 0.0)
            .sorted()
            .distinct()
            .toArray();
    double statistic = 0;
    double area = 0;
    for (int k = 0; k < at.length; k++) {
      double distance = Math.abs(share(x, at[k]) - share(y, at[k]));
      statistic = Math.max(statistic, distance);
      area += k + 1 < at.length ? distance * (at[k + 1] - at[k]) : 0;
    }
    assertThat(shift.statistic().get()).isCloseTo(statistic, within(1e-15));
    assertThat(shift.wasserstein().get()).isCloseTo(area, within(area * 1e-14));
    assertThat(shift.referenceMean().get()).isCloseTo(1.35, within(1e-15));
    // Quartiles of x: ranks 3, 5 and 8, so bins end at 0, 1 and 2.5.
    assertThat(shift.psi().get())
        .isCloseTo(
            PopulationStability.index(new long[] {4, 3, 1, 2}, new long[] {4, 1, 0, 7}),
            within(1e-14));
  }

  private static double share(double[] values, double upTo) {
    return (double) Arrays.stream(values).filter(v -> v <= upTo).count() / values.length;
  }

  @Test
  void run_categories_areTheLibrarysTestAndUnseenOnesAreNamed() {
    Dataset<Row> reference =
        SPARK.sql("select explode(split('a a a a a a a b b b b b c c c c c', ' ')) k");
    Dataset<Row> data = SPARK.sql("select explode(split('a a a a a b b b b b b d d d', ' ')) k");
    ShiftReport report = new ShiftStudy().run(reference, data);
    FeatureShift k = report.features().get(0);

    assertThat(k.pValue().get())
        .isCloseTo(
            new ChiSquareTest().chiSquareTest(new long[][] {{7, 5, 5, 0}, {5, 6, 0, 3}}),
            within(1e-12));
    assertThat(k.unseenCategories()).containsExactly("d");
    assertThat(k.unseenRows()).isEqualTo(3);
    assertThat(report.joint()).isNull();
    assertThat(report.warnings())
        .anySatisfy(w -> assertThat(w).contains("that the reference has not: d"))
        .anySatisfy(w -> assertThat(w).contains("expected to be below 5"));
    FeatureShift two = new ShiftStudy().setMaxCategories(2).run(reference, data).features().get(0);
    assertThat(two.statistic().get())
        .isCloseTo(
            new ChiSquareTest().chiSquare(new long[][] {{7, 5, 5}, {5, 6, 3}}), within(1e-12));
  }

  @Test
  void run_savedStatistics_boundTheExactFigures(@TempDir Path folder) {
    Dataset<Row> reference = mixed(3000, 1, 0, .5).cache();
    Dataset<Row> data = mixed(1000, 2, .3, .8).repartition(3).cache();
    ShiftStudy study =
        new ShiftStudy()
            .setQuantiles(100)
            .setIdCol("id")
            .setPredictionCol("prediction")
            .setLabelCol("label")
            .setSampleSize(2)
            .setPermutations(1);
    String path = folder.resolve("reference.json").toUri().toString();
    ReferenceStatistics described = study.describe(reference);
    described.save(SPARK, path);
    ReferenceStatistics loaded = ReferenceStatistics.load(SPARK, path);

    assertThat(loaded).isEqualTo(described);
    ShiftReport exact = study.run(reference, data);
    ShiftReport bounded = study.run(loaded, data);
    assertThat(bounded.fromStatistics()).isTrue();
    assertThat(bounded.labelShift()).isEqualTo(exact.labelShift());
    for (FeatureShift known : exact.features()) {
      FeatureShift f = bounded.feature(known.name()).orElseThrow();
      if (f.kind().equals("categorical")) {
        assertThat(f.statistic()).isEqualTo(known.statistic());
        assertThat(f.psi()).isEqualTo(known.psi());
        continue;
      }
      assertThat(f.rankError()).isLessThanOrEqualTo(.01);
      assertThat(known.statistic().get())
          .isBetween(f.statisticBounds().lower(), f.statisticBounds().upper());
      assertThat(f.statisticBounds().upper() - f.statisticBounds().lower())
          .isLessThanOrEqualTo(f.rankError() + 1e-12);
      assertThat(known.pValue().get()).isBetween(f.pValueBounds().lower(), f.pValue().get());
      assertThat(known.wasserstein().get())
          .isBetween(f.wassersteinBounds().lower() - 1e-9, f.wassersteinBounds().upper() + 1e-9);
      assertThat(f.wasserstein().get())
          .isBetween(f.wassersteinBounds().lower(), f.wassersteinBounds().upper());
      assertThat(f.psi()).isEqualTo(known.psi());
      assertThat(f.referenceMean()).isEqualTo(known.referenceMean());
    }
    // Six values are kept all: nothing is uncertain.
    assertThat(bounded.feature("visits").orElseThrow().rankError()).isZero();
    assertThat(bounded.joint().mmdPValue().reason()).contains("rows were not kept");
  }

  @ParameterizedTest(name = "values to the power of {0}")
  @ValueSource(doubles = {1 / 3.0, 3})
  void run_savedStatistics_boundShiftsUpAndDown(double power) {
    // Of these, no kept value is where the distributions are furthest apart.
    Dataset<Row> reference =
        column(IntStream.range(0, 203).mapToDouble(i -> (i + .5) / 203).toArray());
    Dataset<Row> data =
        column(IntStream.range(0, 197).mapToDouble(i -> Math.pow((i + .5) / 197, power)).toArray());
    ShiftStudy study = new ShiftStudy().setQuantiles(10).setSampleSize(2).setPermutations(1);
    double exact = study.run(reference, data).feature("x").orElseThrow().statistic().get();
    Bounds bounds =
        study.run(study.describe(reference), data).feature("x").orElseThrow().statisticBounds();

    assertThat(exact).isGreaterThan(bounds.lower()).isLessThanOrEqualTo(bounds.upper());
  }

  @Test
  void run_constantColumns_sayWhatIsDefined() {
    FeatureShift same = new ShiftStudy().run(column(2, 2, 2), column(2, 2)).features().get(0);
    ShiftReport other = new ShiftStudy().run(column(2, 2, 2), column(1, 3));
    FeatureShift moved = other.features().get(0);

    assertThat(same.statistic().get()).isZero();
    assertThat(same.pValue().get()).isEqualTo(1);
    assertThat(same.psi().get()).isZero();
    assertThat(moved.wasserstein().get()).isEqualTo(1);
    assertThat(moved.psi().reason()).contains("the reference has one value alone, 2.0");
    assertThat(other.toText()).contains("x: no psi: the reference has one value alone");
    FeatureShift text =
        new ShiftStudy()
            .run(SPARK.sql("select 'a' k"), SPARK.sql("select 'a' k"))
            .features()
            .get(0);
    assertThat(text.psi().get()).isZero();
    assertThat(text.pValue().reason()).contains("one category");
  }

  @Test
  void run_missingValues_areCountedAndLeftOut() {
    Dataset<Row> gaps =
        SPARK.sql(
            "select * from values (1D, 'a', cast(null as double)), (null, 'b', null), (3D, null,"
                + " null) t(x, k, void)");
    ShiftReport report = new ShiftStudy().run(gaps, gaps);

    assertThat(report.feature("x").orElseThrow().referenceRows()).isEqualTo(2);
    assertThat(report.feature("k").orElseThrow().dataMissing()).isEqualTo(1);
    assertThat(report.feature("void").orElseThrow().pValue().reason())
        .isEqualTo("the reference has no value in this column");
    assertThat(report.joint().mmdPValue().reason()).contains("got 0 and 0");
    assertThat(report.warnings())
        .anySatisfy(w -> assertThat(w).contains("x: 1 reference rows and 1 data rows"));
    assertThat(ShiftReport.fromJson(report.toJson())).isEqualTo(report);
    assertThat(report.toJson()).doesNotContain("NaN", "\n", "\"defined\"");
  }

  /** SciPy: chi2_contingency([[40, 0], [0, 40]], correction=False) has statistic 80. */
  @Test
  void run_feedThatRanDry_isAShiftAtAnyPartitions() {
    Dataset<Row> reference = SPARK.range(40).selectExpr("double(id) lab", "double(id % 7) age");
    Dataset<Row> data =
        SPARK.range(40).selectExpr("cast(null as double) lab", "double((id + 3) % 7) age");
    ShiftStudy study = new ShiftStudy().setSampleSize(2).setPermutations(1);
    ShiftReport report = study.run(reference.coalesce(1), data.coalesce(1));

    FeatureShift missing = report.feature("lab (missing)").orElseThrow();
    assertThat(missing.kind()).isEqualTo("missing");
    assertThat(missing.column()).isEqualTo("lab");
    assertThat(missing.statistic().get()).isCloseTo(80, within(1e-12));
    assertThat(missing.pValueMethod()).isEqualTo("asymptotic");
    assertThat(report.feature("lab").orElseThrow().pValueMethod()).isNull();
    assertThat(report.feature("age").orElseThrow().pValueMethod()).isEqualTo("exact");
    assertThat(report.shiftedFeatures()).containsExactly("lab");
    assertThat(report.shiftedFeaturesHolm()).containsExactly("lab");
    assertThat(report.measures().get("pValue.lab (missing)").get()).isLessThan(1e-15);
    for (int partitions : new int[] {4, 200}) {
      assertThat(study.run(reference.repartition(partitions), data.repartition(partitions)))
          .isEqualTo(report);
    }
    ShiftReport saved = study.run(study.describe(reference), data);
    assertThat(saved.shiftedFeatures()).containsExactly("lab");
    assertThat(saved.feature("lab (missing)").orElseThrow().statistic())
        .isEqualTo(missing.statistic());
  }

  @Test
  void run_missingInBothAlike_isNoShift() {
    Dataset<Row> half =
        SPARK.range(60).selectExpr("if(id % 2 = 0, double(id), cast(null as double)) x");
    ShiftReport report = new ShiftStudy().run(half, half);
    assertThat(report.feature("x (missing)").orElseThrow().pValue().get()).isEqualTo(1);
    assertThat(report.shiftedFeatures()).isEmpty();
  }

  @Test
  void run_columnsOfTheDataAlone_areRefusedOrIgnoredByName() {
    Dataset<Row> reference = column(1, 2, 3);
    Dataset<Row> data = column(1, 2, 4).selectExpr("x", "x as y", "x as z");
    ShiftStudy study = new ShiftStudy();
    assertThatThrownBy(() -> study.run(reference, data))
        .hasMessageContaining("column y (double) is missing in the reference")
        .hasMessageContaining("--extra-columns ignore");
    ReferenceStatistics saved = study.describe(reference);
    assertThat(study.run(saved, data).warnings())
        .contains("the data has columns that the reference has not; they were left out: y, z");
    study.setIgnoreExtraColumns(false);
    assertThatThrownBy(() -> study.run(saved, data))
        .hasMessageContaining("but the data has y, z too");
    study.setIgnoreExtraColumns(true);
    for (ShiftReport report : List.of(study.run(reference, data), study.run(saved, data))) {
      assertThat(report.features()).hasSize(1);
      assertThat(report.warnings())
          .contains("the data has columns that the reference has not; they were left out: y, z");
    }
    assertThatThrownBy(() -> study.run(data, reference))
        .hasMessageContaining("column y (double) is missing in the data");
  }

  /** 24 columns without shift: p values spread over 0 to 1; the one with shift is found. */
  @Test
  void run_oneColumnShifted_isFoundAmongOthers() {
    ShiftReport report =
        new ShiftStudy().setIdCol("id").run(normal(0, 25, "0.5"), normal(1000, 25, "0.5 + 0.5"));

    double[] pValues =
        report.features().stream().skip(1).mapToDouble(f -> f.pValue().get()).sorted().toArray();
    double furthest = 0;
    for (int i = 0; i < pValues.length; i++) {
      furthest = Math.max(furthest, Math.abs(pValues[i] - (i + .5) / pValues.length));
    }
    assertThat(furthest).isLessThan(.28); // The 5 % limit for 24 numbers is .269 - 1/48.
    assertThat(report.shiftedFeaturesHolm()).containsExactly("x0");
    assertThat(report.joint().classifierPValue().get()).isLessThan(.05);
    assertThat(report.joint().mmdPValue().get()).isLessThan(.05);
  }

  @Test
  void run_noShift_doesNotReject() {
    ShiftReport report =
        new ShiftStudy().setIdCol("id").run(normal(0, 2, "0.5"), normal(1000, 2, "0.5"));

    assertThat(report.shiftedFeatures()).isEmpty();
    assertThat(report.joint().mmdPValue().get()).isGreaterThan(.05);
    assertThat(report.joint().classifierPValue().get()).isGreaterThan(.05);
    assertThat(report.measures().get("shiftedFeatures").get()).isZero();
    assertThat(report.measures().get("pValue.x1"))
        .isEqualTo(report.features().get(1).pValue().as("pValue.x1"));
    assertThat(report.measures().get("maxPsi").get()).isPositive();
  }

  /** 400 rows of normal columns, the first around a mean. */
  private static Dataset<Row> normal(int seed, int columns, String mean) {
    List<String> names = new ArrayList<>(List.of("id"));
    for (int j = 0; j < columns; j++) {
      names.add("randn(%d) + %s x%d".formatted(seed + j, j == 0 ? mean : "0", j));
    }
    return SPARK.range(0, 400, 1, 1).selectExpr(names.toArray(String[]::new));
  }
}

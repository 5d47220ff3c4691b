package parley.fl.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.stat.ANOVATest;
import org.apache.spark.ml.stat.ChiSquareTest;
import org.apache.spark.ml.stat.Correlation;
import org.apache.spark.ml.stat.KolmogorovSmirnovTest;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.quantile.QuantileRange;
import parley.fl.table.Category;
import parley.testing.LocalSpark;

/** The same figures as Spark's own classes give on all rows, in the same shapes. */
class SparkShapesIT {
  private static final List<String> COLUMNS = List.of("x", "y");

  private static SparkSession spark;
  private static Dataset<Row> rows;
  private static ProviderQuery query;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    StructType schema =
        new StructType()
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType)
            .add("w", DataTypes.DoubleType)
            .add("kind", DataTypes.StringType)
            .add("site", DataTypes.StringType)
            .add("r", DataTypes.DoubleType);
    Random random = new Random(3);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double x = random.nextGaussian() + i % 3;
      String kind = x > 1.5 ? "high" : x > 0 ? "middle" : "low";
      all.add(
          RowFactory.create(
              x,
              10 + 3 * x + random.nextGaussian(),
              1.0 + i % 4,
              kind,
              "site" + i % 3,
              Math.rint(20 * x) / 20));
    }
    rows =
        new StringIndexer()
            .setInputCols(new String[] {"site", "kind"})
            .setOutputCols(new String[] {"siteIndex", "kindIndex"})
            .fit(spark.createDataFrame(all, schema))
            .transform(spark.createDataFrame(all, schema));
    query = ProviderQuery.of(rows).withProviderCol("site").withProtection("plain");
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static Dataset<Row> assembled(String... columns) {
    return new VectorAssembler().setInputCols(columns).setOutputCol("features").transform(rows);
  }

  private static void close(Vector ours, Vector theirs) {
    assertThat(ours.size()).isEqualTo(theirs.size());
    for (int j = 0; j < ours.size(); j++) {
      assertThat(ours.apply(j))
          .isCloseTo(theirs.apply(j), within(1e-9 * Math.abs(theirs.apply(j))));
    }
  }

  @Test
  void summary_weighted_isTheSummarizers() {
    FederatedSummarizer ours = FederatedSummarizer.summary(query, COLUMNS, "w");
    Row theirs =
        assembled("x", "y")
            .select(
                Summarizer.metrics("mean", "variance", "std", "normL1", "normL2", "numNonZeros")
                    .summary(functions.col("features"), functions.col("w"))
                    .as("s"))
            .select("s.*")
            .head();
    close(ours.mean(), theirs.getAs("mean"));
    close(ours.variance(), theirs.getAs("variance"));
    close(ours.std(), theirs.getAs("std"));
    close(ours.numNonZeros(), theirs.getAs("numNonZeros"));
    assertThat(ours.count().toArray()).containsExactly(300, 300);
    assertThat(ours.report().protection()).isEqualTo("plain");
    close(
        FederatedSummarizer.summary(query, COLUMNS, null).normL1(),
        assembled("x", "y").select(Summarizer.normL1(functions.col("features"))).head().getAs(0));
  }

  @Test
  void corr_isCorrelations() {
    Matrix ours = FederatedCorrelation.corr(query, COLUMNS).head().getAs("pearson(x, y)");
    Matrix theirs = Correlation.corr(assembled("x", "y"), "features").head().getAs(0);
    assertThat(ours.apply(0, 1)).isCloseTo(theirs.apply(0, 1), within(1e-9));
    assertThat(ours.apply(1, 0)).isEqualTo(ours.apply(0, 1));
    assertThat(ours.apply(1, 1)).isEqualTo(1);
  }

  @Test
  void chiSquare_isChiSquareTests() {
    Category site = new Category("site", List.of("site0", "site1", "site2"));
    Row ours = FederatedChiSquareTest.test(query, List.of(site), query.levelsOf("kind")).head();
    Row theirs = ChiSquareTest.test(assembled("siteIndex"), "features", "kindIndex").head();
    // Below 1e-16 Spark's are 0: it takes 1 less the lower tail.
    Vector p = ours.getAs("pValues");
    Vector rough = theirs.getAs("pValues");
    assertThat(p.apply(0)).isPositive().isCloseTo(rough.apply(0), within(1e-12));
    close(ours.getAs("statistics"), theirs.getAs("statistics"));
    assertThat(ours.<Integer>getList(1)).isEqualTo(theirs.<Integer>getList(1));
  }

  @Test
  void anova_isAnovaTests() {
    Row ours = FederatedANOVATest.test(query, COLUMNS, query.levelsOf("site")).head();
    Row theirs = ANOVATest.test(assembled("x", "y"), "features", "siteIndex").head();
    close(ours.getAs("fValues"), theirs.getAs("fValues"));
    assertThat(ours.<Long>getList(1)).isEqualTo(theirs.<Long>getList(1));
    Vector p = ours.getAs("pValues");
    Vector rough = theirs.getAs("pValues");
    for (int j = 0; j < 2; j++) {
      assertThat(p.apply(j)).isPositive().isCloseTo(rough.apply(j), within(1e-12));
    }
  }

  @Test
  void kolmogorovSmirnov_onItsGrid_isKolmogorovSmirnovTests() {
    Grid grid = Grid.to(-8, 10, .05);
    Row ours = FederatedKolmogorovSmirnovTest.test(query, "r", grid, "norm", 1, 1.2).head();
    Row theirs = KolmogorovSmirnovTest.test(rows, "r", "norm", 1, 1.2).head();
    assertThat(ours.schema().fieldNames()).containsExactly(theirs.schema().fieldNames());
    assertThat(ours.<Double>getAs("statistic")).isCloseTo(theirs.getAs("statistic"), within(1e-9));
    assertThat(ours.<Double>getAs("pValue")).isCloseTo(theirs.getAs("pValue"), within(1e-9));
    assertThatThrownBy(() -> FederatedKolmogorovSmirnovTest.test(query, "r", grid, "exp", 1))
        .hasMessage(
            "cannot test a distribution: expected norm, with mean and standard deviation or"
                + " without, got exp with 1 numbers");
  }

  @Test
  void approxQuantile_isSparksWithoutError() {
    double[] p = {.1, .25, .5, .9, 1};
    double[][] ours =
        FederatedQuantiles.approxQuantile(
            query,
            List.of("r"),
            DoubleStream.of(p).boxed().toList(),
            List.of(new QuantileRange(-8, 10, .05)));
    assertThat(ours[0]).containsExactly(rows.stat().approxQuantile("r", p, 0), within(1e-9));
  }

  @Test
  void crosstab_isSparks() {
    Dataset<Row> ours =
        FederatedCrosstab.crosstab(query, query.levelsOf("site"), query.levelsOf("kind"));
    Dataset<Row> theirs = rows.stat().crosstab("site", "kind");
    String[] columns = {"site_kind", "high", "low", "middle"};
    assertThat(ours.columns()).containsExactly(columns);
    assertThat(ours.collectAsList().toString())
        .isEqualTo(
            theirs
                .select("site_kind", "high", "low", "middle")
                .orderBy("site_kind")
                .collectAsList()
                .toString());
  }

  /** Of two groups the pooled test is the analysis of variance: t^2 = F. */
  @Test
  void tTest_pooled_isAnovaTestOfTwoGroups() {
    Category ends = new Category("kind", List.of("low", "high"));
    Row ours = FederatedTTest.test(query, "y", ends).filter("test = 'pooled'").head();
    Row theirs =
        ANOVATest.test(assembled("y").filter("kind <> 'middle'"), "features", "kindIndex", true)
            .head();
    double t = ours.getAs("statistic");
    assertThat(t * t).isCloseTo(theirs.getAs("fValue"), within(1e-9 * t * t));
    assertThat(ours.<Double>getAs("degreesOfFreedom"))
        .isEqualTo(theirs.<Long>getAs("degreesOfFreedom") - 1);
    assertThat(FederatedTTest.oneSample(query, "x", 1).head().<String>getAs("test"))
        .isEqualTo("one-sample");
    Row paired = FederatedTTest.paired(query, "y", "x").head();
    assertThat(paired.<Double>getAs("difference"))
        .isCloseTo(rows.selectExpr("avg(y - x)").head().getDouble(0), within(1e-9));
  }

  @Test
  void tableOne_hasSparksMeansAndShares() {
    TableOne found =
        TableOne.of(query, List.of("y"), List.of(query.levelsOf("kind")), query.levelsOf("site"));
    Row ours = found.table().filter("column = 'y' and group = 'site1'").head();
    Row theirs = rows.filter("site = 'site1'").selectExpr("count(y)", "avg(y)", "stddev(y)").head();
    assertThat(ours.<Long>getAs("n")).isEqualTo(theirs.getLong(0));
    assertThat(ours.<Double>getAs("mean")).isCloseTo(theirs.getDouble(1), within(1e-9));
    assertThat(ours.<Double>getAs("standardDeviation"))
        .isCloseTo(theirs.getDouble(2), within(1e-9));
    double share = rows.filter("kind = 'low'").count() / 300.0;
    Row low = found.table().filter("level = 'low' and group is null").head();
    assertThat(low.<Double>getAs("share")).isCloseTo(share, within(1e-12));
    assertThat(low.<Double>getAs("standardizedDifference")).isPositive();
    assertThat(found.report().protection()).isEqualTo("plain");
  }
}

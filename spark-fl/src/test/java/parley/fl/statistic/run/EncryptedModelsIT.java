package parley.fl.statistic.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.cox.CoxStatistic;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.glm.Link;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.meta.MantelHaenszelStatistic;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.meta.MetaTerm;
import parley.fl.statistic.multinomial.MultinomialStatistic;
import parley.fl.statistic.survival.KaplanMeierStatistic;
import parley.fl.statistic.survival.TimeGrid;
import parley.fl.sum.SumQuerier;
import parley.fl.table.Category;
import parley.fl.table.ProviderTable;
import parley.fl.table.TableRows;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.LocalSpark;

/** Models under encryption give the bits of sums in memory. */
class EncryptedModelsIT {
  private static final int ROWS = 90;
  private static final int PROVIDERS = 3;

  private static SparkSession spark;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static double number(String column, int i) {
    return switch (column) {
      case "x" -> 1e6 + 37 * i % 101;
      case "u" -> (i * i % 17) * 1e-7;
      case "weight" -> 1 + i % 4;
      case "count" -> 20 + 3 * i % 7;
      case "time" -> i * 29 % 31;
      case "event" -> i % 3 == 0 ? 0 : 1;
      case "class" -> (i * 7 + i / 7) % 3 == 0 ? 1 : 0;
      default -> 1 + i % 5 + i * i % 3;
    };
  }

  private static String kind(int i) {
    return List.of("a", "b", "c").get((i * 5 + i / 4) % 3);
  }

  static Stream<Arguments> models() {
    List<String> features = List.of("x", "u");
    Category kind = new Category("kind", List.of("a", "b", "c"));
    return Stream.of(
            new LinearStatistic(
                "y", features, "weight", 0, 0, true, true, LinearStatistic.Errors.CLUSTER),
            new GlmStatistic(
                "count",
                features,
                "u2",
                null,
                GlmModel.of(Family.POISSON, Link.LOG),
                true,
                GlmStatistic.DEFAULT_MAX_ITER,
                GlmStatistic.DEFAULT_TOL),
            new MultinomialStatistic(kind, features, null, null, 0, true, 25, 1e-8),
            new KaplanMeierStatistic("time", "event", kind, new TimeGrid(0, 30, 1)),
            new CoxStatistic("time", "event", features, CoxStatistic.Ties.EFRON, 25, 1e-8),
            new MetaStatistic(
                List.of(new MetaTerm("x", "u", "y")), MetaStatistic.Method.REML, true, false),
            new MantelHaenszelStatistic("count", "weight", "y", "time", false, false))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("models")
  <R> void of_model_encryptedAsInMemory(Statistic<R> statistic) {
    List<String> numbers = new ArrayList<>(statistic.columns().numbers());
    if (statistic.columns().weight() != null) {
      numbers.add(statistic.columns().weight());
    }
    StructType schema = new StructType().add("site", DataTypes.StringType);
    for (String name : numbers) {
      schema = schema.add(name, DataTypes.DoubleType);
    }
    schema = schema.add("kind", DataTypes.StringType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      List<Object> cells = new ArrayList<>(List.of("s" + i % PROVIDERS));
      for (String name : numbers) {
        cells.add(number(name, i));
      }
      cells.add(kind(i));
      rows.add(RowFactory.create(cells.toArray()));
    }
    try (ProviderTable table =
        ProviderTable.of(
            spark.createDataFrame(rows, schema), statistic.columns(), "site", List.of())) {
      R encrypted =
          StatisticRun.of(
                  statistic, table, "encrypted", SumQuerier.fresh(), FederationOptions.defaults())
              .value();
      assertThat(encrypted).isEqualTo(MemorySums.result(statistic, inMemory(statistic)));
    }
  }

  private static List<TableRows> inMemory(Statistic<?> statistic) {
    List<TableRows> providers = new ArrayList<>();
    for (int p = 0; p < PROVIDERS; p++) {
      int own = p;
      int[] mine = IntStream.range(0, ROWS).filter(i -> i % PROVIDERS == own).toArray();
      var numbers = new LinkedHashMap<String, double[]>();
      for (String name : statistic.columns().numbers()) {
        numbers.put(name, IntStream.of(mine).mapToDouble(i -> number(name, i)).toArray());
      }
      var codes = new LinkedHashMap<String, int[]>();
      for (Category category : statistic.columns().categories()) {
        codes.put(
            category.column(),
            IntStream.of(mine).map(i -> category.levels().indexOf(kind(i))).toArray());
      }
      String weight = statistic.columns().weight();
      double[] weights =
          weight == null ? null : IntStream.of(mine).mapToDouble(i -> number(weight, i)).toArray();
      providers.add(new TableRows("s" + p, mine.length, numbers, codes, weights));
    }
    return providers;
  }
}

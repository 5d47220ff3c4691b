package parley.fl.statistic.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.survival.LogRankStatistic.Weighting;
import parley.fl.table.Category;

/** Against lifelines; the same for all splits. */
class SurvivalGoldenTest {
  private static final Category FIN = new Category("fin", List.of("1", "0"));
  private static final Category GROUP = new Category("group", List.of("miR-137", "control"));
  private static final Category SEX = new Category("sex", List.of("1", "2"));

  private static <R> R result(String file, Statistic<R> statistic, String classes) {
    ModelTable table = ModelTable.of(file);
    var splits = table.splits(statistic.columns(), classes);
    R first = MemorySums.result(statistic, splits.get(0));
    splits.forEach(split -> assertThat(MemorySums.result(statistic, split)).isEqualTo(first));
    return first;
  }

  private static KaplanMeierResult rossi(@Nullable Category by) {
    TimeGrid grid = new TimeGrid(0, 52, 1);
    return result("rossi.csv", new KaplanMeierStatistic("week", "arrest", by, grid), "arrest");
  }

  /** Time, at risk, S, standard error, interval, Nelson and Aalen's. */
  private static void assertCurve(SurvivalCurve curve, double... golden) {
    int k = curve.at(golden[0]);
    double[] got = {
      golden[0],
      curve.atRisk().get(k),
      curve.survival().get(k),
      curve.standardError().get(k),
      curve.lower().get(k),
      curve.upper().get(k),
      curve.cumulativeHazard().get(k)
    };
    for (int j = 1; j < golden.length; j++) {
      assertThat(got[j])
          .as(curve.group() + " at " + golden[0] + ", figure " + j)
          .isCloseTo(golden[j], withPercentage(1e-7));
    }
  }

  @Test
  void curve_rossi_asLifelines() {
    SurvivalCurve all = rossi(null).curves().get(0);
    assertThat(all.rows()).isEqualTo(432);
    assertThat(all.events()).isEqualTo(114);
    assertThat(all.eventsAt().stream().filter(d -> d > 0)).hasSize(49);
    assertCurve(all, 10, 418, .9652777778, .008808217636, .943064598, .9789209971, .03523632611);
    assertCurve(all, 20, 397, .9074074074, .01394592769, .8759221434, .9312168841, .0968356914);
    assertCurve(all, 52, 322, .7361111111, .02120510198, .6918597158, .7750631834, .3051275337);
    assertThat(all.restrictedMean()).isCloseTo(45.85416667, withPercentage(1e-7));
    assertThat(all.median()).isNull();
    List<SurvivalCurve> groups = rossi(FIN).curves();
    assertCurve(groups.get(0), 52, 168, .7777777778, .02828750429);
    assertCurve(groups.get(1), 52, 154, .6944444444, .03134274076);
  }

  @Test
  void curve_waltons_asLifelines() {
    TimeGrid grid = new TimeGrid(0, 100, .5);
    List<SurvivalCurve> curves =
        result("waltons.csv", new KaplanMeierStatistic("T", "E", GROUP, grid), "group").curves();
    assertThat(curves.get(0).median()).isEqualTo(26);
    assertThat(curves.get(1).median()).isEqualTo(58);
    assertThat(curves.get(0).rows()).isEqualTo(34);
    assertThat(curves.get(1).rows()).isEqualTo(129);
    assertCurve(curves.get(0), 20, 25, .6470588235, .08195653483, .463028271, .7818309341);
    assertCurve(curves.get(0), 40, 6, .1176470588, .05525508451);
    assertCurve(curves.get(1), 40, 124, .9531831777, .01866067765);
    assertCurve(curves.get(1), 60, 63, .3785945361, .04305009831, .2946992401, .4620222923);
  }

  @Test
  void curve_lung_asLifelines() {
    SurvivalCurve all =
        result(
                "lung.csv",
                new KaplanMeierStatistic("time", "status", null, new TimeGrid(0, 1100, 1)),
                "sex")
            .curves()
            .get(0);
    assertThat(all.median()).isEqualTo(310);
    assertThat(all.events()).isEqualTo(165);
    assertThat(all.eventsAt().stream().filter(d -> d > 0)).hasSize(139);
    assertCurve(all, 100, 198, .8639689676, .02271023043);
    assertCurve(all, 365, 67, .4092416245, .03582363817, .3387142691, .4783807676, .8883245744);
    assertCurve(all, 730, 14, .1156930983, .02829819732);
    assertThat(all.restrictedMean(730)).isCloseTo(357.0732516, withPercentage(1e-7));
  }

  @Test
  void curve_levelWithoutRows_leftOut() {
    Category category = new Category("fin", List.of("1", "2", "0"));
    assertThat(rossi(category)).isEqualTo(rossi(FIN));
  }

  private static LogRankResult logRank(String data, Weighting weighting) {
    return switch (data) {
      case "rossi" -> {
        TimeGrid grid = new TimeGrid(0, 52, 1);
        yield result(
            "rossi.csv",
            new LogRankStatistic("week", "arrest", FIN, grid, weighting, 1, 0),
            "arrest");
      }
      case "waltons" ->
          result(
              "waltons.csv",
              new LogRankStatistic("T", "E", GROUP, new TimeGrid(0, 100, 1), weighting, 1, 0),
              "group");
      default ->
          result(
              "lung.csv",
              new LogRankStatistic(
                  "time", "status", SEX, new TimeGrid(0, 1100, 1), weighting, 1, 0),
              "sex");
    };
  }

  @ParameterizedTest
  @CsvSource({
    "rossi, LOG_RANK, 3.837569577",
    "rossi, GEHAN, 3.749499682",
    "rossi, TARONE_WARE, 3.799592114",
    "rossi, PETO, 3.77002097",
    "rossi, FLEMING_HARRINGTON, 3.749499682",
    "waltons, LOG_RANK, 122.2491256",
    "waltons, GEHAN, 139.6478661",
    "waltons, TARONE_WARE, 133.8810798",
    "waltons, PETO, 143.7800097",
    "waltons, FLEMING_HARRINGTON, 139.8439342",
    "lung, LOG_RANK, 10.32674195",
    "lung, GEHAN, 12.47213533",
    "lung, TARONE_WARE, 12.4555439",
    "lung, PETO, 12.70784777",
    "lung, FLEMING_HARRINGTON, 12.7141514"
  })
  void test_ofEachWeighting_asLifelines(String data, Weighting weighting, double chiSquare) {
    assertThat(logRank(data, weighting).chiSquare()).isCloseTo(chiSquare, withPercentage(1e-6));
  }

  @Test
  void logRank_observedExpectedAndTail_asLifelines() {
    LogRankResult rossi = logRank("rossi", Weighting.LOG_RANK);
    assertThat(rossi.pValue()).isCloseTo(.05011611741, withPercentage(1e-6));
    assertThat(rossi.groups().get(0).observed()).isEqualTo(48);
    assertThat(rossi.groups().get(0).expected()).isCloseTo(58.42555723, withPercentage(1e-7));
    assertThat(rossi.groups().get(1).observed()).isEqualTo(66);
    assertThat(rossi.groups().get(1).expected()).isCloseTo(55.57444277, withPercentage(1e-7));
    LogRankResult waltons = logRank("waltons", Weighting.LOG_RANK);
    assertThat(waltons.pValue()).isCloseTo(2.035983222e-28, withPercentage(1e-4));
    assertThat(waltons.groups().get(1).observed()).isEqualTo(122);
    assertThat(waltons.groups().get(1).expected()).isCloseTo(148.9244897, withPercentage(1e-7));
    assertThat(logRank("lung", Weighting.LOG_RANK).pValue())
        .isCloseTo(.00131116452, withPercentage(1e-6));
  }
}

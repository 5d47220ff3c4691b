package parley.fl.statistic.cox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.cox.CoxStatistic.Ties;
import parley.fl.statistic.design.Coefficient;
import parley.fl.table.TableRows;

/** Against statsmodels and lifelines; with one provider there are no strata. */
class CoxGoldenTest {
  private static final List<String> ROSSI =
      List.of("fin", "age", "race", "wexp", "mar", "paro", "prio");

  private static CoxResult rossi(Ties ties) {
    CoxStatistic statistic = new CoxStatistic("week", "arrest", ROSSI, ties, 25, 1e-8);
    ModelTable table = ModelTable.of("rossi.csv");
    return MemorySums.result(statistic, table.deal(statistic.columns(), 1));
  }

  private static CoxResult lung(Ties ties) {
    CoxStatistic statistic =
        new CoxStatistic("time", "status", List.of("age", "sex", "ph.ecog"), ties, 25, 1e-8);
    ModelTable table = ModelTable.of("lung.csv");
    return MemorySums.result(statistic, table.deal(statistic.columns(), 1));
  }

  private static void assertModel(
      CoxResult result, double[] estimates, double[] errors, double likelihood, double none) {
    for (int j = 0; j < estimates.length; j++) {
      Coefficient row = result.coefficients().get(j);
      assertThat(row.estimate()).as(row.term()).isCloseTo(estimates[j], withPercentage(1e-4));
      assertThat((double) row.standardError()).isCloseTo(errors[j], withPercentage(1e-4));
    }
    assertThat(result.logLikelihood()).isCloseTo(likelihood, withPercentage(1e-7));
    assertThat(result.nullLogLikelihood()).isCloseTo(none, withPercentage(1e-7));
    assertThat(result.rounds()).isLessThanOrEqualTo(8);
  }

  private static double[] of(double... values) {
    return values;
  }

  @Test
  void fit_rossi_asStatsmodels() {
    assertModel(
        rossi(Ties.BRESLOW),
        of(
            -.3790218878,
            -.05724592536,
            .3141297651,
            -.1511145996,
            -.4327825725,
            -.08498283575,
            .0911115405),
        of(
            .1913644259,
            .02198318575,
            .3080172796,
            .2121231608,
            .3817949351,
            .1957482073,
            .02863125307),
        -659.1206057,
        -675.6833894);
    CoxResult efron = rossi(Ties.EFRON);
    assertModel(
        efron,
        of(
            -.3794221669,
            -.05743774301,
            .3138997859,
            -.1497956972,
            -.4337038767,
            -.08487108299,
            .09149707935),
        of(
            .1913794807,
            .02199947063,
            .3079927764,
            .2122242962,
            .3818680575,
            .1957566719,
            .02864855007),
        -658.7476594,
        -675.3806323);
    assertThat(efron.concordance().get()).isCloseTo(.6403292471, withPercentage(1e-7));
    assertThat(efron.events()).isEqualTo(114);
  }

  @Test
  void fit_lung_asStatsmodels() {
    CoxResult breslow = lung(Ties.BRESLOW);
    assertThat(breslow.rows()).isEqualTo(227);
    assertThat(breslow.droppedRows()).isEqualTo(1);
    assertModel(
        breslow,
        of(.01104113639, -.5518895696, .4629470403),
        of(.009266770114, .167742448, .1135740521),
        -729.4887052,
        -744.6928193);
    CoxResult efron = lung(Ties.EFRON);
    assertModel(
        efron,
        of(.0110667646, -.5526123955, .4637284751),
        of(.009267411014, .1677390538, .1135772662),
        -729.2301214,
        -744.4804558);
    assertThat(efron.concordance().get()).isCloseTo(.637135493, withPercentage(1e-7));
  }

  /** Strata without rows or events, and the order of rows, change no bit. */
  @Test
  void fit_tenProviders_asStatsmodelsStratified() {
    CoxStatistic statistic =
        new CoxStatistic("week", "arrest", List.of("fin", "age", "prio"), Ties.BRESLOW, 25, 1e-8);
    ModelTable table = ModelTable.of("rossi.csv");
    CoxResult result = MemorySums.result(statistic, table.deal(statistic.columns(), 10));
    double[] estimates = {-.3204274314, -.06740668694, .09456252563};
    double[] errors = {.1915268899, .02109115759, .02832917145};
    for (int j = 0; j < 3; j++) {
      Coefficient row = result.coefficients().get(j);
      assertThat(row.estimate()).isCloseTo(estimates[j], withPercentage(1e-4));
      assertThat((double) row.standardError()).isCloseTo(errors[j], withPercentage(1e-4));
    }
    assertThat(result.strata()).isEqualTo(10);
    List<TableRows> withEmpty = table.split(statistic.columns(), i -> i % 10 + 1, 12);
    assertThat(MemorySums.result(statistic, withEmpty)).isEqualTo(result);
    List<Integer> order = new ArrayList<>(IntStream.range(0, table.rows()).boxed().toList());
    Collections.shuffle(order, new Random(3));
    ModelTable shuffled = ModelTable.ofRows(table.rows());
    for (String name : statistic.columns().numbers()) {
      shuffled.with(name, i -> table.number(name, order.get(i)));
    }
    assertThat(
            MemorySums.result(
                statistic, shuffled.split(statistic.columns(), i -> order.get(i) % 10, 10)))
        .isEqualTo(result);
  }

  /** Pairs by brute force. */
  @Test
  void concordance_manyTies_asAllPairs() {
    Random random = new Random(6);
    int n = 300;
    double[] time = random.doubles(n).map(u -> Math.floor(12 * u)).toArray();
    double[] event = random.doubles(n).map(u -> u < .6 ? 1 : 0).toArray();
    double[] eta = random.doubles(n).map(u -> Math.floor(8 * u)).toArray();
    Integer[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Double.compare(time[b], time[a]))
            .toArray(Integer[]::new);
    long pairs = 0;
    long ordered = 0;
    long equal = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        boolean first = time[i] < time[j] || time[i] == time[j] && event[j] == 0;
        if (event[i] == 1 && i != j && first) {
          pairs++;
          ordered += eta[i] > eta[j] ? 1 : 0;
          equal += eta[i] == eta[j] ? 1 : 0;
        }
      }
    }
    assertThat(Concordance.of(order, time, event, eta))
        .isEqualTo(new Concordance(pairs, ordered, equal));
  }
}

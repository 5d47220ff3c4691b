package parley.robust.audit.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parley.measure.Interval;
import parley.measure.Measure;

class MetricFrameTest {
  private static final double CONFIDENCE = 0.95;

  private static GroupCounts counts(Map<String, ConfusionCounts> groups) {
    TreeMap<String, CellCounts> cells = new TreeMap<>();
    groups.forEach((name, counts) -> cells.put(name, new CellCounts(counts, ScoreBins.NONE)));
    return GroupCounts.of(cells);
  }

  private static final GroupCounts TWO =
      counts(Map.of("a", ConfusionCounts.of(30, 5, 10, 55), "b", ConfusionCounts.of(4, 1, 6, 9)));

  @Test
  void of_counts_isEachMetricsQuotient() {
    Map<String, Double> expected =
        Map.ofEntries(
            Map.entry("count", 100.0),
            Map.entry("selectionRate", 35 / 100.0),
            Map.entry("baseRate", 40 / 100.0),
            Map.entry("accuracy", 85 / 100.0),
            Map.entry("errorRate", 15 / 100.0),
            Map.entry("truePositiveRate", 30 / 40.0),
            Map.entry("falseNegativeRate", 10 / 40.0),
            Map.entry("falsePositiveRate", 5 / 60.0),
            Map.entry("trueNegativeRate", 55 / 60.0),
            Map.entry("positivePredictiveValue", 30 / 35.0),
            Map.entry("falseDiscoveryRate", 5 / 35.0),
            Map.entry("negativePredictiveValue", 55 / 65.0),
            Map.entry("falseOmissionRate", 10 / 65.0),
            Map.entry("balancedAccuracy", (30 / 40.0 + 55 / 60.0) / 2),
            Map.entry("f1", 60 / 75.0),
            Map.entry("falseNegativesPerFalsePositive", 2.0));
    MetricFrame frame = MetricFrame.of(TWO);

    assertThat(frame.metrics()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (name, value) -> {
          assertThat(frame.byGroup(name, "a").get()).as(name).isEqualTo(value);
          assertThat(GroupMetric.named(name).metricName()).isEqualTo(name);
        });
    assertThat(frame.overall("accuracy").get()).isEqualTo(98 / 120.0);
    assertThat(frame.byGroup("accuracy", "a").interval())
        .isEqualTo(WilsonInterval.of(85, 100, CONFIDENCE));
    assertThat(frame.byGroup("f1", "a").interval()).isNull();
  }

  @Test
  void difference_andRatio_areFairlearnsBetweenGroupsAndToOverall() {
    MetricFrame frame = MetricFrame.of(TWO);
    double a = 35 / 100.0;
    double b = 5 / 20.0;
    double all = 40 / 120.0;

    assertThat(frame.groupMin("selectionRate").get()).isEqualTo(b);
    assertThat(frame.groupMax("selectionRate").get()).isEqualTo(a);
    assertThat(frame.difference("selectionRate").get()).isEqualTo(a - b);
    assertThat(frame.ratio("selectionRate").get()).isEqualTo(b / a);
    assertThat(frame.differenceToOverall("selectionRate").get()).isEqualTo(all - b);
    assertThat(frame.ratioToOverall("selectionRate").get()).isEqualTo(b / all);
    assertThat(frame.differenceToOverall("errorRate").get()).isEqualTo(7 / 20.0 - 22 / 120.0);
    assertThat(frame.ratioToOverall("errorRate").get()).isEqualTo(22 / 120.0 / (7 / 20.0));
  }

  @Test
  void ratio_zeroInEveryGroup_isUndefined() {
    MetricFrame frame =
        MetricFrame.of(
            counts(
                Map.of("a", ConfusionCounts.of(1, 0, 0, 1), "b", ConfusionCounts.of(1, 0, 1, 1))));

    assertThat(frame.difference("falsePositiveRate").get()).isZero();
    assertThat(frame.ratio("falsePositiveRate").reason()).isEqualTo("it is 0 in every group");
    assertThat(frame.ratioToOverall("falsePositiveRate").isDefined()).isFalse();
    assertThat(frame.ratio("falseNegativeRate").get()).isZero();
    assertThat(frame.ratioToOverall("falseNegativeRate").get()).isZero();
  }

  @Test
  void of_ownMetric_standsBesideTheOthers() {
    CountMetric cost =
        new CountMetric() {
          @Override
          public String metricName() {
            return "cost";
          }

          @Override
          public Measure of(ConfusionCounts counts, double confidence) {
            return Measure.of("cost", 5 * counts.falseNegatives() + counts.falsePositives());
          }
        };

    MetricFrame frame = MetricFrame.of(TWO, .9, cost, GroupMetric.ACCURACY);

    assertThat(frame.metrics()).containsExactly("cost", "accuracy");
    assertThat(frame.difference("cost").get()).isEqualTo(55 - 31);
    assertThat(frame.overall("accuracy").interval().confidence()).isEqualTo(.9);
    assertThatThrownBy(() -> MetricFrame.of(TWO, .9, cost, cost))
        .hasMessageContaining("with names of their own, got [cost, cost]");
    assertThatThrownBy(() -> MetricFrame.of(TWO, 1, cost))
        .hasMessageContaining("expected a confidence between 0 and 1, got 1.0");
    assertThatThrownBy(() -> frame.overall("accurracy"))
        .hasMessage("cannot find accurracy: expected one of cost, accuracy");
    assertThatThrownBy(() -> frame.byGroup("accuracy", "c"))
        .hasMessage("cannot find c: expected one of a, b");
  }

  @Test
  void toMap_undefinedFigures_areNullWithAReason() throws Exception {
    GroupCounts counts =
        counts(Map.of("a", ConfusionCounts.of(1, 0, 0, 1), "b", ConfusionCounts.of(0, 1, 0, 1)));
    ObjectMapper json = new ObjectMapper();

    JsonNode map = json.readTree(json.writeValueAsString(MetricFrame.of(counts).toMap()));

    assertThat(map.at("/overall/accuracy").asDouble()).isEqualTo(.75);
    assertThat(map.at("/byGroup/b/count").toString()).isEqualTo("2");
    assertThat(map.at("/byGroup/b/truePositiveRate").isNull()).isTrue();
    assertThat(map.get("undefined").get("byGroup.b.truePositiveRate").asText())
        .isEqualTo("there is no row with a favourable label");
    assertThat(map.get("undefined").get("difference.truePositiveRate").asText())
        .isEqualTo("in group b: there is no row with a favourable label");
    assertThat(map.get("intervals").get("overall.accuracy")).hasSize(2);
    assertThat(map.at("/difference/accuracy").asDouble()).isEqualTo(.5);
    assertThat(map.toString()).doesNotContain("NaN");
  }

  @Test
  void wilson_publishedExamples_areTheirIntervals() {
    // Newcombe 1998,
    // https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E
    double[][] examples = {
      {81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}
    };
    for (double[] e : examples) {
      Interval interval = WilsonInterval.of(e[0], e[1], CONFIDENCE);
      assertThat(interval.lower()).isCloseTo(e[2], within(5e-5));
      assertThat(interval.upper()).isCloseTo(e[3], within(5e-5));
    }
    assertThat(WilsonInterval.of(7, 7, CONFIDENCE).upper()).isEqualTo(1);
    assertThatThrownBy(() -> WilsonInterval.of(2, 1, CONFIDENCE))
        .hasMessageContaining("got 2.0 of 1.0");
  }

  @Test
  void vectors_thatDoNotFit_areRefused() {
    assertThatThrownBy(() -> TWO.toVector(List.of("a")))
        .hasMessage("cannot make a vector of counts: group b was not agreed on, expected one of a");
    assertThatThrownBy(() -> TWO.toVector(List.of("a", "b", "a")))
        .hasMessageContaining("expected each group once, got a, b, a");
    assertThatThrownBy(
            () ->
                counts(Map.of("a", new ConfusionCounts(.5, 0, 0, 0, 1, true)))
                    .toVector(List.of("a")))
        .hasMessageContaining("the rows have weights");
    assertThatThrownBy(() -> GroupCounts.fromVector(new long[9], List.of("a", "b"), 0))
        .hasMessageContaining("expected 8 numbers for 2 groups and 0 bins, got 9");
    assertThatThrownBy(() -> GroupCounts.fromVector(new long[] {1, -1, 0, 0}, List.of("a"), 0))
        .hasMessageContaining("expected counts of 0 or more, got -1.0");
    assertThatThrownBy(() -> ProviderCounts.sum(List.of(new long[1], new long[2])))
        .hasMessageContaining("of one length, got lengths [1, 2]");
  }

  @Test
  void cellNames_ofSeveralColumns_areNeverTheSame() {
    assertThat(CellKey.name(List.of("a, b"))).isEqualTo("a, b");
    assertThat(CellKey.name(List.of("a, b", "c"))).isNotEqualTo(CellKey.name(List.of("a", "b, c")));
    assertThat(CellKey.name(List.of("a\\", "c"))).isNotEqualTo(CellKey.name(List.of("a", "\\c")));
  }
}

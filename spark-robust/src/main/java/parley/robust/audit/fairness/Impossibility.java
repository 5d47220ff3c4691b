package parley.robust.audit.fairness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.measure.Measure;
import parley.robust.audit.frame.ConfusionCounts;
import parley.robust.audit.frame.GroupCounts;
import parley.robust.audit.frame.GroupMetric;
import parley.robust.audit.frame.MetricFrame;

/**
 * Which kinds of parity exclude each other on this data. In each group with base rate p, FPR =
 * p/(1-p) (1-PPV)/PPV (1-FNR) (<a href="https://arxiv.org/abs/1610.07524">Chouldechova 2017</a>):
 * so where base rates differ, predictive values, false positive rates and false negative rates are
 * not all equal, unless no prediction is falsely favourable. Immutable, so safe for use by several
 * threads.
 *
 * @param identityErrors of each group, the distance between both sides of the identity, which
 *     checks the counts; undefined where a side is
 * @param baseRateDifference the largest base rate less the smallest
 * @param conflicts for each of the three what it would have to be if the other two were equal;
 *     empty where nothing excludes them, or too little is defined
 * @param explanation what follows, in words
 */
public record Impossibility(
    SortedMap<String, Measure> identityErrors,
    Measure baseRateDifference,
    List<Conflict> conflicts,
    String explanation) {
  private static final String PPV = GroupMetric.POSITIVE_PREDICTIVE_VALUE.metricName();
  private static final String FPR = GroupMetric.FALSE_POSITIVE_RATE.metricName();
  private static final String FNR = GroupMetric.FALSE_NEGATIVE_RATE.metricName();
  private static final String BASE_RATE = GroupMetric.BASE_RATE.metricName();

  /** Takes copies. */
  public Impossibility {
    identityErrors = Collections.unmodifiableSortedMap(new TreeMap<>(identityErrors));
    conflicts = List.copyOf(conflicts);
  }

  /**
   * What one of the three would be if the other two were what they are over all rows.
   *
   * @param metric positivePredictiveValue, falsePositiveRate or falseNegativeRate
   * @param atLowestBaseRate its value in the group with the lowest base rate; outside 0 to 1 where
   *     no predictions can have the other two
   * @param atHighestBaseRate the same in the group with the highest
   * @param difference of the groups as they are, the largest less the smallest
   */
  public record Conflict(
      String metric, double atLowestBaseRate, double atHighestBaseRate, double difference) {}

  /** Looks at the groups of some counts. */
  public static Impossibility of(GroupCounts counts) {
    MetricFrame frame = MetricFrame.of(counts);
    SortedMap<String, Measure> errors = new TreeMap<>();
    counts.groups().forEach((name, cell) -> errors.put(name, identityError(cell.confusion())));
    Measure difference = frame.difference(BASE_RATE).as("baseRateDifference");
    if (!difference.isDefined()) {
      return new Impossibility(
          errors,
          difference,
          List.of(),
          "Base rates cannot be compared: " + difference.reason() + ".");
    }
    if (difference.get() == 0) {
      return new Impossibility(
          errors,
          difference,
          List.of(),
          "All groups have the same base rate, so predictive values, false positive rates and false"
              + " negative rates can all be equal.");
    }
    for (String metric : List.of(PPV, FPR, FNR)) {
      Measure gap = frame.difference(metric);
      if (!gap.isDefined()) {
        return new Impossibility(
            errors,
            difference,
            List.of(),
            "Base rates differ, but %s is not defined %s.".formatted(metric, gap.reason()));
      }
    }
    return of(errors, difference, frame);
  }

  private static Impossibility of(
      SortedMap<String, Measure> errors, Measure difference, MetricFrame frame) {
    Comparator<Map.Entry<String, Measure>> byRate =
        Comparator.comparingDouble(group -> group.getValue().get());
    Map.Entry<String, Measure> lowest =
        Collections.min(frame.byGroup(BASE_RATE).entrySet(), byRate);
    Map.Entry<String, Measure> highest =
        Collections.max(frame.byGroup(BASE_RATE).entrySet(), byRate);
    String rates =
        String.format(
            Locale.ROOT,
            "Base rates differ: %.3f in %s, %.3f in %s. ",
            lowest.getValue().get(),
            lowest.getKey(),
            highest.getValue().get(),
            highest.getKey());
    if (frame.groupMax(FPR).get() == 0) {
      return new Impossibility(
          errors,
          difference,
          List.of(),
          rates
              + "But no prediction is falsely favourable, so nothing excludes parity of all"
              + " three.");
    }
    double ppv = frame.overall(PPV).get();
    double fpr = frame.overall(FPR).get();
    double fnr = frame.overall(FNR).get();
    double low = lowest.getValue().get();
    double high = highest.getValue().get();
    List<Conflict> conflicts =
        List.of(
            new Conflict(
                PPV,
                predictiveValue(low, fpr, fnr),
                predictiveValue(high, fpr, fnr),
                frame.difference(PPV).get()),
            new Conflict(
                FPR,
                falsePositiveRate(low, ppv, fnr),
                falsePositiveRate(high, ppv, fnr),
                frame.difference(FPR).get()),
            new Conflict(
                FNR,
                falseNegativeRate(low, ppv, fpr),
                falseNegativeRate(high, ppv, fpr),
                frame.difference(FNR).get()));
    return new Impossibility(
        errors, difference, conflicts, rates + words(conflicts, lowest.getKey(), highest.getKey()));
  }

  private static String words(List<Conflict> conflicts, String lowest, String highest) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "So positivePredictiveValue, falsePositiveRate and falseNegativeRate cannot all be equal,"
            + " by FPR = p/(1-p) (1-PPV)/PPV (1-FNR): of any two that are made equal, the third"
            + " fails.");
    for (Conflict conflict : conflicts) {
      boolean possible =
          Math.min(conflict.atLowestBaseRate(), conflict.atHighestBaseRate()) >= 0
              && Math.max(conflict.atLowestBaseRate(), conflict.atHighestBaseRate()) <= 1;
      sentences.add(
          String.format(
              Locale.ROOT,
              possible
                  ? "With the other two as they are over all rows, %s would be %.3f in %s and %.3f"
                      + " in %s."
                  : "No predictions have the other two as they are over all rows in both groups:"
                      + " %s would be %.3f in %s and %.3f in %s.",
              conflict.metric(),
              conflict.atLowestBaseRate(),
              lowest,
              conflict.atHighestBaseRate(),
              highest));
    }
    List<Conflict> ordered =
        conflicts.stream().sorted(Comparator.comparingDouble(Conflict::difference)).toList();
    sentences.add(
        String.format(
            Locale.ROOT,
            "Here the closest to parity is %s (difference %.3f), then %s (%.3f); what fails most is"
                + " %s (%.3f).",
            ordered.get(0).metric(),
            ordered.get(0).difference(),
            ordered.get(1).metric(),
            ordered.get(1).difference(),
            ordered.get(2).metric(),
            ordered.get(2).difference()));
    return String.join(" ", sentences);
  }

  private static Measure identityError(ConfusionCounts counts) {
    String name = "identityError";
    for (GroupMetric metric :
        List.of(
            GroupMetric.POSITIVE_PREDICTIVE_VALUE,
            GroupMetric.FALSE_POSITIVE_RATE,
            GroupMetric.FALSE_NEGATIVE_RATE)) {
      Measure measure = metric.of(counts, MetricFrame.DEFAULT_CONFIDENCE);
      if (!measure.isDefined()) {
        return Measure.undefined(name, String.valueOf(measure.reason()));
      }
    }
    if (counts.truePositives() == 0) {
      return Measure.undefined(name, "no favourable prediction is right");
    }
    double p = value(GroupMetric.BASE_RATE, counts);
    double ppv = value(GroupMetric.POSITIVE_PREDICTIVE_VALUE, counts);
    double fnr = value(GroupMetric.FALSE_NEGATIVE_RATE, counts);
    return Measure.of(
        name,
        Math.abs(value(GroupMetric.FALSE_POSITIVE_RATE, counts) - falsePositiveRate(p, ppv, fnr)));
  }

  private static double value(GroupMetric metric, ConfusionCounts counts) {
    return metric.of(counts, MetricFrame.DEFAULT_CONFIDENCE).get();
  }

  private static double falsePositiveRate(double p, double ppv, double fnr) {
    return p / (1 - p) * (1 - ppv) / ppv * (1 - fnr);
  }

  private static double falseNegativeRate(double p, double ppv, double fpr) {
    return 1 - fpr * (1 - p) / p * ppv / (1 - ppv);
  }

  private static double predictiveValue(double p, double fpr, double fnr) {
    double right = (1 - fnr) * p;
    return right / (right + fpr * (1 - p));
  }
}

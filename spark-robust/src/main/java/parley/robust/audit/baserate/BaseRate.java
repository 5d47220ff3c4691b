package parley.robust.audit.baserate;

import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;
import parley.measure.Interval;
import parley.measure.Measure;

/**
 * Predictive values at a stated prevalence p, by Bayes' rule (<a
 * href="https://doi.org/10.1136/bmj.309.6947.102">Altman and Bland 1994</a>):
 *
 * <pre>
 * PPV = TPR p / (TPR p + FPR (1 - p))
 * NPV = (1 - FPR)(1 - p) / ((1 - FPR)(1 - p) + (1 - TPR) p)
 * </pre>
 *
 * <p>Immutable, so safe for use by several threads.
 *
 * @param prevalence share of positive rows where the test is used, 0 to 1; taken as known
 * @param truePositiveRate 0 to 1
 * @param falsePositiveRate 0 to 1
 * @param counts what the rates were counted on; null if that is not known
 */
public record BaseRate(
    double prevalence,
    double truePositiveRate,
    double falsePositiveRate,
    @Nullable RateCounts counts) {

  /** Checks the rates. */
  public BaseRate {
    share("the prevalence", prevalence);
    share("the true positive rate", truePositiveRate);
    share("the false positive rate", falsePositiveRate);
  }

  /** From rates alone: values without intervals. */
  public static BaseRate of(double prevalence, double tpr, double fpr) {
    return new BaseRate(prevalence, tpr, fpr, null);
  }

  /**
   * From counts: values with intervals.
   *
   * @throws IllegalArgumentException if no positive or no negative row was counted
   */
  public static BaseRate of(double prevalence, RateCounts counts) {
    return new BaseRate(prevalence, counts.truePositiveRate(), counts.falsePositiveRate(), counts);
  }

  /** The PPV, under the name ppv; undefined if nothing is ever called positive. */
  public Measure ppv() {
    return measure(
        "ppv", this::ppvAt, "no row is called positive, so there is nothing to be right about");
  }

  /** The NPV, under the name npv; undefined if nothing is ever called negative. */
  public Measure npv() {
    return measure(
        "npv", this::npvAt, "no row is called negative, so there is nothing to be right about");
  }

  /** Share of right answers at the prevalence: TPR p + (1 - FPR)(1 - p). */
  public double accuracy() {
    return truePositiveRate * prevalence + (1 - falsePositiveRate) * (1 - prevalence);
  }

  /**
   * The largest false positive rate with which the PPV is at least the wanted one, under the name
   * falsePositiveRateForWantedPpv: TPR p (1 - v) / (v (1 - p)), at most 1. Undefined if no rate
   * does, since there are no positive rows or none of them is found.
   *
   * @param wantedPpv above 0, up to 1
   */
  public Measure falsePositiveRateFor(double wantedPpv) {
    String name = "falsePositiveRateForWantedPpv";
    if (!(wantedPpv > 0 && wantedPpv <= 1)) {
      throw new IllegalArgumentException(
          "cannot aim at a PPV: expected a number above 0 and up to 1, got " + wantedPpv);
    }
    double right = truePositiveRate * prevalence;
    if (right == 0) {
      String why = prevalence == 0 ? "there are no positive rows" : "no positive row is found";
      return Measure.undefined(name, why + ", so no positive answer is ever right");
    }
    double allowed = right * (1 - wantedPpv);
    double perUnit = wantedPpv * (1 - prevalence);
    return Measure.of(name, allowed >= perUnit ? 1 : allowed / perUnit);
  }

  /** What to expect of a million rows. */
  public ExpectedCounts expected() {
    return ExpectedCounts.of(this);
  }

  /**
   * Both values grow with the TPR and fall with the FPR, so the ends of a rectangle that holds both
   * rates are the ends of an interval that holds the value.
   */
  private Measure measure(String name, DoubleBinaryOperator value, String reason) {
    double at = value.applyAsDouble(truePositiveRate, falsePositiveRate);
    if (Double.isNaN(at)) {
      return Measure.undefined(name, reason);
    }
    if (counts == null) {
      return Measure.of(name, at);
    }
    Interval tpr = counts.truePositiveInterval();
    Interval fpr = counts.falsePositiveInterval();
    double lower = value.applyAsDouble(tpr.lower(), fpr.upper());
    double upper = value.applyAsDouble(tpr.upper(), fpr.lower());
    // A corner without a value occurs at a prevalence of 0 or 1 alone, where all values are equal.
    return Measure.of(
        name,
        at,
        new Interval(
            Double.isNaN(lower) ? at : Math.min(lower, at),
            Double.isNaN(upper) ? at : Math.max(upper, at),
            counts.confidence()));
  }

  private double ppvAt(double tpr, double fpr) {
    double right = tpr * prevalence;
    return right / (right + fpr * (1 - prevalence));
  }

  private double npvAt(double tpr, double fpr) {
    double right = (1 - fpr) * (1 - prevalence);
    return right / (right + (1 - tpr) * prevalence);
  }

  private static void share(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "cannot weigh answers by the base rate: expected " + what + " from 0 to 1, got " + value);
    }
  }
}

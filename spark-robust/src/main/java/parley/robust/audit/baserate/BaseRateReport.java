package parley.robust.audit.baserate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;
import parley.plot.NumberWords;

/**
 * Predictive values, and what is wrong with trusting the accuracy. Immutable, so safe for use by
 * several threads.
 *
 * @param rate prevalence and rates
 * @param wantedPpv the PPV below which a positive answer is worth too little, above 0, up to 1
 * @param dataAccuracy share of right answers in the rows that the rates were counted on; null if
 *     there were none
 * @param dataPrevalence share of positive rows there; null likewise
 */
public record BaseRateReport(
    BaseRate rate,
    double wantedPpv,
    @Nullable Double dataAccuracy,
    @Nullable Double dataPrevalence) {

  /** A report on rates alone. */
  public static BaseRateReport of(BaseRate rate, double wantedPpv) {
    return new BaseRateReport(rate, wantedPpv, null, null);
  }

  /** ppv, npv, accuracy at the prevalence, and falsePositiveRateForWantedPpv. */
  public List<Measure> measures() {
    return List.of(
        rate.ppv(),
        rate.npv(),
        Measure.of("accuracy", rate.accuracy()),
        rate.falsePositiveRateFor(wantedPpv));
  }

  /**
   * A sentence if the PPV is below the wanted one though an accuracy, at the prevalence or in the
   * rows, is not; and one if no positive answer is given at all.
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Measure ppv = rate.ppv();
    if (!ppv.isDefined()) {
      warnings.add("The PPV is not defined: " + ppv.reason() + ".");
      return warnings;
    }
    double here = rate.accuracy();
    boolean fromData = dataAccuracy != null && dataAccuracy > here;
    double best = fromData && dataAccuracy != null ? dataAccuracy : here;
    if (best >= wantedPpv && ppv.get() < wantedPpv) {
      warnings.add(
          "An accuracy of %s%s looks good, but at a prevalence of %s only %s of the positive answers are right, and %s was wanted. %s"
              .formatted(
                  NumberWords.percent(best),
                  fromData && dataPrevalence != null
                      ? " (where %s of the rows are positive)"
                          .formatted(NumberWords.percent(dataPrevalence))
                      : "",
                  NumberWords.percent(rate.prevalence()),
                  NumberWords.percent(ppv.get()),
                  NumberWords.percent(wantedPpv),
                  needed()));
    }
    return warnings;
  }

  private String needed() {
    Measure needed = rate.falsePositiveRateFor(wantedPpv);
    return needed.isDefined()
        ? "That takes a false positive rate of at most %s; it is %s."
            .formatted(
                NumberWords.percent(needed.get()), NumberWords.percent(rate.falsePositiveRate()))
        : "No false positive rate would do: " + needed.reason() + ".";
  }
}

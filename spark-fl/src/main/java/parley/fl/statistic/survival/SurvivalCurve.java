package parley.fl.statistic.survival;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.tail.Tails;

/**
 * A group's survival: at each point of the grid where a row ends. Kaplan and Meier 1958, <a
 * href="https://doi.org/10.1080/01621459.1958.10501452">doi 10.1080/01621459.1958.10501452</a>; the
 * standard error is Greenwood's, the interval that of ln(-ln S) at 95 %, the cumulative hazard
 * Nelson's and Aalen's. Immutable, thread-safe.
 *
 * @param group its level; empty where there are no groups
 * @param rows of the group
 * @param events of the group
 * @param time points where a row ends
 * @param atRisk rows that end there or later
 * @param eventsAt events there
 * @param censoredAt rows that end there without an event
 * @param survival chance to have no event up to that point, it included
 * @param standardError of survival; null where survival is 0
 * @param lower end of survival's interval; null where survival is 0 or 1
 * @param upper the other end
 * @param cumulativeHazard sum of events over rows at risk
 * @param median first point where survival is at most a half; null where it never is
 * @param restrictedMean area below the curve from 0 to the end of the grid
 */
public record SurvivalCurve(
    String group,
    long rows,
    long events,
    List<Double> time,
    List<Long> atRisk,
    List<Long> eventsAt,
    List<Long> censoredAt,
    List<Double> survival,
    List<@Nullable Double> standardError,
    List<@Nullable Double> lower,
    List<@Nullable Double> upper,
    List<Double> cumulativeHazard,
    @Nullable Double median,
    double restrictedMean) {
  private static final double QUANTILE = Tails.normalQuantile(0.95);

  /** The place of the last point up to a time; -1 before the first. */
  public int at(double when) {
    int place = -1;
    while (place + 1 < time.size() && time.get(place + 1) <= when) {
      place++;
    }
    return place;
  }

  /** Area below the curve from 0 to a time: the mean time without an event up to then. */
  public double restrictedMean(double to) {
    return area(time, survival, to);
  }

  private static double area(List<Double> time, List<Double> survival, double to) {
    double sum = 0;
    double from = 0;
    double height = 1;
    for (int k = 0; k < time.size() && time.get(k) < to; k++) {
      sum += height * (time.get(k) - from);
      from = time.get(k);
      height = survival.get(k);
    }
    return sum + height * (to - from);
  }

  static SurvivalCurve of(SurvivalCounts counts, int group) {
    long[] atRisk = counts.atRisk()[group];
    List<Double> time = new ArrayList<>();
    List<Long> risk = new ArrayList<>();
    List<Long> events = new ArrayList<>();
    List<Long> censored = new ArrayList<>();
    List<Double> survival = new ArrayList<>();
    List<@Nullable Double> error = new ArrayList<>();
    List<@Nullable Double> lower = new ArrayList<>();
    List<@Nullable Double> upper = new ArrayList<>();
    List<Double> hazard = new ArrayList<>();
    Double median = null;
    double s = 1;
    double greenwood = 0;
    double h = 0;
    long all = 0;
    for (int k = 0; k < atRisk.length; k++) {
      long d = counts.events()[group][k];
      long c = counts.censored()[group][k];
      if (d + c == 0) {
        continue;
      }
      long n = atRisk[k];
      s *= (double) (n - d) / n;
      greenwood += d == 0 ? 0 : (double) d / n / (n - d);
      h += (double) d / n;
      all += d;
      time.add(counts.grid().time(k));
      risk.add(n);
      events.add(d);
      censored.add(c);
      survival.add(s);
      hazard.add(h);
      if (median == null && s <= 0.5) {
        median = counts.grid().time(k);
      }
      double root = Math.sqrt(greenwood);
      error.add(s > 0 ? (Double) (s * root) : null);
      boolean inside = s > 0 && s < 1;
      double half = inside ? Math.exp(QUANTILE * root / Math.abs(Math.log(s))) : 1;
      lower.add(inside ? (Double) Math.pow(s, half) : null);
      upper.add(inside ? (Double) Math.pow(s, 1 / half) : null);
    }
    return new SurvivalCurve(
        counts.groups().get(group),
        atRisk[0],
        all,
        time,
        risk,
        events,
        censored,
        survival,
        error,
        lower,
        upper,
        hazard,
        median,
        area(time, survival, counts.grid().to()));
  }
}

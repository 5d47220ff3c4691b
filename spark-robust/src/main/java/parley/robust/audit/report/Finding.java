package parley.robust.audit.report;

import parley.measure.Interval;
import parley.measure.Measure;
import parley.plot.NumberWords;

/**
 * A figure and what it means. Immutable, so safe for use by several threads.
 *
 * @param measure its name is another for each finding of a report
 * @param words for readers who do not know the name
 */
public record Finding(Measure measure, String words) {

  /** Name, value and interval. */
  String statement() {
    String interval = interval(measure);
    return measure.isDefined()
        ? measure.name() + " = " + value(measure) + (interval.isEmpty() ? "" : ", " + interval)
        : measure.name() + " is undefined";
  }

  /** The words, and why there is no value where there is none. */
  String meaning() {
    return measure.isDefined() ? words : words + " Undefined here: " + measure.reason() + ".";
  }

  /** The value with up to six digits, or the word undefined. */
  static String value(Measure measure) {
    return measure.isDefined() ? NumberWords.number(measure.get()) : "undefined";
  }

  /** The interval, or nothing. */
  static String interval(Measure measure) {
    Interval interval = measure.interval();
    return interval == null
        ? ""
        : "%s to %s (%s)"
            .formatted(
                NumberWords.number(interval.lower()),
                NumberWords.number(interval.upper()),
                NumberWords.percent(interval.confidence()));
  }
}

package parley.measure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A figure of an audit, or the reason why there is none: never NaN. Immutable, so safe for use by
 * several threads.
 *
 * @param name the field's word for it, such as demographicParityDifference
 * @param value null if the figure is not defined on this data
 * @param interval null if none was asked for, or none is known
 * @param reason why there is no value; null if there is one
 */
public record Measure(
    String name, @Nullable Double value, @Nullable Interval interval, @Nullable String reason) {
  /** Checks that there is a finite value or a reason. */
  public Measure {
    if ((value == null) == (reason == null)) {
      throw new IllegalArgumentException(
          "cannot note " + name + ": expected a value or a reason why there is none");
    }
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "cannot note " + name + ": expected a finite value, got " + value);
    }
  }

  /** A figure without an interval. */
  public static Measure of(String name, double value) {
    return new Measure(name, value, null, null);
  }

  /** A figure with an interval. */
  public static Measure of(String name, double value, Interval interval) {
    return new Measure(name, value, interval, null);
  }

  /** A figure that this data does not have, and why. */
  public static Measure undefined(String name, String reason) {
    return new Measure(name, null, null, reason);
  }

  /** A ratio, undefined for the given reason where the denominator is 0. */
  public static Measure ratio(String name, double numerator, double denominator, String reason) {
    return denominator == 0 ? undefined(name, reason) : of(name, numerator / denominator);
  }

  /** Whether there is a value. */
  @JsonIgnore
  public boolean isDefined() {
    return value != null;
  }

  /**
   * The value.
   *
   * @throws IllegalStateException with the reason, if there is none
   */
  public double get() {
    if (value == null) {
      throw new IllegalStateException("cannot read " + name + ": " + reason);
    }
    return Objects.requireNonNull(value);
  }

  /** The same under another name. */
  public Measure as(String other) {
    return new Measure(other, value, interval, reason);
  }
}

package parley.robust.audit.frame;

import java.io.Serializable;
import parley.measure.Measure;

/**
 * A figure of a group that follows from its counts; {@link GroupMetric} has the usual ones. Others
 * can be written by whoever needs them.
 */
public interface CountMetric extends Serializable {
  /** The name in results, such as truePositiveRate. */
  String metricName();

  /**
   * The figure under {@link #metricName}, undefined with a reason where the counts do not have it.
   *
   * @param confidence of its interval, if it has one; such as 0.95
   */
  Measure of(ConfusionCounts counts, double confidence);
}

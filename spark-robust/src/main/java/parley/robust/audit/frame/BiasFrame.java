package parley.robust.audit.frame;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.measure.Measure;

/**
 * The mean of prediction less truth, in the unit of both, each with its interval if there are two
 * rows or more. Immutable, so safe for use by several threads.
 *
 * @param overall over all rows
 * @param byGroup by the groups' names; empty if there are none
 * @param warnings what the reader should know before trusting the figures
 */
public record BiasFrame(
    Measure overall, SortedMap<String, Measure> byGroup, List<String> warnings) {
  /** Takes copies. */
  public BiasFrame {
    byGroup = Collections.unmodifiableSortedMap(new TreeMap<>(byGroup));
    warnings = List.copyOf(warnings);
  }
}

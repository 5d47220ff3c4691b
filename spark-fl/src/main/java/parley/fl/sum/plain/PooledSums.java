package parley.fl.sum.plain;

import java.util.List;
import parley.fl.report.FitReport.Statement;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;

/**
 * Sums of rows that Spark has brought to one place, as if one provider had them all: for
 * comparison, and for what depends by definition on who has which rows. Stateless and thread-safe.
 */
public final class PooledSums {
  private PooledSums() {}

  /** A session; the factory is given what the partitions of all providers hold. */
  public static <T> SumSession open(SumRequest<T> request) {
    return new PlainSumSession(
        new PlainSums<>(
            // A shuffle: each partition is still computed where its provider is.
            request.rows().coalesce(1, true), List.of("all"), request.local(), request.terms()),
        request,
        new Statement("one executor", "the rows of all providers: not protected"));
  }
}

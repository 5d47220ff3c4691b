package parley.fl.report;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.apache.spark.ml.Model;

/**
 * The reports of the models of this process, kept as long as the model object lives: Spark's own
 * models have no place for one. A model that was saved and loaded, or copied, has none here. Safe
 * for use by several threads.
 */
public final class FitReports {
  private static final Map<Model<?>, FitReport> REPORTS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private FitReports() {}

  /** Keeps the report with its model. */
  public static void put(Model<?> model, FitReport report) {
    REPORTS.put(model, report);
  }

  /** The report of the fit that made this very object. */
  public static Optional<FitReport> of(Model<?> model) {
    return Optional.ofNullable(REPORTS.get(model));
  }
}

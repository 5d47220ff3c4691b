package parley.robust.audit.shift.column;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;
import parley.robust.audit.shift.rows.Bounds;

/**
 * How one column differs. Immutable, so safe for use by several threads.
 *
 * @param name of the column
 * @param kind {@code numeric}, {@code categorical}, or {@code missing} for the share of rows
 *     without a value in the column that {@link #column} names
 * @param prediction whether these are a model's predictions
 * @param referenceRows with a value
 * @param dataRows with a value
 * @param referenceMissing rows without
 * @param dataMissing rows without
 * @param test {@code kolmogorovSmirnov} or {@code chiSquare}
 * @param statistic of the test; against saved statistics the lower of its bounds
 * @param statisticBounds null where the statistic is exact
 * @param pValue of the test; against saved statistics the larger of its bounds
 * @param pValueBounds null where the statistic is exact
 * @param pValueMethod {@code exact} or {@code asymptotic}; null without a p value
 * @param rankError by how much the saved reference's ranks may be off, as a share; 0 where exact
 * @param adjustedBenjaminiHochberg the p value among those of all columns
 * @param adjustedHolm the same
 * @param wasserstein the area between the cumulative distributions, in the column's units;
 *     undefined for categories. Against saved statistics values between kept ones count as spread
 *     evenly
 * @param wassersteinBounds null where it is exact
 * @param psi population stability index
 * @param referenceMean undefined for categories
 * @param dataMean undefined for categories
 * @param unseenCategories in the data and not in the reference, the most frequent ones
 * @param unseenRows data rows of all such categories
 */
public record FeatureShift(
    String name,
    String kind,
    boolean prediction,
    long referenceRows,
    long dataRows,
    long referenceMissing,
    long dataMissing,
    String test,
    Measure statistic,
    @Nullable Bounds statisticBounds,
    Measure pValue,
    @Nullable Bounds pValueBounds,
    @Nullable String pValueMethod,
    double rankError,
    Measure adjustedBenjaminiHochberg,
    Measure adjustedHolm,
    Measure wasserstein,
    @Nullable Bounds wassersteinBounds,
    Measure psi,
    Measure referenceMean,
    Measure dataMean,
    List<String> unseenCategories,
    long unseenRows) {
  public static final String NUMERIC = "numeric";
  static final String CATEGORICAL = "categorical";
  static final String MISSING = "missing";
  static final String EXACT = "exact";
  static final String ASYMPTOTIC = "asymptotic";

  private static final String IS_MISSING = " (missing)";

  /** Takes a copy of the list. */
  public FeatureShift {
    unseenCategories = List.copyOf(unseenCategories);
  }

  /** What the comparison of a column's missing share is called. */
  static String missing(String column) {
    return column + IS_MISSING;
  }

  /** The column that was looked at: the name, but for a missing share. */
  public String column() {
    return kind.equals(MISSING) ? name.substring(0, name.length() - IS_MISSING.length()) : name;
  }

  public FeatureShift adjusted(Measure benjaminiHochberg, Measure holm) {
    return new FeatureShift(
        name,
        kind,
        prediction,
        referenceRows,
        dataRows,
        referenceMissing,
        dataMissing,
        test,
        statistic,
        statisticBounds,
        pValue,
        pValueBounds,
        pValueMethod,
        rankError,
        benjaminiHochberg,
        holm,
        wasserstein,
        wassersteinBounds,
        psi,
        referenceMean,
        dataMean,
        unseenCategories,
        unseenRows);
  }
}

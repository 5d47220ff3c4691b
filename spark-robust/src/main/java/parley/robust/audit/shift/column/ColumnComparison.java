package parley.robust.audit.shift.column;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.robust.audit.shift.rows.RowCounts;
import parley.robust.audit.shift.rows.ShiftColumns;

/**
 * Compares column by column, all numeric ones in one job and all categorical ones in another.
 *
 * @param bins of PSI
 * @param most categories of a column
 * @param warnings to add to
 */
public record ColumnComparison(ShiftColumns columns, int bins, int most, List<String> warnings) {

  /** Two samples; numeric columns first, not adjusted for their number. */
  public List<FeatureShift> compare(
      Dataset<Row> reference, RowCounts referenceCounts, Dataset<Row> data, RowCounts dataCounts) {
    List<FeatureShift> shifts = new ArrayList<>();
    if (!columns.numeric().isEmpty()) {
      List<NumericProfile> profiles = SortedValues.of(reference, data, columns.numeric(), bins);
      for (int f = 0; f < profiles.size(); f++) {
        String name = columns.numeric().get(f);
        shifts.add(
            numeric(name)
                .exact(profiles.get(f), referenceCounts.missing(name), dataCounts.missing(name)));
      }
    }
    if (!columns.categorical().isEmpty()) {
      Dataset<Row> values =
          CategoryCounts.values(reference, columns.categorical(), true)
              .unionAll(CategoryCounts.values(data, columns.categorical(), false));
      List<CategoryTable> tables = CategoryCounts.of(values, columns.categorical().size(), most);
      addCategorical(shifts, tables, referenceCounts::missing, dataCounts);
    }
    return shifts;
  }

  /** A sample and what was kept of another; the columns are those of the statistics. */
  public List<FeatureShift> compare(
      ReferenceStatistics reference, Dataset<Row> data, RowCounts dataCounts) {
    List<FeatureShift> shifts = new ArrayList<>();
    if (!columns.numeric().isEmpty()) {
      DataCounts[] found = DataCounts.of(data, reference.numeric());
      for (int f = 0; f < found.length; f++) {
        String name = columns.numeric().get(f);
        shifts.add(
            numeric(name)
                .summarised(reference.numeric().get(f), found[f], dataCounts.missing(name)));
      }
    }
    List<CategoricalSummary> kept = reference.categorical();
    if (!kept.isEmpty()) {
      Dataset<Row> values =
          CategoryCounts.values(data.sparkSession(), kept)
              .unionAll(CategoryCounts.values(data, columns.categorical(), false));
      List<CategoryTable> tables = new ArrayList<>();
      List<CategoryTable> counted = CategoryCounts.of(values, kept.size(), most);
      for (int f = 0; f < kept.size(); f++) {
        tables.add(counted.get(f).withUnnamed(kept.get(f).other()));
      }
      ToLongFunction<String> missing =
          name -> kept.get(columns.categorical().indexOf(name)).missing();
      addCategorical(shifts, tables, missing, dataCounts);
    }
    return shifts;
  }

  private void addCategorical(
      List<FeatureShift> shifts,
      List<CategoryTable> tables,
      ToLongFunction<String> referenceMissing,
      RowCounts dataCounts) {
    for (int f = 0; f < tables.size(); f++) {
      String name = columns.categorical().get(f);
      shifts.add(
          CategoricalShift.of(
              name,
              name.equals(columns.prediction()),
              tables.get(f),
              referenceMissing.applyAsLong(name),
              dataCounts.missing(name),
              warnings::add));
    }
  }

  private NumericShift numeric(String name) {
    return new NumericShift(name, name.equals(columns.prediction()), bins);
  }
}

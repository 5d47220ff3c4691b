package parley.robust.audit.shift.column;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.robust.audit.shift.rows.RowCounts;
import parley.robust.audit.shift.rows.ShiftColumns;

/** What to keep of a reference's columns. */
public final class ColumnSummaries {
  private ColumnSummaries() {}

  /** Of the numeric columns, from one sort. */
  public static List<NumericSummary> numeric(
      Dataset<Row> rows, ShiftColumns columns, RowCounts counts, int quantiles) {
    List<NumericSummary> summaries = new ArrayList<>();
    if (!columns.numeric().isEmpty()) {
      List<NumericProfile> profiles =
          SortedValues.of(rows, rows.limit(0), columns.numeric(), quantiles);
      for (int f = 0; f < profiles.size(); f++) {
        String name = columns.numeric().get(f);
        summaries.add(NumericSummary.of(name, profiles.get(f), counts.missing(name)));
      }
    }
    return summaries;
  }

  /** Of the categorical columns, from one count. */
  public static List<CategoricalSummary> categorical(
      Dataset<Row> rows, ShiftColumns columns, RowCounts counts, int most) {
    List<String> names = columns.categorical();
    List<CategoricalSummary> summaries = new ArrayList<>();
    if (!names.isEmpty()) {
      List<CategoryTable> tables =
          CategoryCounts.of(CategoryCounts.values(rows, names, true), names.size(), most);
      for (int f = 0; f < tables.size(); f++) {
        summaries.add(
            CategoricalSummary.of(names.get(f), tables.get(f), counts.missing(names.get(f))));
      }
    }
    return summaries;
  }
}

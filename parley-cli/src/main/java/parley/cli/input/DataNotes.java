package parley.cli.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.cli.table.Dropped;
import parley.cli.table.LabelledRows;
import parley.cli.table.TrainTestSplit;
import parley.fl.report.FitReport;

/** What a report and the JSON say of how the rows were read. */
public final class DataNotes {
  private DataNotes() {}

  /** Rows left out, where there are any. */
  public static List<FitReport.Choice> choices(TrainTestSplit split) {
    List<FitReport.Choice> choices = new ArrayList<>();
    for (LabelledRows rows : tables(split)) {
      Dropped dropped = rows.dropped();
      if (dropped.rows() > 0) {
        choices.add(
            new FitReport.Choice(
                "rows left out",
                "%d of %d of %s".formatted(dropped.rows(), dropped.of(), dropped.table()),
                "values are missing: " + dropped.columns()));
      }
    }
    return choices;
  }

  /** Warnings of all tables. */
  public static List<String> warnings(TrainTestSplit split) {
    return tables(split).stream().flatMap(rows -> rows.warnings().stream()).distinct().toList();
  }

  /**
   * For JSON: the rows left out of {@code --data}, and of {@code --test-data} where it is given.
   */
  public static Map<String, Object> json(TrainTestSplit split) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("droppedRows", split.train().dropped().toMap());
    if (split.ownTest() && split.test() != null) {
      all.put("droppedTestRows", split.test().dropped().toMap());
    }
    return all;
  }

  private static List<LabelledRows> tables(TrainTestSplit split) {
    return split.ownTest() && split.test() != null
        ? List.of(split.train(), split.test())
        : List.of(split.train());
  }
}

package parley.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.table.ColumnChoice;
import parley.cli.table.CsvTable;
import picocli.CommandLine.Option;

/** A file, and which of its columns are the label and the features. */
@SuppressWarnings("NullAway.Init")
abstract class ColumnOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "F.csv",
      description = "the rows, with a header line; those with a missing value are left out")
  private Path data;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "the column to predict")
  private String label;

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "A,B",
      description = "the columns to learn from (default: all others)")
  private List<String> features = new ArrayList<>();

  @Option(
      names = "--exclude",
      split = ",",
      paramLabel = "A,B",
      description = "columns to leave out")
  private List<String> exclude = new ArrayList<>();

  final CsvTable table() {
    return CsvTable.read(data);
  }

  final Path data() {
    return data;
  }

  final String label() {
    return label;
  }

  final ColumnChoice choice(@Nullable String positive, @Nullable String providerColumn) {
    return new ColumnChoice(label, positive, features, exclude, providerColumn);
  }
}

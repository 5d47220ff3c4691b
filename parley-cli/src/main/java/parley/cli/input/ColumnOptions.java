package parley.cli.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.table.ColumnChoice;
import parley.cli.table.Names;
import parley.cli.table.OneHot;
import parley.cli.table.Table;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** A table, and which of its columns are the label and the features. */
@SuppressWarnings("NullAway.Init")
public abstract class ColumnOptions extends TableOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "the rows, with named columns; those with a missing value are left out")
  private String data;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "the column to predict")
  private String label;

  @Option(
      names = "--features",
      paramLabel = "A,B",
      description = "the columns to learn from (default: all others)")
  private List<String> features = new ArrayList<>();

  @Option(names = "--exclude", paramLabel = "A,B", description = "columns to leave out")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--one-hot",
      paramLabel = "A,B",
      description =
          "feature columns of text: a feature each level but the first, 1 where it stands")
  private List<String> oneHot = new ArrayList<>();

  @Option(
      names = "--levels",
      paramLabel = "F.json",
      description =
          "for --one-hot: the levels agreed beforehand, {\"A\": [\"x\", \"y\"]} (default: those"
              + " that occur, in a simulation only)")
  private @Nullable Path levels;

  /** Opens the table of {@code --data}. */
  public final Table table(SparkSession spark) {
    return table(spark, data);
  }

  public final String data() {
    return data;
  }

  final String label() {
    return label;
  }

  public final ColumnChoice choice(@Nullable String positive, @Nullable String providerColumn) {
    List<String> text = Names.of(oneHot);
    if (levels != null && text.isEmpty()) {
      throw new InputException("cannot use --levels: it needs --one-hot");
    }
    return new ColumnChoice(
        label,
        positive,
        Names.of(features),
        Names.of(exclude),
        providerColumn,
        new OneHot(text, levels == null ? null : LevelsFile.read(levels)));
  }
}

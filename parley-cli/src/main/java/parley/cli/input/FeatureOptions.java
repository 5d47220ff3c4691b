package parley.cli.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.table.ColumnChoice;
import parley.cli.table.Names;
import parley.cli.table.OneHot;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** Which columns of a table are features, and of which kind. */
public abstract class FeatureOptions extends TableOptions {
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

  /**
   * The columns, checked as far as no table is needed.
   *
   * @param positive the label's value that counts as 1; null where each value is a class
   * @param providerColumn null where none says who holds a row
   */
  protected final ColumnChoice choice(
      String label, @Nullable String positive, @Nullable String providerColumn) {
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

  /** Refuses levels that nobody could have found. */
  protected static void checkLevels(SparkSession spark, ColumnChoice choice) {
    if (!choice.oneHot().columns().isEmpty()
        && choice.oneHot().levels() == null
        && !spark.sparkContext().isLocal()) {
      throw new InputException(
          "cannot use --one-hot with providers on a cluster: nobody sees the values of all rows"
              + " there, expected --levels that they agreed on");
    }
  }
}

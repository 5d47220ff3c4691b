package parley.cli.predict;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.TableOptions;
import parley.cli.table.FeatureColumns;
import parley.cli.table.LabelledRows;
import parley.cli.table.Names;
import parley.cli.table.Table;
import parley.cli.terminal.InputException;
import parley.fl.feature.IdxImages;
import picocli.CommandLine.Option;

/** The rows that a model answers. */
final class PredictedRows extends TableOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "the rows; those with a missing value are left out")
  private @Nullable String data;

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description = "or: images in a file as MNIST's, for a network that learnt from such")
  private @Nullable String images;

  @Option(
      names = "--sealed-rows",
      paramLabel = "FILE",
      description = "or: rows that the querier encrypted with parley seal")
  private java.nio.file.@Nullable Path sealed;

  /** Refuses none or both. */
  void check() {
    long given = Stream.of(data, images, sealed).filter(Objects::nonNull).count();
    if (given != 1) {
      throw new InputException(
          "cannot predict: expected one of --data FILE, --images FILE and --sealed-rows FILE, got "
              + (given == 0 ? "none" : given == 2 ? "two" : "all"));
    }
  }

  java.nio.file.@Nullable Path sealed() {
    return sealed;
  }

  /** The rows as a model takes them that has these features. */
  LabelledRows rows(SparkSession spark, FeatureColumns features) {
    if (images == null) {
      return LabelledRows.unlabelled(table(spark), features);
    }
    LabelledRows rows =
        LabelledRows.unlabelled(
            images, IdxImages.open(spark, new Path(Table.place(images)).toString()));
    if (!rows.features().equals(features.names())) {
      throw new InputException(
          "cannot predict: the model's features are no pixels of such images, expected %s, got %s"
              .formatted(
                  Names.some(features.names(), "features"),
                  Names.some(rows.features(), "features")));
    }
    return rows;
  }

  private Table table(SparkSession spark) {
    return table(spark, Objects.requireNonNull(data));
  }
}

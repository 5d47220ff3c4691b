package parley.cli.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.FeatureOptions;
import parley.cli.input.Frames;
import parley.cli.input.ModelColumns;
import parley.cli.input.TestRowOptions;
import parley.cli.model.ModelKind;
import parley.cli.table.ColumnChoice;
import parley.cli.table.LabelledRows;
import parley.cli.table.Table;
import parley.cli.table.TrainTestSplit;
import parley.cli.terminal.InputException;
import parley.fl.feature.IdxImages;
import parley.fl.image.ImageShape;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rows of a table, or images in files of their own: what to learn from, and measure on. */
final class NetworkDataOptions extends FeatureOptions {
  /** What a model of images calls its label. */
  private static final String IMAGE_LABEL = "label";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "the rows, with named columns; those with a missing value are left out")
  private @Nullable String data;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "the column to predict; each of its values is a class")
  private @Nullable String label;

  @Mixin private TestRowOptions testRows = new TestRowOptions();

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description = "or: images in a file as MNIST's, as it is or .gz")
  private @Nullable String images;

  @Option(names = "--labels", paramLabel = "FILE", description = "and: their labels")
  private @Nullable String labels;

  @Option(names = "--test-images", paramLabel = "FILE", description = "images to measure on")
  private @Nullable String testImages;

  @Option(names = "--test-labels", paramLabel = "FILE", description = "and: their labels")
  private @Nullable String testLabels;

  private @Nullable ImageShape shape;

  /** Whether any file is named. */
  boolean given() {
    return data != null || images != null;
  }

  /** Whether there are rows to measure on. */
  boolean measures() {
    return testRows.given() || testImages != null;
  }

  /** Refuses what does not go together, before any file is opened. */
  void check(@Nullable String providerColumn) {
    testRows.check();
    if ((data == null) == (images == null)) {
      throw new InputException(
          "cannot read rows: expected --data FILE or --images FILE, got "
              + (data == null ? "neither" : "both"));
    }
    if (data != null) {
      if (label == null) {
        throw new InputException("cannot read rows: --data needs --label COLUMN");
      }
      refuse("--data", Map.of("--labels", labels != null, "--test-images", testImages != null));
      return;
    }
    if (labels == null) {
      throw new InputException("cannot read images: --images needs --labels FILE");
    }
    if ((testImages == null) != (testLabels == null)) {
      throw new InputException(
          "cannot read images: expected --test-images with --test-labels, got one of them");
    }
    Map<String, Boolean> ofTables = new LinkedHashMap<>();
    ofTables.put("--label", label != null);
    ofTables.put("--provider-column", providerColumn != null);
    ofTables.put("--test-data", testRows.hasFile());
    refuse("--images", ofTables);
  }

  private static void refuse(String where, Map<String, Boolean> given) {
    given.forEach(
        (option, used) -> {
          if (used) {
            throw new InputException(
                "cannot use %s with %s: it is for other rows, expected one of the two"
                    .formatted(option, where));
          }
        });
  }

  /** Whether the rows are images in files of their own, whose shape these say. */
  boolean ofImages() {
    return images != null;
  }

  /** The images' shape, once they were read; null of a table. */
  @Nullable ImageShape shape() {
    return shape;
  }

  /** Reads the files and splits the rows, after {@link #check}. */
  TrainTestSplit read(SparkSession spark, @Nullable String providerColumn) {
    return images == null ? rows(spark, providerColumn) : images(spark);
  }

  private TrainTestSplit rows(SparkSession spark, @Nullable String providerColumn) {
    ColumnChoice choice = choice(Objects.requireNonNull(label), null, providerColumn);
    checkLevels(spark, choice);
    LabelledRows rows = choice.read(table(spark, Objects.requireNonNull(data)));
    return testRows.split(rows, file -> choice.readTest(table(spark, file), rows));
  }

  private TrainTestSplit images(SparkSession spark) {
    String name = Objects.requireNonNull(images);
    IdxImages read = open(spark, name, Objects.requireNonNull(labels));
    shape = read.shape();
    LabelledRows rows = LabelledRows.ofImages(name, read, null);
    if (testImages == null) {
      return testRows.split(rows, file -> rows);
    }
    if (testRows.given()) {
      throw new InputException(
          "cannot choose test images: expected --test-images or --test-every, got both");
    }
    IdxImages test = open(spark, testImages, Objects.requireNonNull(testLabels));
    if (!test.shape().equals(read.shape())) {
      throw new InputException(
          "cannot use %s: its images have %s pixels, expected %s as the training's"
              .formatted(testImages, test.shape(), read.shape()));
    }
    return new TrainTestSplit(rows, LabelledRows.ofImages(testImages, test, rows), true);
  }

  private static IdxImages open(SparkSession spark, String images, String labels) {
    return IdxImages.open(spark, path(images), path(labels));
  }

  private static String path(String location) {
    return new Path(Table.place(location)).toString();
  }

  /** Data, label and rows in words, for a report. */
  String words(TrainTestSplit split) {
    String named = data == null ? Objects.requireNonNull(images) : data;
    return "%s, label %s, %d classes; %d training rows, %d test rows"
        .formatted(
            Frames.lastName(named),
            label == null ? IMAGE_LABEL : label,
            split.train().classes().size(),
            split.train().count(),
            split.test() == null ? 0 : split.test().count());
  }

  /**
   * What a saved model has to remember.
   *
   * @param digest of what is encrypted; empty for none
   */
  ModelColumns columns(TrainTestSplit split, String digest) {
    return new ModelColumns(
        ModelKind.NETWORK.words(),
        split.train().columns(),
        label == null ? IMAGE_LABEL : label,
        null,
        split.train().classes(),
        digest);
  }
}

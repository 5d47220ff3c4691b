package parley.cli.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;
import parley.fl.feature.IdxImages;
import parley.fl.image.InputMap;
import parley.fl.image.PixelRange;

/**
 * Rows as numbers, in the table's order: {@code n} rows of {@code d} features each, labels from 0,
 * and the provider each row belongs to where a column says so. The rows are where Spark keeps them,
 * on its disk where memory is short; only counts come to the driver. Immutable, so safe for several
 * threads.
 */
public final class LabelledRows {
  private final FeatureColumns columns;
  private final JavaRDD<Row> rows;
  private final Labels labels;
  private final Dropped dropped;
  private final List<String> warnings;
  private long @Nullable [] counts;

  /** One row; a class that any of Spark's serializers can write. */
  @DefaultSerializer(JavaSerializer.class)
  public static final class Row implements Serializable {
    private static final long serialVersionUID = 1L;
    private final long number;
    private final long index;
    private final double[] x;
    private final double label;
    private final @Nullable String provider;

    Row(long number, long index, double[] x, double label, @Nullable String provider) {
      this.number = number;
      this.index = index;
      this.x = x;
      this.label = label;
      this.provider = provider;
    }

    /** The row's place in the table, from 0, missing ones counted. */
    public long number() {
      return number;
    }

    /** The row's place among these rows, from 0. */
    public long index() {
      return index;
    }

    /** The features' values; not to be changed. */
    public double[] x() {
      return x;
    }

    /** 0 or 1, or the place of its class in {@link #classes}. */
    public double label() {
      return label;
    }

    /** Who holds the row, null where no column says so. */
    public @Nullable String provider() {
      return provider;
    }

    Row at(long place) {
      return new Row(number, place, x, label, provider);
    }
  }

  private LabelledRows(
      FeatureColumns columns,
      JavaRDD<Row> rows,
      Labels labels,
      Dropped dropped,
      List<String> warnings) {
    this.columns = columns;
    this.rows = rows;
    this.labels = labels;
    this.dropped = dropped;
    this.warnings = List.copyOf(warnings);
  }

  static LabelledRows of(
      Table table,
      RowParser reader,
      FeatureColumns columns,
      Labels labels,
      Dropped dropped,
      List<String> warnings) {
    JavaRDD<Row> rows =
        table
            .rows()
            .mapPartitions(part -> new KeptRows(part, reader))
            .zipWithIndex()
            .map(pair -> pair._1().at(pair._2()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new LabelledRows(columns, rows, labels, dropped, warnings);
  }

  /**
   * Reads feature columns alone; every label is 0.
   *
   * @throws InputException if a column is unknown, text, NaN or infinite, or a level unknown
   */
  public static LabelledRows unlabelled(Table table, FeatureColumns features) {
    return new RowsBuilder(table, null, null).read(features.columns(), features);
  }

  /**
   * Images with their labels, each of which is a class.
   *
   * @param train rows whose classes these rows must have; null: there are none
   * @throws InputException if there is one class alone, or one that the rows to learn from have not
   */
  public static LabelledRows ofImages(String name, IdxImages images, @Nullable LabelledRows train) {
    long[] byLabel = images.labelCounts();
    List<String> found = new ArrayList<>();
    for (int label = 0; label < byLabel.length; label++) {
      if (byLabel[label] > 0) {
        found.add(Integer.toString(label));
      }
    }
    if (train == null && found.size() < 2) {
      throw new InputException(
          "cannot use the labels of %s: every image has label %s, expected two or more"
              .formatted(name, found.get(0)));
    }
    List<String> classes = train == null ? found : train.classes();
    if (!classes.containsAll(found)) {
      throw new InputException(
          "cannot use the labels of %s: expected the training images' %s, got %s"
              .formatted(name, String.join(", ", classes), String.join(", ", found)));
    }
    return images(name, images, new Labels(classes, found), byLabel);
  }

  /** Images alone; every label is 0. */
  public static LabelledRows unlabelled(String name, IdxImages images) {
    long[] counts = {images.count(), 0};
    return images(name, images, new Labels(List.of(), List.of()), counts);
  }

  private static LabelledRows images(String name, IdxImages images, Labels labels, long[] byLabel) {
    int[] places = new int[byLabel.length];
    long[] counts = new long[Math.max(2, labels.classes().size())];
    counts[0] = labels.classes().isEmpty() ? images.count() : 0;
    for (int place = 0; place < labels.classes().size(); place++) {
      int label = Integer.parseInt(labels.classes().get(place));
      places[label] = place;
      counts[place] = byLabel[label];
    }
    JavaRDD<Row> rows =
        images
            .frame()
            .select(IdxImages.NUMBER, IdxImages.FEATURES, IdxImages.LABEL)
            .javaRDD()
            .map(
                row ->
                    new Row(
                        row.getLong(0),
                        row.getLong(0),
                        row.<Vector>getAs(1).toArray(),
                        places[(int) row.getDouble(2)],
                        null));
    LabelledRows read =
        new LabelledRows(
            FeatureColumns.numbers(
                InputMap.read(InputMap.NONE, images.shape(), PixelRange.BYTES).names()),
            rows,
            labels,
            new Dropped(name, images.count(), 0, Map.of()),
            List.of());
    read.counts = counts;
    return read;
  }

  /** The features' names, in the order of each row's values. */
  public List<String> features() {
    return columns.names();
  }

  /** The columns that the features are made of. */
  public FeatureColumns columns() {
    return columns;
  }

  /** The rows without a missing value, in order. */
  public JavaRDD<Row> rows() {
    return rows;
  }

  /** The label's values, numbers by size before text; empty where one of two counts as positive. */
  public List<String> classes() {
    return labels.classes();
  }

  /** All values of the label, those of rows left out as well. */
  List<String> labels() {
    return labels.values();
  }

  /** The same rows with other values of the features. */
  public LabelledRows map(Function<double[], double[]> change) {
    JavaRDD<Row> changed =
        rows.map(
            row -> new Row(row.number, row.index, change.call(row.x), row.label, row.provider));
    return new LabelledRows(columns, changed, labels, dropped, warnings);
  }

  /** Rows that were left out because a value was missing. */
  public Dropped dropped() {
    return dropped;
  }

  /** What the user should know of the table. */
  public List<String> warnings() {
    return warnings;
  }

  /** How many rows there are. */
  public long count() {
    long all = 0;
    for (long of : counts()) {
      all += of;
    }
    return all;
  }

  /** How many rows have label 1. */
  public long positives() {
    return counts()[1];
  }

  /** How many rows each label has, from 0. */
  public long[] counts() {
    long[] known = counts;
    if (known == null) {
      int kinds = Math.max(2, labels.classes().size());
      known =
          rows.mapPartitions(
                  part -> {
                    long[] of = new long[kinds];
                    part.forEachRemaining(row -> of[(int) row.label]++);
                    return List.of(of).iterator();
                  })
              .fold(
                  new long[kinds],
                  (a, b) -> {
                    long[] sum = a.clone();
                    for (int k = 0; k < kinds; k++) {
                      sum[k] += b[k];
                    }
                    return sum;
                  });
      counts = known;
    }
    return known.clone();
  }

  /** The least and the largest value of each feature: two rows. */
  public double[][] ranges() {
    return rows.map(row -> new double[][] {row.x, row.x})
        .reduce(
            (a, b) -> {
              int d = a[0].length;
              double[][] both = new double[2][d];
              for (int j = 0; j < d; j++) {
                both[0][j] = Math.min(a[0][j], b[0][j]);
                both[1][j] = Math.max(a[1][j], b[1][j]);
              }
              return both;
            });
  }

  /** The same features, those rows whose index leaves the given remainder or does not. */
  LabelledRows filter(int every, int remainder, boolean keep) {
    JavaRDD<Row> kept =
        rows.filter(row -> (row.index % every == remainder) == keep)
            .map(
                row -> {
                  long before =
                      row.index <= remainder ? 0 : (row.index - remainder - 1) / every + 1;
                  return row.at(keep ? before : row.index - before);
                });
    return new LabelledRows(columns, kept, labels, dropped, warnings);
  }
}

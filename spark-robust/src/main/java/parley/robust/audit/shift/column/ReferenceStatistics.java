package parley.robust.audit.shift.column;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.json.JsonRecords;
import parley.robust.audit.shift.label.LabelConfusion;

/**
 * What is kept of a reference, to compare data with later and without its rows: of a numeric column
 * exact counts at its quantiles, of a categorical one the most frequent categories. It is not
 * anonymous: minimum, maximum, quantiles and rare categories are values of rows. Immutable, so safe
 * for use by several threads.
 *
 * @param version of the form, {@link #VERSION}
 * @param rows of the reference, 1 or more
 * @param prediction the column of predictions; null if there was none
 * @param label the column of true classes; null if there was none
 * @param numeric a summary a numeric column
 * @param categorical a summary a categorical column
 * @param confusion of predictions and true classes; null without one of them
 */
public record ReferenceStatistics(
    int version,
    long rows,
    @Nullable String prediction,
    @Nullable String label,
    List<NumericSummary> numeric,
    List<CategoricalSummary> categorical,
    @Nullable LabelConfusion confusion) {
  /** The form that this class writes and reads. */
  public static final int VERSION = 1;

  private static final String WHAT = "the reference statistics";

  /**
   * Takes copies, and checks that columns have as many rows as there are.
   *
   * @throws InvalidDataException if they have not, or the version is another
   */
  public ReferenceStatistics {
    if (version != VERSION) {
      throw new InvalidDataException(
          "cannot use the reference statistics: expected version %d, got %d"
              .formatted(VERSION, version));
    }
    numeric = List.copyOf(numeric);
    categorical = List.copyOf(categorical);
    Set<String> names = new HashSet<>();
    numeric.forEach(s -> check(names, s.name(), s.count() + s.missing(), rows));
    categorical.forEach(s -> check(names, s.name(), s.count() + s.missing(), rows));
    if (names.isEmpty() || rows < 1) {
      throw new InvalidDataException(
          "cannot use the reference statistics: expected a row and a column or more, got %d rows"
              .formatted(rows));
    }
  }

  private static void check(Set<String> names, String name, long count, long rows) {
    if (!names.add(name)) {
      throw new InvalidDataException(
          "cannot use the reference statistics: column %s is there twice".formatted(name));
    }
    if (count != rows) {
      throw new InvalidDataException(
          "cannot use the reference statistics: expected %d rows of column %s, got %d"
              .formatted(rows, name, count));
    }
  }

  /** One line of JSON. */
  public String toJson() {
    return JsonRecords.write(this, WHAT);
  }

  /**
   * The statistics of {@link #toJson}.
   *
   * @throws InvalidDataException if the text is something else, or was changed so that no reference
   *     could have it
   */
  public static ReferenceStatistics fromJson(String json) {
    return JsonRecords.read(json, ReferenceStatistics.class, WHAT);
  }

  /**
   * Writes {@link #toJson} to a path of any file system that Hadoop knows, in the place of what is
   * there.
   *
   * @throws ParleyException if it cannot be written
   */
  public void save(SparkSession spark, String path) {
    Path file = new Path(path);
    try {
      FileSystem files = file.getFileSystem(spark.sparkContext().hadoopConfiguration());
      try (FSDataOutputStream out = files.create(file, true)) {
        out.write(toJson().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new ParleyException("cannot write " + path + ": " + e, e);
    }
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws ParleyException if it cannot be read, or is something else
   */
  public static ReferenceStatistics load(SparkSession spark, String path) {
    Path file = new Path(path);
    try {
      FileSystem files = file.getFileSystem(spark.sparkContext().hadoopConfiguration());
      try (FSDataInputStream in = files.open(file)) {
        return fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new ParleyException("cannot read " + path + ": " + e, e);
    }
  }
}

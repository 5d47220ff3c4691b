package parley.fl.data;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.source.FilePartitions;
import parley.mhe.runtime.cluster.ProviderJobs;
import scala.Tuple2;

/**
 * Rows by provider: partition k holds those of provider k, at its home. With a provider column the
 * providers are its values, sorted as strings, and Spark moves the rows to them; without one each
 * partition is a provider, and its rows stay in its executor. Rows that lie in the providers' own
 * files have their names from there. Immutable.
 *
 * @param providers their names
 * @param rows the selected columns, the provider's name after them
 */
public record ProviderRdd(List<String> providers, JavaRDD<Row> rows) {
  /**
   * The rows by provider.
   *
   * @param purpose what cannot be done without rows, such as "train"
   * @param selected what is read
   * @param providerCol column that names each row's provider; null if each partition is one
   * @param partitionProviders without such a column, sorted names of the partitions' providers;
   *     empty for their numbers
   * @throws InvalidDataException without rows, with nulls among the names, or with other numbers of
   *     names and partitions
   */
  public static ProviderRdd of(
      String purpose,
      Dataset<?> frame,
      List<Column> selected,
      @Nullable String providerCol,
      List<String> partitionProviders) {
    List<Column> all = new ArrayList<>(selected);
    all.add(
        providerCol == null
            ? functions.lit("").as("provider")
            : functions.col(quoted(providerCol)).cast("string").as("provider"));
    Dataset<Row> chosen = frame.select(all.toArray(Column[]::new));
    if (providerCol != null && FilePartitions.isFrom(chosen.javaRDD().rdd())) {
      throw new InvalidDataException(
          "cannot use column "
              + providerCol
              + " to tell the providers apart: the rows are in the providers' own files and would"
              + " leave them, expected no such column");
    }
    List<String> providers =
        providerCol == null
            ? partitions(purpose, chosen, partitionProviders)
            : providers(purpose, chosen.select("provider"), providerCol);
    JavaRDD<Row> rows =
        providerCol == null ? chosen.javaRDD() : regroup(chosen.javaRDD(), providers);
    return new ProviderRdd(providers, ProviderJobs.pin(rows, providers));
  }

  private static List<String> partitions(
      String purpose, Dataset<Row> selected, List<String> given) {
    JavaRDD<Row> rows = selected.javaRDD();
    int partitions = rows.getNumPartitions();
    if (partitions == 0) {
      throw noRows(purpose);
    }
    if (FilePartitions.isFrom(rows.rdd())) {
      return files(rows, given);
    }
    List<String> names = new ArrayList<>(given);
    // As wide as the largest, so that they sort as the partitions do.
    int width = String.valueOf(partitions - 1).length();
    for (int k = 0; k < partitions && given.isEmpty(); k++) {
      names.add(String.format("%0" + width + "d", k));
    }
    if (names.size() != partitions) {
      throw new InvalidDataException(
          "cannot tell the providers apart: expected a partition for each of "
              + given
              + ", got "
              + partitions
              + " partitions");
    }
    return List.copyOf(names);
  }

  /** The rows of each provider's own file, which its partition has and no other. */
  private static List<String> files(JavaRDD<Row> rows, List<String> given) {
    List<String> names =
        FilePartitions.providers(rows.rdd())
            .orElseThrow(
                () ->
                    new InvalidDataException(
                        "cannot keep rows in their providers' files: the table's steps move them,"
                            + " expected steps that leave each row in its partition, got a shuffle,"
                            + " a union or other partitions"));
    if (!given.isEmpty() && !given.equals(names)) {
      throw new InvalidDataException(
          "cannot tell the providers apart: the rows are in the files of "
              + names
              + ", expected these or no names, got "
              + given);
    }
    return List.copyOf(names);
  }

  private static List<String> providers(String purpose, Dataset<Row> column, String name) {
    List<String> found = new ArrayList<>();
    for (Row row : column.distinct().collectAsList()) {
      if (row.isNullAt(0)) {
        throw new InvalidDataException(
            "cannot tell the providers apart: column " + name + " has nulls, expected none");
      }
      found.add(row.getString(0));
    }
    if (found.isEmpty()) {
      throw noRows(purpose);
    }
    found.sort(null);
    return List.copyOf(found);
  }

  private static InvalidDataException noRows(String purpose) {
    return new InvalidDataException(
        "cannot " + purpose + ": the data set has no rows, expected some");
  }

  private static JavaRDD<Row> regroup(JavaRDD<Row> rows, List<String> providers) {
    return rows.mapToPair(row -> new Tuple2<>(row.getString(row.size() - 1), row))
        .partitionBy(new ProviderPartitioner(providers))
        .values();
  }

  /** A column's name as Spark reads it literally. */
  public static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }
}

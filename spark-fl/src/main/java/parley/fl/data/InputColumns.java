package parley.fl.data;

import java.util.List;
import java.util.TreeSet;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The columns a training reads, and whose they are. Immutable, so safe for use by several threads.
 *
 * @param features column of vectors
 * @param label column of numbers, 0 or 1
 * @param weight column of numbers; null if every row counts 1
 * @param provider column of strings or numbers; null if each partition is a provider
 * @param partitionProviders without a provider column, sorted names of the partitions' providers;
 *     empty for their numbers
 */
public record InputColumns(
    String features,
    String label,
    @Nullable String weight,
    @Nullable String provider,
    List<String> partitionProviders) {

  /**
   * Takes a copy of the names.
   *
   * @throws IllegalArgumentException with both a column and names, or when names are not sorted
   */
  public InputColumns {
    partitionProviders = List.copyOf(partitionProviders);
    if (provider != null && !partitionProviders.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot tell the providers apart: expected a provider column or the partitions'"
              + " providers, got both");
    }
    List<String> sorted = List.copyOf(new TreeSet<>(partitionProviders));
    if (!sorted.equals(partitionProviders)) {
      throw new IllegalArgumentException(
          "cannot tell the providers apart: expected the partitions' providers sorted, each once,"
              + " as "
              + sorted
              + ", got "
              + partitionProviders);
    }
  }

  /** Without weights, each partition a provider. */
  public static InputColumns of(String features, String label) {
    return new InputColumns(features, label, null, null, List.of());
  }

  /** The same with a column of row weights. */
  public InputColumns withWeight(String column) {
    return new InputColumns(features, label, column, provider, partitionProviders);
  }

  /** The same with a column that names each row's provider. */
  public InputColumns withProvider(String column) {
    return new InputColumns(features, label, weight, column, List.of());
  }

  /** The same with a name for each partition's provider, sorted. */
  public InputColumns withPartitionProviders(List<String> names) {
    return new InputColumns(features, label, weight, null, names);
  }

  /**
   * Checks that the columns are there and of the right types.
   *
   * @throws IllegalArgumentException if one is not; the message names it
   */
  public void check(StructType schema) {
    checkFeatures(schema, features);
    SchemaColumns.checkNumbers(schema, label, "the label");
    if (weight != null) {
      SchemaColumns.checkNumbers(schema, weight, "row weights");
    }
    if (provider != null) {
      DataType type = SchemaColumns.type(schema, provider);
      if (!(type instanceof StringType) && !(type instanceof NumericType)) {
        throw SchemaColumns.wrong(provider, "providers", "strings or numbers", type);
      }
    }
  }

  /**
   * Checks that a column is there and holds vectors.
   *
   * @throws IllegalArgumentException if not
   */
  public static void checkFeatures(StructType schema, String column) {
    DataType type = SchemaColumns.type(schema, column);
    if (!type.equals(SQLDataTypes.VectorType())) {
      throw SchemaColumns.wrong(column, "features", "vectors", type);
    }
  }

  /**
   * The schema with a column of numbers behind, unless it has no name.
   *
   * @throws IllegalArgumentException if there is one of that name
   */
  public static StructType withNumber(StructType schema, String column) {
    if (column.isEmpty()) {
      return schema;
    }
    if (List.of(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          "cannot add column " + column + ": the data has one of that name, expected none");
    }
    return schema.add(column, DataTypes.DoubleType, false);
  }
}

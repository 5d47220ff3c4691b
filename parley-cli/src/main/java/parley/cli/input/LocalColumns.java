package parley.cli.input;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import parley.cli.table.ColumnChoice;
import parley.cli.table.Names;
import parley.cli.terminal.InputException;
import parley.ml.column.Columns;

/**
 * The columns to learn from of rows that lie in their providers' own files, of which this process
 * learns names and types alone: what a cell holds is not looked at here.
 *
 * @param manifest says which provider has which file
 * @param choice the label, its positive value, and the features
 */
public record LocalColumns(String manifest, ColumnChoice choice) {

  /**
   * Columns features and label, each provider's in a partition of its own; rows with a missing
   * value are left out where they are.
   *
   * @throws InputException if a column is unknown or no number
   */
  public Dataset<Row> frame(SparkSession spark) {
    Dataset<Row> rows = HomeTable.typed(spark, manifest);
    List<String> names = features(rows.schema());
    Column label = isPositive(rows.schema()).cast("double");
    Column complete = label.isNotNull();
    for (String name : names) {
      complete = complete.and(Columns.column(name).isNotNull());
    }
    Column[] values =
        names.stream().map(name -> Columns.column(name).cast("double")).toArray(Column[]::new);
    return rows.filter(complete)
        .select(
            array_to_vector(array(values)).as(Frames.FEATURES, Frames.names(names)),
            label.as(Frames.LABEL));
  }

  /** The features' names, in order, of what {@link #frame} gave. */
  public List<String> features(Dataset<Row> frame) {
    List<String> names = new ArrayList<>();
    for (Attribute each :
        AttributeGroup.fromStructField(frame.schema().apply(Frames.FEATURES)).attributes().get()) {
      names.add(each.name().get());
    }
    return names;
  }

  /** Files and label in words, for a report. */
  public String words() {
    return "the providers' files of %s, label %s, positive %s"
        .formatted(Frames.lastName(manifest), choice.label(), choice.positive());
  }

  private List<String> features(StructType schema) {
    List<String> all = List.of(schema.fieldNames());
    type(schema, choice.label());
    List<String> names = new ArrayList<>(choice.features().isEmpty() ? all : choice.features());
    choice.exclude().forEach(name -> type(schema, name));
    names.remove(choice.label());
    names.removeAll(choice.exclude());
    for (String name : names) {
      DataType type = type(schema, name);
      if (!(type instanceof NumericType)) {
        throw new InputException(
            "cannot use column '%s' of the providers' files as a feature: expected numbers, got %s; leave it out with --exclude"
                .formatted(name, type.simpleString()));
      }
    }
    if (names.isEmpty()) {
      throw new InputException("cannot choose features: no column of " + manifest + " is left");
    }
    return names;
  }

  private Column isPositive(StructType schema) {
    Column label = Columns.column(choice.label());
    String positive = String.valueOf(choice.positive());
    if (!(type(schema, choice.label()) instanceof NumericType)) {
      return label.cast("string").equalTo(positive);
    }
    try {
      return label.cast("double").equalTo(lit(Double.parseDouble(positive)));
    } catch (NumberFormatException e) {
      throw new InputException(
          "cannot use label '%s': its values are numbers, expected one for --positive, got '%s'"
              .formatted(choice.label(), positive),
          e);
    }
  }

  private DataType type(StructType schema, String column) {
    List<String> all = List.of(schema.fieldNames());
    if (!all.contains(column)) {
      throw new InputException(
          "cannot find column '%s' in the files of %s: expected one of %s"
              .formatted(column, manifest, Names.some(all, "columns")));
    }
    return schema.apply(column).dataType();
  }
}

package parley.cli.input;

import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import parley.cli.table.LabelledRows;
import parley.cli.terminal.Console;

/** Rows of a table as the DataFrames that estimators take. */
public final class Frames {
  public static final String FEATURES = "features";
  public static final String LABEL = "label";
  public static final String PROVIDER = "provider";
  public static final String NUMBER = "number";

  private Frames() {}

  /** Columns features, label and provider. */
  public static Dataset<Row> train(SparkSession spark, LabelledRows rows, Providers providers) {
    StructType schema =
        features(rows).add(LABEL, DataTypes.DoubleType).add(PROVIDER, DataTypes.StringType);
    return spark.createDataFrame(
        rows.rows()
            .map(row -> RowFactory.create(Vectors.dense(row.x()), row.label(), providers.of(row))),
        schema);
  }

  /** Columns features, label and number, the row's place in its file. */
  public static Dataset<Row> test(SparkSession spark, LabelledRows rows) {
    StructType schema =
        features(rows).add(LABEL, DataTypes.DoubleType).add(NUMBER, DataTypes.LongType);
    return spark.createDataFrame(
        rows.rows()
            .map(row -> RowFactory.create(Vectors.dense(row.x()), row.label(), row.number())),
        schema);
  }

  private static StructType features(LabelledRows rows) {
    return new StructType().add(FEATURES, SQLDataTypes.VectorType(), false, names(rows.features()));
  }

  /** Metadata of a column of vectors: the features' names, so that messages can name them. */
  static Metadata names(List<String> features) {
    Attribute[] names =
        features.stream()
            .map(name -> NumericAttribute.defaultAttr().withName(name))
            .toArray(Attribute[]::new);
    return new AttributeGroup(FEATURES, names).toMetadata();
  }

  /** Says what was left out and what to know of the rows. */
  public static void introduce(Console console, LabelledRows rows) {
    if (rows.dropped().rows() > 0) {
      console.say(
          "%d rows with missing values left out (%s)"
              .formatted(rows.dropped().rows(), rows.dropped().columns()));
    }
    rows.warnings().forEach(warning -> console.say("warning: " + warning));
  }

  /** A table's own name, for titles: the last part of a path. */
  public static String lastName(String location) {
    List<String> parts = List.of(location.split("/"));
    return parts.isEmpty() ? location : parts.get(parts.size() - 1);
  }
}

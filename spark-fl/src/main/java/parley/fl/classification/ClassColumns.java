package parley.fl.classification;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import parley.fl.network.TrainedNetwork;

/**
 * The columns that a classifier of several classes adds; an empty name leaves one out, as in Spark.
 *
 * @param raw vectors of a score a class
 * @param probability vectors of a probability a class
 * @param prediction the class with the largest score; of two the second where its probability is
 *     above the threshold
 * @param classes how many
 * @param kind how probabilities follow from scores
 */
record ClassColumns(
    String raw, String probability, String prediction, int classes, ClassScores kind) {

  /** The schema with these columns behind, which tell how many classes there are. */
  StructType append(StructType schema) {
    StructType result = raw.isEmpty() ? schema : add(schema, vectors(raw));
    result = probability.isEmpty() ? result : add(result, vectors(probability));
    return prediction.isEmpty() ? result : add(result, nominal());
  }

  private StructField vectors(String column) {
    return new AttributeGroup(column, classes).toStructField();
  }

  private StructField nominal() {
    return NominalAttribute.defaultAttr()
        .withName(prediction)
        .withNumValues(classes)
        .toStructField();
  }

  private static StructType add(StructType schema, StructField column) {
    if (List.of(schema.fieldNames()).contains(column.name())) {
      throw new IllegalArgumentException(
          "cannot add column " + column.name() + ": the data has one of that name, expected none");
    }
    return schema.add(column);
  }

  /** The rows with these columns behind, computed when they are asked for. */
  Dataset<Row> append(Dataset<?> rows, String features, TrainedNetwork network, double threshold) {
    Dataset<Row> frame = rows.toDF();
    Column scores =
        functions.udf(new Scores(network), SQLDataTypes.VectorType()).apply(quoted(features));
    if (!raw.isEmpty()) {
      frame = frame.withColumn(raw, scores, vectors(raw).metadata());
      scores = quoted(raw);
    }
    if (!probability.isEmpty()) {
      frame =
          frame.withColumn(
              probability,
              functions.udf(new Probabilities(kind), SQLDataTypes.VectorType()).apply(scores),
              vectors(probability).metadata());
    }
    if (!prediction.isEmpty()) {
      frame =
          frame.withColumn(
              prediction,
              functions.udf(new Largest(kind, threshold), DataTypes.DoubleType).apply(scores),
              nominal().metadata());
    }
    return frame;
  }

  /** The values for one row's scores, in the order of {@link #append(StructType)}. */
  List<Object> values(double[] scores, double threshold) {
    Vector vector = Vectors.dense(scores);
    List<Object> values = new ArrayList<>();
    if (!raw.isEmpty()) {
      values.add(vector);
    }
    if (!probability.isEmpty()) {
      values.add(new Probabilities(kind).call(vector));
    }
    if (!prediction.isEmpty()) {
      values.add(new Largest(kind, threshold).call(vector));
    }
    return values;
  }

  private static Column quoted(String column) {
    return functions.col("`" + column.replace("`", "``") + "`");
  }

  /** A score a class. */
  @DefaultSerializer(JavaSerializer.class)
  private record Scores(TrainedNetwork network) implements UDF1<Vector, Vector> {
    private static final long serialVersionUID = 1L;

    @Override
    public Vector call(Vector features) {
      return Vectors.dense(network.outputs(features.toArray()));
    }
  }

  /** A probability a class. */
  @DefaultSerializer(JavaSerializer.class)
  private record Probabilities(ClassScores kind) implements UDF1<Vector, Vector> {
    private static final long serialVersionUID = 1L;

    @Override
    public Vector call(Vector scores) {
      return Vectors.dense(kind.probabilities(scores.toArray()));
    }
  }

  /** What is predicted. */
  @DefaultSerializer(JavaSerializer.class)
  private record Largest(ClassScores kind, double threshold) implements UDF1<Vector, Double> {
    private static final long serialVersionUID = 1L;

    @Override
    public Double call(Vector scores) {
      return (double) kind.predicted(scores.toArray(), threshold);
    }
  }
}

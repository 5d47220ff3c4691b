package parley.robust.attack;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.ml.column.Columns;

/**
 * The columns that an attack reads and adds. Immutable, so safe for use by several threads.
 *
 * @param id null if the attack draws no random numbers
 * @param target null if any wrong label will do
 * @param seed what random numbers follow from, besides the id
 */
@DefaultSerializer(JavaSerializer.class)
record AttackColumns(
    String features,
    String label,
    @Nullable String id,
    @Nullable String target,
    long seed,
    String adversarial,
    String success,
    String distance)
    implements Serializable {

  static AttackColumns of(
      AttackStage<?> stage, @Nullable String id, @Nullable String target, long seed) {
    return new AttackColumns(
        stage.getOrDefault(stage.featuresCol()),
        stage.getOrDefault(stage.labelCol()),
        id,
        target,
        seed,
        stage.getOrDefault(stage.adversarialCol()),
        stage.getOrDefault(stage.successCol()),
        stage.getOrDefault(stage.distanceCol()));
  }

  /**
   * The schema with the attack's columns behind. The attacked vectors keep the names that the
   * features have in their column's metadata.
   *
   * @throws IllegalArgumentException if a column is missing, in the way or of the wrong type
   */
  StructType append(StructType schema, int numFeatures) {
    Columns.vectors(schema, features, numFeatures);
    Columns.numbers(schema, label);
    if (id != null) {
      Columns.ids(schema, id);
    }
    if (target != null) {
      Columns.numbers(schema, target);
    }
    Columns.free(schema, adversarial);
    AttributeGroup names = AttributeGroup.fromStructField(schema.apply(features));
    StructField attacked =
        names.size() < 0
            ? new AttributeGroup(adversarial, numFeatures).toStructField()
            : new StructField(
                adversarial, SQLDataTypes.VectorType(), false, schema.apply(features).metadata());
    StructType result = schema.add(attacked);
    Columns.free(result, success);
    result = result.add(success, DataTypes.BooleanType, false);
    Columns.free(result, distance);
    return result.add(distance, DataTypes.DoubleType, false);
  }
}

package parley.robust.attack;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Where in a row the columns are that an attack reads; -1 for one that it does not have. Rows do
 * not say so themselves: those that a typed map made have no schema.
 *
 * @param seed what random numbers follow from, besides the id
 */
@DefaultSerializer(JavaSerializer.class)
record AttackPlaces(int features, int label, int id, int target, long seed)
    implements Serializable {

  static AttackPlaces of(AttackColumns columns, StructType schema) {
    return new AttackPlaces(
        schema.fieldIndex(columns.features()),
        schema.fieldIndex(columns.label()),
        place(schema, columns.id()),
        place(schema, columns.target()),
        columns.seed());
  }

  private static int place(StructType schema, @Nullable String column) {
    return column == null ? -1 : schema.fieldIndex(column);
  }
}

package parley.fl.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VariantType;
import org.jspecify.annotations.Nullable;
import parley.fl.data.ProviderRdd;
import parley.mhe.protocol.WireWriter;

/**
 * A number of 64 bits for each row: a hash of all columns of the table that it comes from, so that
 * statistics of other columns of the same rows agree, or of one column that names the rows. It
 * stays with the provider. Callers do not change the array; thread-safe.
 *
 * @param values in the order of the rows
 * @param by that column; empty for all
 */
@DefaultSerializer(JavaSerializer.class)
record RowIds(long[] values, String by) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Doubles beyond it are whole, and may not be what a longer text says. */
  static final double LARGEST_WHOLE = 0x1p53;

  /**
   * What Spark computes the number from.
   *
   * @param column that names the rows; null for all columns
   */
  static Column of(StructType schema, @Nullable String column) {
    List<Column> hashed = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (column == null ? canHash(field.dataType()) : field.name().equals(column)) {
        Column value = functions.col(ProviderRdd.quoted(field.name()));
        hashed.add(part(value, field.dataType()));
        // A hash passes nulls over, so that (1, null) would be (null, 1).
        hashed.add(value.isNull());
      }
    }
    return hashed.isEmpty() ? functions.lit(0L) : functions.xxhash64(hashed.toArray(Column[]::new));
  }

  /** What is hashed of a value: of a number the same, whether it was read as one or as text. */
  private static Column part(Column value, DataType type) {
    if (type instanceof IntegralType) {
      return value.cast("long");
    }
    if (type instanceof NumericType) {
      Column number = value.cast("double");
      Column whole =
          functions.abs(number).lt(LARGEST_WHOLE).and(functions.floor(number).equalTo(number));
      return functions.when(whole, number.cast("long")).otherwise(functions.xxhash64(number));
    }
    if (type instanceof StringType || type instanceof BooleanType) {
      return functions.udf(new TextHash(), DataTypes.LongType).apply(value.cast("string"));
    }
    return value;
  }

  /** Spark hashes no maps, nor what holds one. */
  private static boolean canHash(DataType type) {
    if (type instanceof ArrayType array) {
      return canHash(array.elementType());
    }
    if (type instanceof StructType struct) {
      return Arrays.stream(struct.fields()).allMatch(field -> canHash(field.dataType()));
    }
    return !(type instanceof MapType) && !(type instanceof VariantType);
  }

  byte[] sha256() {
    return new WireWriter().add(by).add(values).sha256();
  }
}

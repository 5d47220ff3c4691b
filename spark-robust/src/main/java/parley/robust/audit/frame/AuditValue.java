package parley.robust.audit.frame;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.jspecify.annotations.Nullable;

/**
 * A value that a caller names, and how a column's values are compared with it: two values are the
 * same if they are the same text, or if both are written as numbers and equal as doubles. So 1, 1.0
 * and "1" are one value; "yes" and "Yes" are two. A name is compared as text alone.
 *
 * @param text as it was given
 * @param number null if the text is none, or a name
 */
@DefaultSerializer(JavaSerializer.class)
record AuditValue(String text, @Nullable Double number) implements Serializable {
  private static final String NUMBER = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";
  private static final Pattern IS_NUMBER = Pattern.compile(NUMBER);
  private static final double WHOLE = 1e15;

  static AuditValue of(String text) {
    return new AuditValue(text, IS_NUMBER.matcher(text).matches() ? Double.valueOf(text) : null);
  }

  /** A name: only the same text is the same value. */
  static AuditValue ofText(String text) {
    return new AuditValue(text, null);
  }

  boolean isSame(String other) {
    if (text.equals(other)) {
      return true;
    }
    Double theirs = of(other).number();
    return number != null && theirs != null && number.doubleValue() == theirs.doubleValue();
  }

  /** Whether a column's value is this one; false for null. */
  Column is(Column column, DataType type) {
    if (type instanceof NumericType) {
      return number == null
          ? lit(false)
          : coalesce(column.cast(DataTypes.DoubleType).equalTo(number), lit(false));
    }
    Column same = column.cast(DataTypes.StringType).equalTo(text);
    if (number != null && type.equals(DataTypes.StringType)) {
      same = same.or(when(isNumber(column), column.cast(DataTypes.DoubleType).equalTo(number)));
    }
    return coalesce(same, lit(false));
  }

  /** A hash that is equal for values that are the same, in whatever column; null for null. */
  Column hash(Column column, DataType type) {
    if (type instanceof NumericType) {
      return when(column.isNotNull(), hashOfNumber(column));
    }
    Column text = xxhash64(column.cast(DataTypes.StringType));
    return when(
        column.isNotNull(),
        number != null && type.equals(DataTypes.StringType)
            ? when(isNumber(column), hashOfNumber(column)).otherwise(text)
            : text);
  }

  /** Spark's hashes of 0 and -0 are equal. */
  private static Column hashOfNumber(Column column) {
    return xxhash64(column.cast(DataTypes.DoubleType));
  }

  /** A column's values as doubles; null where one is missing, or text that is no number. */
  static Column number(Column column, DataType type) {
    Column number = column.try_cast("double");
    return type.equals(DataTypes.StringType) ? when(isNumber(column), number) : number;
  }

  private static Column isNumber(Column column) {
    return column.rlike("^" + NUMBER + "$");
  }

  /** A column's value as a group's name; whole numbers have no decimal point. */
  static Column name(Column column, DataType type) {
    Column text = column.cast(DataTypes.StringType);
    if (!type.equals(DataTypes.DoubleType) && !type.equals(DataTypes.FloatType)) {
      return text;
    }
    Column whole = column.equalTo(floor(column)).and(column.between(lit(-WHOLE), lit(WHOLE)));
    return when(whole, column.cast(DataTypes.LongType).cast(DataTypes.StringType)).otherwise(text);
  }
}

package parley.robust.audit.shift.rows;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Which columns are compared, and how.
 *
 * @param numeric by their order, the prediction last if it is one
 * @param categorical by their values, the prediction last if it is one
 * @param prediction null if there is none
 */
public record ShiftColumns(
    List<String> numeric, List<String> categorical, @Nullable String prediction) {
  /** How columns that the data alone has may be left out. */
  public static final String EXTRA =
      " (setIgnoreExtraColumns, or --extra-columns ignore, leaves those out that the data alone"
          + " has)";

  private static final double WHOLE_BELOW = 0x1p53;

  /**
   * What the caller chose.
   *
   * @param features to compare; empty: all but the others named here
   * @param exclude not to compare; only where {@code features} is empty
   * @param categorical to take by their values though they hold numbers
   * @param ignoreExtra whether columns that the data alone has are left out, where no features are
   *     named
   */
  public record Choice(
      List<String> features,
      List<String> exclude,
      List<String> categorical,
      @Nullable String prediction,
      @Nullable String label,
      @Nullable String id,
      boolean ignoreExtra) {}

  /**
   * Chooses, and checks that both frames have the columns, with numbers in both or in neither.
   *
   * @param data schema of the data; that of the reference again to look at the reference alone
   * @throws IllegalArgumentException if not, with every column that differs
   */
  public static ShiftColumns of(StructType reference, StructType data, Choice choice) {
    if (!choice.features.isEmpty() && !choice.exclude.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot choose features: expected features or columns to exclude, got both");
    }
    for (String name : choice.exclude) {
      find(reference, name);
    }
    Set<String> names = new LinkedHashSet<>(choice.features);
    if (names.isEmpty()) {
      names.addAll(Arrays.asList(reference.fieldNames()));
      if (!choice.ignoreExtra) {
        names.addAll(Arrays.asList(data.fieldNames()));
      }
      choice.exclude.forEach(names::remove);
      names.remove(choice.label);
      names.remove(choice.id);
    }
    if (choice.prediction != null) {
      names.remove(choice.prediction);
      names.add(choice.prediction);
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("cannot compare: no column is left, expected one or more");
    }
    checkAlike(reference, data, names, choice);
    List<String> numeric = new ArrayList<>();
    List<String> categorical = new ArrayList<>();
    for (String name : names) {
      boolean number = reference.apply(name).dataType() instanceof NumericType;
      (number && !choice.categorical.contains(name) ? numeric : categorical).add(name);
    }
    return new ShiftColumns(numeric, categorical, choice.prediction);
  }

  private static void checkAlike(
      StructType reference, StructType data, Set<String> names, Choice choice) {
    for (String name : choice.categorical) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "cannot take column %s by its values: it is not compared, expected one of %s"
                .formatted(name, String.join(", ", names)));
      }
    }
    List<String> differences = new ArrayList<>();
    boolean extra = false;
    for (String name : names) {
      DataType left = type(reference, name);
      DataType right = type(data, name);
      if (left == null) {
        if (right == null) {
          find(reference, name);
        } else {
          differences.add(missing(name, right, "reference"));
          extra = true;
        }
      } else if (right == null) {
        differences.add(missing(name, left, "data"));
      } else if (left instanceof NumericType != right instanceof NumericType) {
        differences.add(
            "column %s is %s in the reference and %s in the data"
                .formatted(name, left.simpleString(), right.simpleString()));
      } else if (!comparable(left)) {
        throw new IllegalArgumentException(
            "cannot compare column %s: expected numbers, strings or booleans, got %s"
                .formatted(name, left.simpleString()));
      }
    }
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot compare: expected the same columns in the reference and the data, but "
              + String.join("; ", differences)
              + (extra && choice.features.isEmpty() ? EXTRA : ""));
    }
  }

  /** Columns of the data that nothing of the reference is compared with. */
  public static List<String> extra(
      List<String> known, StructType data, @Nullable String... others) {
    List<String> extra = new ArrayList<>(Arrays.asList(data.fieldNames()));
    extra.removeAll(known);
    extra.removeAll(Arrays.asList(others));
    return extra;
  }

  private static String missing(String name, DataType type, String where) {
    return "column %s (%s) is missing in the %s".formatted(name, type.simpleString(), where);
  }

  /** The type of a column; null if there is none of that name. */
  public static @Nullable DataType type(StructType schema, String name) {
    return Arrays.asList(schema.fieldNames()).contains(name) ? schema.apply(name).dataType() : null;
  }

  private static void find(StructType schema, String name) {
    if (type(schema, name) == null) {
      throw new IllegalArgumentException(
          "cannot find column %s: expected one of %s"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
  }

  private static boolean comparable(DataType type) {
    return type instanceof NumericType || type instanceof StringType || type instanceof BooleanType;
  }

  /** Numeric features without the prediction. */
  public List<String> joint() {
    return numeric.stream().filter(name -> !name.equals(prediction)).toList();
  }

  /** A column by its name, whatever characters it has. */
  public static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /** A column's values as text: whole numbers alike as integers and as doubles. */
  public static Column text(StructType schema, String name) {
    Column value = column(name);
    if (!(type(schema, name) instanceof NumericType)) {
      return value.cast("string");
    }
    Column number = value.cast("double");
    return when(
            number.equalTo(rint(number)).and(abs(number).lt(WHOLE_BELOW)),
            number.cast("bigint").cast("string"))
        .otherwise(number.cast("string"));
  }
}

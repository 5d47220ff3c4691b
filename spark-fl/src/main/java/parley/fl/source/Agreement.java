package parley.fl.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.csv.CSVInferSchema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;

/** One schema of all providers' files, or which column of which file differs. Stateless. */
final class Agreement {
  private Agreement() {}

  /**
   * The schema that all have. Whole numbers at one provider and fractions at another are fractions;
   * a column without a value takes the others' type.
   *
   * @param looks what each provider's home told, in order
   * @param given the schema that the caller wants; null for that of the first file
   * @param types how types of text come to one; null where they must be the same
   * @throws InvalidDataException if a home told of a problem, two providers have one file, or files
   *     have other columns
   */
  static StructType of(
      List<FileLook> looks, @Nullable StructType given, @Nullable CSVInferSchema types) {
    looks.forEach(FileLook::schemaOrThrow);
    checkApart(looks);
    StructType agreed = given == null ? looks.get(0).schemaOrThrow() : given;
    String whose = given == null ? looks.get(0).provider() : "the schema given";
    for (FileLook look : looks) {
      agreed = merge(agreed, whose, look, given != null, types);
    }
    StructType filled = new StructType();
    for (StructField field : agreed.fields()) {
      DataType type =
          field.dataType() instanceof NullType ? DataTypes.StringType : field.dataType();
      filled = filled.add(field.name(), type, true);
    }
    return filled;
  }

  private static void checkApart(List<FileLook> looks) {
    Map<String, FileLook> byIdentity = new HashMap<>();
    for (FileLook look : looks) {
      FileLook other = byIdentity.putIfAbsent(look.identity(), look);
      if (other != null) {
        throw new InvalidDataException(
            "cannot tell the providers apart: expected a file for each, got the same one for "
                + other.provider()
                + " and "
                + look.provider()
                + ", "
                + look.place());
      }
    }
  }

  private static StructType merge(
      StructType agreed,
      String whose,
      FileLook look,
      boolean fixed,
      @Nullable CSVInferSchema types) {
    StructType own = look.schemaOrThrow();
    StructField[] known = agreed.fields();
    StructField[] found = own.fields();
    StructType merged = new StructType();
    for (int c = 0; c < Math.max(known.length, found.length); c++) {
      if (c >= known.length || c >= found.length || !known[c].name().equals(found[c].name())) {
        throw differs(
            look,
            c,
            c < known.length ? known[c].name() : "none",
            c < found.length ? found[c].name() : "none",
            whose);
      }
      DataType type = common(known[c], found[c], fixed ? null : types);
      if (type == null) {
        throw differs(
            look,
            c,
            known[c].name() + " of type " + known[c].dataType().simpleString(),
            "type " + found[c].dataType().simpleString(),
            whose);
      }
      merged = merged.add(known[c].name(), type, true);
    }
    return merged;
  }

  private static @Nullable DataType common(
      StructField known, StructField found, @Nullable CSVInferSchema types) {
    DataType a = known.dataType();
    DataType b = found.dataType();
    if (DataType.equalsIgnoreNullability(a, b) || b instanceof NullType) {
      return a;
    }
    if (types == null) {
      return null;
    }
    DataType both = types.mergeRowTypes(new DataType[] {a}, new DataType[] {b})[0];
    return both instanceof StringType ? null : both;
  }

  private static InvalidDataException differs(
      FileLook look, int column, String expected, String got, String whose) {
    return new InvalidDataException(
        "cannot read the file of "
            + look.provider()
            + ": column "
            + (column + 1)
            + " of "
            + look.place()
            + " is another, expected "
            + expected
            + " as of "
            + whose
            + ", got "
            + got);
  }
}

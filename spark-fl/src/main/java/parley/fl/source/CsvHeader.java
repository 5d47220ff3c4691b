package parley.fl.source;

import com.univocity.parsers.csv.CsvParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.catalyst.csv.CSVInferSchema;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.csv.UnivocityParser$;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.error.InvalidDataException;
import scala.collection.Iterator;

/**
 * The names of a CSV file's columns from its first line, and their types where {@code inferSchema}
 * asks for them: what Spark's own reader finds, here without a value that leaves the file.
 * Stateless.
 */
final class CsvHeader {
  private CsvHeader() {}

  /** Reads names, and types of all rows; none where they are given, text where not asked for. */
  static StructType read(Path file, Map<String, String> options, boolean given) throws IOException {
    CSVOptions parsed = options(options);
    try (InputStream text = open(file)) {
      Iterator<String[]> rows =
          UnivocityParser$.MODULE$.tokenizeStream(
              text, false, new CsvParser(parsed.asParserSettings()), parsed.charset());
      if (!rows.hasNext()) {
        throw new InvalidDataException("is empty, expected a header");
      }
      String[] names = rows.next();
      check(names);
      DataType[] types = new DataType[names.length];
      boolean infer = parsed.inferSchemaFlag() && !given;
      Arrays.fill(types, infer || given ? DataTypes.NullType : DataTypes.StringType);
      if (infer) {
        CSVInferSchema cells = new CSVInferSchema(parsed);
        while (rows.hasNext()) {
          types = cells.inferRowType(types, rows.next());
        }
      }
      StructType schema = new StructType();
      for (int c = 0; c < names.length; c++) {
        schema = schema.add(names[c].strip(), types[c], true);
      }
      return schema;
    }
  }

  static CSVOptions options(Map<String, String> options) {
    return new CSVOptions(ScalaMaps.of(options), true, SQLConf.get().sessionLocalTimeZone());
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
  }

  /** A first line of values would tell a row to all: its words go nowhere. */
  private static void check(String[] names) {
    Set<String> seen = new HashSet<>();
    for (int c = 0; c < names.length; c++) {
      String name = names[c] == null ? "" : names[c].strip();
      if (name.isEmpty() || isNumber(name)) {
        throw new InvalidDataException(
            "has no header: column "
                + (c + 1)
                + " of its first line is "
                + (name.isEmpty() ? "empty" : "a number")
                + ", expected a name");
      }
      if (!seen.add(name)) {
        throw new InvalidDataException(
            "has two columns of one name: column " + (c + 1) + ", expected each name once");
      }
    }
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text.replace(',', '.'));
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}

package parley.cli.input;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.table.Names;
import parley.cli.table.ReadSettings;
import parley.cli.table.Table;
import parley.cli.table.TableFormat;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** How the tables that a command reads are written: the same options everywhere. */
public abstract class TableOptions {
  @Option(
      names = "--format",
      paramLabel = "F",
      description =
          "csv, parquet, orc, or table for the name of one that Spark knows (default: by the file's"
              + " ending)")
  private @Nullable TableFormat format;

  @Option(
      names = "--separator",
      paramLabel = "C",
      description = "between cells: a character, or tab (default: a comma)")
  private @Nullable String separator;

  @Option(
      names = "--decimal",
      paramLabel = "C",
      description = "before a number's fraction: . or , (default: a point)")
  private @Nullable String decimal;

  @Option(
      names = "--encoding",
      paramLabel = "E",
      description = "of the text, such as ISO-8859-1 (default: UTF-8)")
  private @Nullable String encoding;

  @Option(
      names = "--missing",
      paramLabel = "A,B",
      description = "cells that stand for no value, beside the empty one (default: ?,NA)")
  private @Nullable List<String> missing;

  /** Opens a table. */
  public final Table table(SparkSession spark, String location) {
    return Table.read(spark, location, settings());
  }

  private ReadSettings settings() {
    return new ReadSettings(
        format,
        separator(),
        decimal(),
        charset(),
        missing == null ? null : new ArrayList<>(Names.of(missing)));
  }

  private @Nullable Character separator() {
    if (separator == null) {
      return null;
    }
    String one = separator.equals("tab") || separator.equals("\\t") ? "\t" : separator;
    if (one.length() != 1 || "\"\r\n".contains(one) || Character.isLetterOrDigit(one.charAt(0))) {
      throw new InputException(
          "cannot use --separator: expected one character such as ; or | or the word tab, got '%s'"
              .formatted(separator));
    }
    return one.charAt(0);
  }

  private @Nullable Character decimal() {
    if (decimal == null) {
      return null;
    }
    if (!decimal.equals(".") && !decimal.equals(",")) {
      throw new InputException("cannot use --decimal: expected . or , got '" + decimal + "'");
    }
    return decimal.charAt(0);
  }

  private @Nullable Charset charset() {
    try {
      return encoding == null ? null : Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new InputException(
          "cannot use --encoding: expected a name such as UTF-8, ISO-8859-1 or windows-1252, got '%s'"
              .formatted(encoding),
          e);
    }
  }
}

package parley.cli.table;

import java.util.Locale;

/** How a table is kept. */
public enum TableFormat {
  /** Text with a separator, as it is or compressed. */
  CSV,
  /** A Parquet file, or a folder of them. */
  PARQUET,
  /** An ORC file, or a folder of them. */
  ORC,
  /** A table that Spark knows by name. */
  TABLE;

  /** What the ending of a file's name says; CSV where it says nothing. */
  static TableFormat of(String location) {
    String name = location.toLowerCase(Locale.ROOT).replaceAll("/+$", "");
    return name.endsWith(".parquet") ? PARQUET : name.endsWith(".orc") ? ORC : CSV;
  }
}

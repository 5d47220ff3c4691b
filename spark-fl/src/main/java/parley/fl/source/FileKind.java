package parley.fl.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import parley.error.InvalidDataException;

/** How a provider's file is written, and who of Spark's own reads it. */
enum FileKind {
  CSV {
    @Override
    StructType look(Path file, Map<String, String> options, boolean given) throws IOException {
      return CsvHeader.read(file, options, given);
    }

    @Override
    FileFormat format() {
      return new CSVFileFormat();
    }
  },
  PARQUET {
    @Override
    StructType look(Path file, Map<String, String> options, boolean given) throws IOException {
      return ParquetSchema.read(file);
    }

    @Override
    FileFormat format() {
      return new ParquetFileFormat();
    }
  };

  /**
   * The columns of a file, and not a value of it.
   *
   * @param given whether the caller knows the types, so that text need not tell them
   * @throws InvalidDataException if it has none
   */
  abstract StructType look(Path file, Map<String, String> options, boolean given)
      throws IOException;

  abstract FileFormat format();

  static FileKind byEnding(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      return PARQUET;
    }
    if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
      return CSV;
    }
    throw new InvalidDataException(
        "cannot tell how a file is written: expected a name that ends in .csv, .csv.gz or .parquet,"
            + " or the format, got "
            + path);
  }

  static FileKind named(String name) {
    for (FileKind kind : values()) {
      if (kind.word().equals(name)) {
        return kind;
      }
    }
    throw new InvalidDataException(
        "cannot use format '" + name + "' for providers' files: expected csv or parquet");
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

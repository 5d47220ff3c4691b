package parley.fl.source;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** The columns of a Parquet file, from its footer. Stateless. */
final class ParquetSchema {
  private ParquetSchema() {}

  static StructType read(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      org.apache.parquet.hadoop.Footer footer =
          new org.apache.parquet.hadoop.Footer(
              new org.apache.hadoop.fs.Path(file.toUri()), reader.getFooter());
      return ParquetFileFormat.readSchemaFromFooter(
          footer, new ParquetToSparkSchemaConverter(SQLConf.get()));
    }
  }
}

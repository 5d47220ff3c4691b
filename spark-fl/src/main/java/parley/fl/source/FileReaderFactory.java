package parley.fl.source;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.paths.SparkPath;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import scala.Function1;
import scala.collection.Iterator;

/** Reads a provider's file with Spark's own reader, once it is found to be at home. */
@DefaultSerializer(JavaSerializer.class)
final class FileReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  private final Function1<PartitionedFile, Iterator<InternalRow>> reader;

  FileReaderFactory(Function1<PartitionedFile, Iterator<InternalRow>> reader) {
    this.reader = reader;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    Path file = ((FilePartition) partition).find();
    try {
      long size = Files.size(file);
      long modified = Files.getLastModifiedTime(file).toMillis();
      return new FileRows(
          reader.apply(
              PartitionedFile.apply(
                  InternalRow.empty(),
                  SparkPath.fromUri(file.toUri()),
                  0,
                  size,
                  new String[0],
                  modified,
                  size,
                  ScalaMaps.none())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package parley.cli.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;

/** A file in a file system that Hadoop knows, as it is or compressed as its name's ending says. */
@DefaultSerializer(JavaSerializer.class)
final class FileSource implements TextSource {
  private static final long serialVersionUID = 1L;

  private final URI place;
  private final SerializableConfiguration configuration;

  FileSource(URI place, Configuration configuration) {
    this.place = place;
    this.configuration = new SerializableConfiguration(configuration);
  }

  @Override
  public InputStream open(String name) throws IOException {
    Path path = new Path(place);
    FileSystem files = path.getFileSystem(configuration.value());
    if (!files.exists(path)) {
      throw new InputException(
          "cannot read "
              + name
              + (TaskContext.get() == null
                  ? ": there is no such file"
                  : ": the executor has no such file, expected a path that all machines share"));
    }
    FileStatus status = files.getFileStatus(path);
    if (!status.isFile()) {
      throw new InputException(
          "cannot read %s: expected a file, got %s"
              .formatted(
                  name,
                  status.isDirectory()
                      ? "a folder (--format parquet and orc read folders)"
                      : "something else, which cannot be read twice"));
    }
    CompressionCodec codec = new CompressionCodecFactory(configuration.value()).getCodec(path);
    InputStream in = files.open(path);
    return codec == null ? in : codec.createInputStream(in);
  }
}

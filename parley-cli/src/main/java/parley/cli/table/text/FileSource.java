package parley.cli.table.text;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;
import parley.cli.terminal.InputException;

/** A file in a file system that Hadoop knows, as it is or compressed as its name's ending says. */
@DefaultSerializer(JavaSerializer.class)
public final class FileSource implements TextSource {
  private static final long serialVersionUID = 1L;

  /** Endings that say of a file that it is not text, and are no codec's of Hadoop. */
  private static final Set<String> PACKED = Set.of("zip", "xz", "7z", "tar", "tgz", "rar", "br");

  private static final String BZIP = "BZh";

  private final URI place;
  private final SerializableConfiguration configuration;

  public FileSource(URI place, Configuration configuration) {
    this.place = place;
    this.configuration = new SerializableConfiguration(configuration);
  }

  /** Hadoop takes a file that does not begin like bzip2's for an empty one. */
  private static void checkBzip(FSDataInputStream in) throws IOException {
    byte[] begin = in.readNBytes(BZIP.length());
    if (!new String(begin, StandardCharsets.ISO_8859_1).equals(BZIP)) {
      throw new ZipException("it does not begin with " + BZIP);
    }
    in.seek(0);
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
    String ending = path.getName().substring(path.getName().lastIndexOf('.') + 1);
    boolean readable = codec instanceof GzipCodec || codec instanceof BZip2Codec;
    if (!readable && (codec != null || PACKED.contains(ending.toLowerCase(Locale.ROOT)))) {
      throw new InputException(
          "cannot read %s: it is packed as .%s, expected text, .gz or .bz2"
              .formatted(name, ending));
    }
    FSDataInputStream in = files.open(path);
    if (codec instanceof BZip2Codec && status.getLen() > 0) {
      checkBzip(in);
    }
    return codec == null ? in : new Unpacking(codec.createInputStream(in));
  }
}

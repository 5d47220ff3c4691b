package parley.fl.feature;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.util.SerializableConfiguration;
import parley.error.InvalidDataException;

/**
 * A file of bytes in one to three dimensions, as <a
 * href="https://web.archive.org/web/2023/http://yann.lecun.com/exdb/mnist/">MNIST's pages</a> write
 * it down: 0, 0, 8 for bytes, the number of dimensions, each of them as four bytes, the highest
 * first, and then the bytes. Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
final class IdxFile implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int BYTES = 0x0800;

  private final String path;
  private final int dimensions;
  private final SerializableConfiguration configuration;

  /** A file that is to have so many dimensions; nothing is read yet. */
  IdxFile(String path, int dimensions, SerializableConfiguration configuration) {
    this.path = path;
    this.dimensions = dimensions;
    this.configuration = configuration;
  }

  String path() {
    return path;
  }

  /** Opens the file, unpacked if its name ends as that of a packed one. */
  DataInputStream open() throws IOException {
    Path place = new Path(path);
    FileSystem files = place.getFileSystem(configuration.value());
    FSDataInputStream raw;
    try {
      raw = files.open(place);
    } catch (FileNotFoundException e) {
      InvalidDataException missing = refuse("there is no such file");
      missing.initCause(e);
      throw missing;
    }
    CompressionCodec codec = new CompressionCodecFactory(configuration.value()).getCodec(place);
    InputStream in = codec == null ? raw : codec.createInputStream(raw);
    return new DataInputStream(in);
  }

  /**
   * Reads the dimensions, of which the first is how many there are of what the others describe.
   *
   * @throws InvalidDataException if the file is none of bytes in so many dimensions
   */
  int[] header(DataInputStream in) throws IOException {
    try {
      int expected = BYTES | dimensions;
      int magic = in.readInt();
      if (magic != expected) {
        throw refuse(
            "it begins with 0x%08x, expected 0x%08x of bytes in %d dimension%s"
                .formatted(magic, expected, dimensions, dimensions == 1 ? "" : "s"));
      }
      int[] sizes = new int[dimensions];
      for (int k = 0; k < dimensions; k++) {
        sizes[k] = in.readInt();
        if (sizes[k] < 1) {
          throw refuse(
              "dimension %d of %d is %d, expected 1 or more"
                  .formatted(k + 1, dimensions, sizes[k]));
        }
      }
      return sizes;
    } catch (EOFException e) {
      throw refuse(
          "it ends within its header, expected %d bytes or more".formatted(4 + 4 * dimensions));
    } catch (ZipException e) {
      throw damaged(e);
    }
  }

  /** Fills the array with what follows: thing {@code number}, from 0, of so many. */
  void next(DataInputStream in, byte[] to, int number, int count) throws IOException {
    try {
      in.readFully(to);
    } catch (EOFException e) {
      throw refuse("it ends after %d of %d, expected all of them".formatted(number, count));
    } catch (ZipException e) {
      throw damaged(e);
    }
  }

  /** Refuses a file that goes on. */
  void requireEnd(DataInputStream in, int count) throws IOException {
    if (in.read() >= 0) {
      throw refuse("more bytes follow its %d, expected none".formatted(count));
    }
  }

  InvalidDataException refuse(String what) {
    return new InvalidDataException("cannot read " + path + ": " + what);
  }

  private InvalidDataException damaged(ZipException e) {
    InvalidDataException damaged = refuse("it cannot be unpacked: " + e.getMessage());
    damaged.initCause(e);
    return damaged;
  }
}

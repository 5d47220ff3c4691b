package parley.fl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** All objects of a Java process as bytes, those that are garbage too. */
final class HeapDump {
  private static final long WINDOW = 1L << 30;

  private HeapDump() {}

  static Path of(ProcessHandle process, Path file) {
    try {
      Process dump =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  String.valueOf(process.pid()),
                  "GC.heap_dump",
                  "-all",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String words = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(dump.waitFor()).as(words).isZero();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A number as fields and arrays of objects have it. */
  static boolean contains(Path dump, double value) throws IOException {
    return contains(dump, ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
  }

  static boolean contains(Path dump, byte[] wanted) throws IOException {
    try (FileChannel file = FileChannel.open(dump)) {
      for (long start = 0; start < file.size(); start += WINDOW) {
        long size = Math.min(WINDOW + wanted.length, file.size() - start);
        if (contains(file.map(FileChannel.MapMode.READ_ONLY, start, size), wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean contains(MappedByteBuffer bytes, byte[] wanted) {
    int last = bytes.limit() - wanted.length;
    for (int at = 0; at <= last; at++) {
      int same = 0;
      while (same < wanted.length && bytes.get(at + same) == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return true;
      }
    }
    return false;
  }
}

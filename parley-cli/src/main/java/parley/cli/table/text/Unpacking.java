package parley.cli.table.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * A packed file's text. What an unpacker throws at damaged bytes, which may be anything, becomes a
 * {@link ZipException}. For one use by one thread.
 */
final class Unpacking extends FilterInputStream {
  Unpacking(InputStream unpacker) {
    super(unpacker);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    try {
      return in.read(bytes, from, count);
    } catch (IOException | RuntimeException e) {
      ZipException damaged = new ZipException(String.valueOf(e.getMessage()));
      damaged.initCause(e);
      throw damaged;
    }
  }
}

package parley.cli.table.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Bytes as characters, one by one. Unlike the JDK's reader it hands out all that stands before a
 * malformed byte first, so that whoever reads knows the line. For one use by one thread.
 */
final class StrictDecoder implements Closeable {
  private static final int END = -1;
  private static final int SIZE = 1 << 16;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).limit(0);
  private final CharBuffer text = CharBuffer.allocate(SIZE).limit(0);
  private boolean ended;

  StrictDecoder(InputStream in, Charset charset) {
    this.in = in;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * The next character, or -1 at the end.
   *
   * @throws CharacterCodingException if the bytes that come next are none
   */
  int read() throws IOException {
    while (!text.hasRemaining()) {
      if (ended) {
        return END;
      }
      decode();
    }
    return text.get();
  }

  private void decode() throws IOException {
    text.clear();
    CoderResult result = decoder.decode(bytes, text, false);
    if (result.isUnderflow() && text.position() == 0) {
      boolean more = fill();
      result = decoder.decode(bytes, text, !more);
      if (!more && result.isUnderflow()) {
        decoder.flush(text);
        ended = true;
      }
    }
    if (result.isError() && text.position() == 0) {
      result.throwException();
    }
    text.flip();
  }

  /** Reads on behind the bytes that are left over; false at the end. */
  private boolean fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read > 0) {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
    return read >= 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package parley.mhe.protocol;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads what {@link WireWriter} wrote and refuses everything else. Not thread-safe. */
public final class WireReader {
  private final ByteBuffer in;
  private final String subject;

  /** Reads these bytes; errors name the subject: "cannot read SUBJECT". */
  public WireReader(byte[] bytes, String subject) {
    this.in = ByteBuffer.wrap(bytes);
    this.subject = subject;
  }

  /** The next field. */
  public byte[] bytes(String field) {
    if (in.remaining() < 4) {
      throw refuse(field + " is cut off, expected 4 bytes of length, got " + in.remaining());
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw refuse(
          field
              + " is cut off, expected "
              + Integer.toUnsignedLong(length)
              + " bytes, got "
              + in.remaining());
    }
    byte[] value = new byte[length];
    in.get(value);
    return value;
  }

  /** The next field, of exactly this many bytes. */
  public byte[] bytes(String field, int length) {
    byte[] value = bytes(field);
    if (value.length != length) {
      throw refuse(
          field + " has the wrong length, expected " + length + " bytes, got " + value.length);
    }
    return value;
  }

  /** The next field as UTF-8. */
  public String text(String field) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes(field)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException(
          "cannot read " + subject + ": " + field + " is not text, expected UTF-8, got other bytes",
          e);
    }
  }

  /** The next field as an integer of 4 bytes. */
  public int integer(String field) {
    return ByteBuffer.wrap(bytes(field, 4)).getInt();
  }

  /** The next field as an integer within bounds. */
  public int integer(String field, int least, int most) {
    int value = integer(field);
    if (value < least || value > most) {
      throw refuse(
          field + " is out of range, expected " + least + " to " + most + ", got " + value);
    }
    return value;
  }

  /** The next field as an integer of 8 bytes. */
  public long longInteger(String field) {
    return ByteBuffer.wrap(bytes(field, 8)).getLong();
  }

  /** The next field as a double. */
  public double number(String field) {
    return Double.longBitsToDouble(longInteger(field));
  }

  /** The next field in two's complement. */
  public BigInteger bigInteger(String field) {
    byte[] value = bytes(field);
    if (value.length == 0) {
      throw refuse(field + " is empty, expected at least 1 byte, got 0");
    }
    return new BigInteger(value);
  }

  /** The next field as integers of 4 bytes. */
  public int[] integers(String field) {
    byte[] value = bytes(field);
    if (value.length % 4 != 0) {
      throw refuse(
          field + " has the wrong length, expected a multiple of 4 bytes, got " + value.length);
    }
    int[] result = new int[value.length / 4];
    ByteBuffer.wrap(value).asIntBuffer().get(result);
    return result;
  }

  /** The next field as integers of 8 bytes. */
  public long[] longs(String field) {
    byte[] value = bytes(field);
    if (value.length % 8 != 0) {
      throw refuse(
          field + " has the wrong length, expected a multiple of 8 bytes, got " + value.length);
    }
    long[] result = new long[value.length / 8];
    ByteBuffer.wrap(value).asLongBuffer().get(result);
    return result;
  }

  /** Refuses bytes after the last field. */
  public void end() {
    if (in.hasRemaining()) {
      throw refuse("bytes follow its end, expected 0, got " + in.remaining());
    }
  }

  /** The error for a reason; the caller throws it. */
  public ProtocolException refuse(String reason) {
    return new ProtocolException("cannot read " + subject + ": " + reason);
  }
}

package parley.mhe.ckks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import parley.error.ParleyException;
import parley.mhe.binding.Native;

/**
 * The wire format of all native objects: a header (magic, version, kind, fingerprint of the ring,
 * number of polynomials, limbs, whether mod QP, scale) and the raw little-endian limbs in
 * evaluation form. Everything is checked on reading. Stateless.
 */
final class Wire {
  /** What a message holds. */
  enum Kind {
    POLYNOMIAL,
    CIPHERTEXT,
    PUBLIC_KEY,
    SWITCHING_KEY,
    PLAINTEXT
  }

  private static final int MAGIC = 'P' | 'R' << 8 | 'L' << 16 | 'Y' << 24;
  private static final short VERSION = 1;
  private static final int FINGERPRINT = 32;
  static final int HEADER = 4 + 2 + 2 + 4 + 4 + 4 + 8 + FINGERPRINT;

  /** What a header said, and the polynomials, which the caller takes over. */
  record Content(int limbs, boolean extended, double scale, long[] polynomials) {
    /** The polynomials as handles. */
    List<NativeHandle> handles() {
      List<NativeHandle> handles = new ArrayList<>();
      for (long p : polynomials) {
        handles.add(new NativeHandle(p, Native::polyFree));
      }
      return handles;
    }
  }

  private Wire() {}

  static byte[] header(
      CkksContext c, Kind kind, int elements, int limbs, boolean extended, double scale) {
    long residues = (long) elements * limbsOf(c, limbs, extended) * c.parameters().ringDimension();
    if (residues > (Integer.MAX_VALUE - HEADER) / Long.BYTES) {
      throw new ParleyException(
          "cannot write " + kind + ": too large for one array, got " + residues + " words");
    }
    byte[] bytes = new byte[HEADER + (int) residues * Long.BYTES];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(MAGIC)
        .putShort(VERSION)
        .putShort((short) kind.ordinal())
        .putInt(elements)
        .putInt(limbs)
        .putInt(extended ? 1 : 0)
        .putDouble(scale)
        .put(c.fingerprint());
    return bytes;
  }

  /** Writes the polynomials behind the handles; the handles stay the caller's. */
  static byte[] write(
      CkksContext c,
      Kind kind,
      List<NativeHandle> handles,
      int limbs,
      boolean extended,
      double scale) {
    byte[] bytes = header(c, kind, handles.size(), limbs, extended, scale);
    long[] pointers = handles.stream().mapToLong(NativeHandle::pointer).toArray();
    Native.polysWrite(pointers, pointers.length, bytes, HEADER);
    return bytes;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ParleyException if the kind or ring is another one, a field is out of range, a residue
   *     is not below its prime, or bytes are missing or left over
   */
  static Content read(CkksContext c, Kind kind, int minElements, int maxElements, byte[] bytes) {
    if (bytes.length < HEADER) {
      throw bad(kind, "bytes", "at least " + HEADER, bytes.length);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    expect(kind, "magic number", MAGIC, in.getInt());
    expect(kind, "version", VERSION, in.getShort());
    expect(kind, "kind", kind.ordinal(), in.getShort());
    int elements = in.getInt();
    if (elements < minElements || elements > maxElements) {
      throw bad(kind, "polynomials", minElements + " to " + maxElements, elements);
    }
    int limbs = in.getInt();
    int extended = in.getInt();
    if (extended != 0 && extended != 1) {
      throw bad(kind, "extension flag", "0 or 1", extended);
    }
    if (limbs < 1 || limbs > c.limbs() || (extended == 1 && limbs != c.limbs())) {
      throw bad(kind, "limbs", (extended == 1 ? "" : "1 to ") + c.limbs(), limbs);
    }
    double scale = in.getDouble();
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw bad(kind, "scale", "a positive number", scale);
    }
    byte[] fingerprint = new byte[FINGERPRINT];
    in.get(fingerprint);
    if (!Arrays.equals(fingerprint, c.fingerprint())) {
      throw bad(kind, "fingerprint of the parameters", "that of " + c.parameters(), "another");
    }
    long expected =
        HEADER
            + (long) elements
                * limbsOf(c, limbs, extended == 1)
                * c.parameters().ringDimension()
                * Long.BYTES;
    if (bytes.length != expected) {
      throw bad(kind, "bytes", expected, bytes.length);
    }
    long[] polynomials = new long[elements];
    try (NativeHandle ring = c.acquire()) {
      Native.polysRead(ring.pointer(), limbs, extended == 1, bytes, HEADER, elements, polynomials);
    } catch (ParleyException e) {
      throw new ParleyException("cannot read " + name(kind) + ": " + e.getMessage(), e);
    }
    return new Content(limbs, extended == 1, scale, polynomials);
  }

  /** For each polynomial of a message its hash, as if it were a message of its own. */
  static List<byte[]> hashes(
      CkksContext c, byte[] bytes, int elements, int limbs, boolean extended) {
    byte[] one = header(c, Kind.POLYNOMIAL, 1, limbs, extended, 1);
    int length = one.length - HEADER;
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < elements; i++) {
      System.arraycopy(bytes, HEADER + i * length, one, HEADER, length);
      hashes.add(Ciphertext.sha256(one));
    }
    return hashes;
  }

  /** Makes an object from native memory, and turns native errors into ours. */
  static NativeHandle make(CkksContext c, String verb, LongFunction<Long> maker) {
    try (NativeHandle ring = c.acquire()) {
      return new NativeHandle(maker.apply(ring.pointer()), Native::polyFree);
    } catch (ParleyException e) {
      throw new ParleyException("cannot " + verb + ": " + e.getMessage(), e);
    }
  }

  private static int limbsOf(CkksContext c, int limbs, boolean extended) {
    return extended ? limbs + c.specialLimbs() : limbs;
  }

  private static void expect(Kind kind, String field, int expected, int got) {
    if (expected != got) {
      throw bad(kind, field, expected, got);
    }
  }

  private static ParleyException bad(Kind kind, String field, Object expected, Object got) {
    return new ParleyException(
        "cannot read "
            + name(kind)
            + ": wrong "
            + field
            + ", expected "
            + expected
            + ", got "
            + got);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}

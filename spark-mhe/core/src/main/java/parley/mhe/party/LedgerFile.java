package parley.mhe.party;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * The ledger on disk: a header in clear, two marks, and encrypted records that are only ever
 * appended. Each record is bound to all before it, so that none can be left out, moved or put in.
 * An appended record is synced before {@link #append} returns.
 *
 * <p>The marks say how far the file goes; they are written in turn, after the record is synced and
 * before its answer leaves. A file that ends before its newest mark was cut short and is refused. A
 * record behind it that is not whole was being written when the machine stopped: its answer did not
 * leave, and it is dropped.
 *
 * <p>Not thread-safe: the party that owns it locks.
 */
final class LedgerFile implements AutoCloseable {
  private static final String MAGIC = "parley/ledger";
  private static final int VERSION = 2;
  private static final int HASH = 32;
  private static final int MARKS = 2;
  private static final int MARK_BYTES = 2 * Long.BYTES + 2 * HASH;
  private static final int MOST_RECORD_BYTES = 1 << 20;

  private final byte[] header;
  private final byte[] recordKey;
  private final byte[] markKey;
  private final RandomAccessFile bytes;
  private Mark mark;
  private @Nullable String broken;

  /** How far the file goes: records, bytes, and the hash that chains the records. */
  private record Mark(long records, long length, byte[] chain) {}

  private LedgerFile(
      byte[] header, byte[] recordKey, byte[] markKey, RandomAccessFile bytes, Mark mark) {
    this.header = header;
    this.recordKey = recordKey;
    this.markKey = markKey;
    this.bytes = bytes;
    this.mark = mark;
  }

  private static byte[] header(String provider, byte[] session) {
    return new WireWriter().add(MAGIC).add(VERSION).add(provider).add(session).toBytes();
  }

  private static Mark start(byte[] header) {
    return new Mark(
        0, header.length + (long) MARKS * MARK_BYTES, WireWriter.sha256Digest().digest(header));
  }

  /** The bytes of a ledger without records, to be written to a new file. */
  static byte[] empty(String provider, byte[] session, byte[] markKey) {
    byte[] header = header(provider, session);
    byte[] bytes = Arrays.copyOf(header, header.length + MARKS * MARK_BYTES);
    byte[] first = markBytes(header, markKey, start(header));
    System.arraycopy(first, 0, bytes, header.length, MARK_BYTES);
    return bytes;
  }

  /**
   * Opens a ledger, checks all of it, and hands over its records in order.
   *
   * @param records receives the records
   * @param refuse makes the error that names the store
   */
  static LedgerFile open(
      Path file,
      KeyFile owner,
      byte[] recordKey,
      byte[] markKey,
      List<byte[]> records,
      Function<String, KeyException> refuse)
      throws IOException {
    byte[] header = header(owner.provider(), owner.session());
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    // Not a channel: an interrupt, such as Spark's of a cancelled task, would close that for good.
    RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw");
    boolean opened = false;
    try {
      byte[] all = new byte[Math.toIntExact(bytes.length())];
      bytes.readFully(all);
      requireHeader(all, header, refuse);
      LedgerFile ledger = new LedgerFile(header, recordKey, markKey, bytes, start(header));
      ledger.load(all, records, refuse);
      opened = true;
      return ledger;
    } finally {
      if (!opened) {
        bytes.close();
      }
    }
  }

  private static void requireHeader(
      byte[] all, byte[] expected, Function<String, KeyException> refuse) {
    WireReader in = new WireReader(all, "ledger");
    WireReader owner = new WireReader(expected, "ledger");
    String magic = in.text("magic");
    if (!magic.equals(owner.text("magic"))) {
      throw refuse.apply("the ledger is something else, expected a ledger, got other bytes");
    }
    int version = in.integer("version");
    if (version != owner.integer("version")) {
      throw refuse.apply(
          "the ledger's version is unknown, expected " + VERSION + ", got " + version);
    }
    String provider = in.text("provider");
    String expectedProvider = owner.text("provider");
    if (!provider.equals(expectedProvider)) {
      throw refuse.apply(
          "the ledger is another provider's, expected " + expectedProvider + ", got " + provider);
    }
    if (!MessageDigest.isEqual(in.bytes("session", HASH), owner.bytes("session", HASH))) {
      throw refuse.apply(
          "the ledger is of another key epoch, expected that of the key, got another");
    }
  }

  private void load(byte[] all, List<byte[]> records, Function<String, KeyException> refuse)
      throws IOException {
    Mark vouched = newestMark(all, refuse);
    if (all.length < vouched.length()) {
      throw refuse.apply(
          "the ledger was cut short or is older than its mark, expected "
              + vouched.length()
              + " bytes, got "
              + all.length);
    }
    ByteBuffer in = ByteBuffer.wrap(all).position((int) mark.length());
    while (in.hasRemaining()) {
      byte[] sealed = next(in);
      byte[] record = sealed == null ? null : Aead.open(recordKey, context(), sealed);
      if (sealed == null || record == null) {
        if (mark.records() < vouched.records()) {
          throw refuse.apply(
              "record "
                  + mark.records()
                  + " of the ledger was altered, expected what was written, got other bytes");
        }
        // Torn by a crash: its answer did not leave.
        bytes.setLength(mark.length());
        bytes.getFD().sync();
        break;
      }
      records.add(record);
      mark = after(sealed);
      if (mark.records() == vouched.records()
          && !(mark.length() == vouched.length()
              && MessageDigest.isEqual(mark.chain(), vouched.chain()))) {
        throw refuse.apply("the ledger does not fit its mark, expected its records, got others");
      }
    }
    if (mark.records() < vouched.records()) {
      throw refuse.apply(
          "the ledger lacks records, expected " + vouched.records() + ", got " + mark.records());
    } else if (mark.records() > vouched.records()) {
      writeMark();
    }
  }

  private Mark newestMark(byte[] all, Function<String, KeyException> refuse) {
    Mark newest = null;
    for (int i = 0; i < MARKS; i++) {
      int from = header.length + i * MARK_BYTES;
      if (all.length < from + MARK_BYTES) {
        throw refuse.apply("the ledger was cut short, expected its marks, got fewer bytes");
      }
      byte[] bytes = Arrays.copyOfRange(all, from, from + MARK_BYTES);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      byte[] chain = new byte[HASH];
      Mark read = new Mark(in.getLong(), in.getLong(), chain);
      in.get(chain);
      if (MessageDigest.isEqual(bytes, markBytes(header, markKey, read))
          && (newest == null || read.records() > newest.records())) {
        newest = read;
      }
    }
    if (newest == null) {
      throw refuse.apply(
          "the ledger was altered or is another key's, expected its marks, got others");
    }
    return newest;
  }

  private static byte @Nullable [] next(ByteBuffer in) {
    if (in.remaining() < Integer.BYTES) {
      return null;
    }
    int length = in.getInt();
    if (length < Aead.OVERHEAD || length > MOST_RECORD_BYTES || length > in.remaining()) {
      return null;
    }
    byte[] sealed = new byte[length];
    in.get(sealed);
    return sealed;
  }

  private byte[] context() {
    return new WireWriter().add(header).add(mark.records()).add(mark.chain()).toBytes();
  }

  private Mark after(byte[] sealed) {
    MessageDigest digest = WireWriter.sha256Digest();
    digest.update(mark.chain());
    return new Mark(
        mark.records() + 1, mark.length() + Integer.BYTES + sealed.length, digest.digest(sealed));
  }

  /**
   * Appends a record.
   *
   * @param sync whether it must be on the disk when this returns
   * @throws IOException when it is not in the file; a later call may try again unless the file's
   *     state is not known
   */
  void append(byte[] record, boolean sync) throws IOException {
    if (broken != null) {
      throw new IOException("it failed before (" + broken + ") and must be opened again");
    }
    byte[] sealed = Aead.seal(recordKey, context(), record);
    byte[] framed =
        ByteBuffer.allocate(Integer.BYTES + sealed.length)
            .putInt(sealed.length)
            .put(sealed)
            .array();
    try {
      write(framed, mark.length());
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
    try {
      if (sync) {
        bytes.getFD().sync();
      }
      mark = after(sealed);
      writeMark();
    } catch (IOException e) {
      // After a failed sync nobody knows what is on the disk.
      broken = String.valueOf(e.getMessage());
      throw e;
    }
  }

  private void takeBack(IOException cause) {
    try {
      bytes.setLength(mark.length());
    } catch (IOException e) {
      cause.addSuppressed(e);
      broken = String.valueOf(cause.getMessage());
    }
  }

  private void writeMark() throws IOException {
    long at = header.length + (mark.records() % MARKS) * MARK_BYTES;
    write(markBytes(header, markKey, mark), at);
  }

  private static byte[] markBytes(byte[] header, byte[] markKey, Mark mark) {
    ByteBuffer bytes =
        ByteBuffer.allocate(MARK_BYTES)
            .putLong(mark.records())
            .putLong(mark.length())
            .put(mark.chain());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(markKey, "HmacSHA256"));
      mac.update(header);
      return bytes.put(mac.doFinal(Arrays.copyOf(bytes.array(), MARK_BYTES - HASH))).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  private void write(byte[] content, long position) throws IOException {
    bytes.seek(position);
    bytes.write(content);
  }

  /** Syncs what need not have been, and forgets the keys. */
  @Override
  public void close() throws IOException {
    Arrays.fill(recordKey, (byte) 0);
    Arrays.fill(markKey, (byte) 0);
    try (bytes) {
      bytes.getFD().sync();
    }
  }
}

package parley.mhe.party.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.secret.Aead;
import parley.mhe.party.secret.KeyException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * The ledger on disk: a header in clear, two marks, and encrypted records that are only ever
 * appended. Each record is bound to all before it, so that none can be left out, moved or put in.
 * An appended record is synced before {@link #append} returns.
 *
 * <p>The marks say how far the file goes. They are written in turn, each after its record is synced
 * and before the record's answer leaves, and are synced with the next record. So when a machine
 * stops, its disk has at least the mark before the newest, and behind that mark:
 *
 * <ul>
 *   <li>the newest whole record, if its mark did not reach the disk; a mark that is not valid was
 *       that one, and without its record the ledger was altered;
 *   <li>one that was being written: whole or not, its answer did not leave. It is dropped if it is
 *       not whole.
 * </ul>
 *
 * <p>All else is refused. Never is a mark that is not valid taken for one that was not yet written:
 * a new ledger has two. Not thread-safe: the party that owns it locks.
 */
final class LedgerFile implements AutoCloseable {
  private static final String MAGIC = "parley/ledger";
  private static final int VERSION = 2;
  private static final int MOST_HEADER_BYTES = 1 << 12;
  private static final int MOST_RECORD_BYTES = 1 << 20;

  private final byte[] header;
  private final byte[] recordKey;
  private final byte[] markKey;
  private final LedgerDisk disk;
  private LedgerMark mark;
  private @Nullable String broken;

  private LedgerFile(byte[] header, byte[] recordKey, byte[] markKey, LedgerDisk disk) {
    this.header = header;
    this.recordKey = recordKey;
    this.markKey = markKey;
    this.disk = disk;
    this.mark = LedgerMark.start(header);
  }

  private static byte[] header(String provider, byte[] session) {
    return new WireWriter().add(MAGIC).add(VERSION).add(provider).add(session).toBytes();
  }

  /** The bytes of a ledger without records, to be written to a new file. */
  static byte[] empty(String provider, byte[] session, byte[] markKey) {
    byte[] header = header(provider, session);
    return ByteBuffer.allocate(header.length + LedgerMark.SLOTS * LedgerMark.BYTES)
        .put(header)
        .put(LedgerMark.start(header).toBytes(header, markKey))
        .put(LedgerMark.beforeStart().toBytes(header, markKey))
        .array();
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
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return open(LedgerDisk.of(file), owner, recordKey, markKey, records, refuse);
  }

  /** The same on a disk that is open, and that is closed if this fails. */
  static LedgerFile open(
      LedgerDisk disk,
      KeyFile owner,
      byte[] recordKey,
      byte[] markKey,
      List<byte[]> records,
      Function<String, KeyException> refuse)
      throws IOException {
    byte[] header = header(owner.provider(), owner.session());
    boolean opened = false;
    try {
      requireHeader(disk, header, refuse);
      LedgerFile ledger = new LedgerFile(header, recordKey, markKey, disk);
      ledger.load(records, refuse);
      opened = true;
      return ledger;
    } finally {
      if (!opened) {
        disk.close();
      }
    }
  }

  private static void requireHeader(
      LedgerDisk disk, byte[] expected, Function<String, KeyException> refuse) throws IOException {
    byte[] start = new byte[(int) Math.min(disk.length(), MOST_HEADER_BYTES)];
    disk.read(start, 0);
    WireReader in = new WireReader(start, "ledger");
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
    if (!MessageDigest.isEqual(in.bytes("session", 32), owner.bytes("session", 32))) {
      throw refuse.apply(
          "the ledger is of another key epoch, expected that of the key, got another");
    }
  }

  private void load(List<byte[]> records, Function<String, KeyException> refuse)
      throws IOException {
    long length = disk.length();
    if (length < mark.length()) {
      throw refuse.apply("the ledger was cut short, expected its marks, got fewer bytes");
    }
    LedgerMark[] slots = new LedgerMark[LedgerMark.SLOTS];
    for (int slot = 0; slot < slots.length; slot++) {
      byte[] bytes = new byte[LedgerMark.BYTES];
      disk.read(bytes, at(slot));
      slots[slot] = LedgerMark.read(bytes, slot, header, markKey);
    }
    LedgerMark vouched = newest(slots, refuse);
    if (length < vouched.length()) {
      throw refuse.apply(
          "the ledger was cut short or is older than its mark, expected "
              + vouched.length()
              + " bytes, got "
              + length);
    }
    List<LedgerMark> behind = new ArrayList<>();
    for (byte[] record = next(length); record != null; record = next(length)) {
      records.add(record);
      if (mark.records() == vouched.records() && !mark.same(vouched)) {
        throw refuse.apply("the ledger does not fit its mark, expected its records, got others");
      }
      if (mark.records() > vouched.records()) {
        behind.add(mark);
      }
    }
    boolean unmarked = slots[1 - vouched.slot()] == null;
    requireComplete(vouched, unmarked, behind.size(), length, refuse);
    recover(behind, length);
  }

  private LedgerMark newest(@Nullable LedgerMark[] slots, Function<String, KeyException> refuse) {
    LedgerMark even = slots[0];
    LedgerMark odd = slots[1];
    LedgerMark newest =
        even == null || (odd != null && odd.records() > even.records()) ? odd : even;
    if (newest == null || newest.records() < 0) {
      throw refuse.apply(
          "the ledger was altered or is another key's, expected its marks, got others");
    }
    if (even != null && odd != null && Math.abs(even.records() - odd.records()) != 1) {
      throw refuse.apply(
          "a mark of the ledger was put back, expected two that follow each other, got those after "
              + even.records()
              + " and "
              + odd.records()
              + " records");
    }
    return newest;
  }

  /** Refuses what no power loss can have left. */
  private void requireComplete(
      LedgerMark vouched,
      boolean unmarked,
      int behind,
      long length,
      Function<String, KeyException> refuse) {
    if (mark.records() < vouched.records()) {
      throw refuse.apply(
          "record "
              + mark.records()
              + " of the ledger was altered, expected what was written, got other bytes");
    }
    if (unmarked && behind == 0) {
      boolean never = vouched.records() == 0 && length == vouched.length();
      throw refuse.apply(
          "one of the ledger's marks is not valid, expected record "
              + vouched.records()
              + " whole behind the other, got "
              + (never
                  ? "none (if the store was made by an earlier version and never answered, nothing"
                      + " was encrypted with it: delete it)"
                  : "none: its last record or a mark was altered"));
    }
    if (behind > LedgerMark.SLOTS) {
      throw refuse.apply(
          "the ledger's marks were put back, expected at most "
              + LedgerMark.SLOTS
              + " records behind them, got "
              + behind);
    }
  }

  /**
   * Drops what is not whole, and writes the marks that are missing, so that it can stop anywhere.
   */
  private void recover(List<LedgerMark> behind, long length) throws IOException {
    if (mark.length() < length) {
      disk.truncate(mark.length());
      disk.sync();
    }
    for (LedgerMark missing : behind) {
      disk.write(missing.toBytes(header, markKey), at(missing.slot()));
      disk.sync();
    }
  }

  private long at(int slot) {
    return header.length + (long) slot * LedgerMark.BYTES;
  }

  /** The next record; null when there is none that is whole. */
  private byte @Nullable [] next(long length) throws IOException {
    long left = length - mark.length() - Integer.BYTES;
    if (left < Aead.OVERHEAD) {
      return null;
    }
    byte[] prefix = new byte[Integer.BYTES];
    disk.read(prefix, mark.length());
    int size = ByteBuffer.wrap(prefix).getInt();
    if (size < Aead.OVERHEAD || size > MOST_RECORD_BYTES || size > left) {
      return null;
    }
    byte[] sealed = new byte[size];
    disk.read(sealed, mark.length() + Integer.BYTES);
    byte[] record = Aead.open(recordKey, context(), sealed);
    if (record != null) {
      mark = mark.after(sealed);
    }
    return record;
  }

  private byte[] context() {
    return new WireWriter().add(header).add(mark.records()).add(mark.chain()).toBytes();
  }

  /**
   * Appends a record; it is on the disk when this returns.
   *
   * @throws IOException when it is not in the file; a later call may try again unless the file's
   *     state is not known
   */
  void append(byte[] record) throws IOException {
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
      disk.write(framed, mark.length());
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
    try {
      disk.sync();
      mark = mark.after(sealed);
      disk.write(mark.toBytes(header, markKey), at(mark.slot()));
    } catch (IOException e) {
      // After a failed sync nobody knows what is on the disk.
      broken = String.valueOf(e.getMessage());
      throw e;
    }
  }

  private void takeBack(IOException cause) {
    try {
      disk.truncate(mark.length());
    } catch (IOException e) {
      cause.addSuppressed(e);
      broken = String.valueOf(cause.getMessage());
    }
  }

  /** Syncs the newest mark, and forgets the keys. */
  @Override
  public void close() throws IOException {
    Arrays.fill(recordKey, (byte) 0);
    Arrays.fill(markKey, (byte) 0);
    try (disk) {
      disk.sync();
    }
  }
}

package parley.mhe.party.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The bytes of a ledger's file. What is written may reach the disk in any order, in parts or not at
 * all, until {@link #sync} returns. Not thread-safe.
 */
interface LedgerDisk extends AutoCloseable {
  long length() throws IOException;

  /** Fills the array from that position on. */
  void read(byte[] into, long position) throws IOException;

  void write(byte[] content, long position) throws IOException;

  void truncate(long length) throws IOException;

  /** Returns when all that was done before is on the disk. */
  void sync() throws IOException;

  @Override
  void close() throws IOException;

  /** An existing file, to be read and written. */
  static LedgerDisk of(Path file) throws IOException {
    // Not a channel: an interrupt, such as Spark's of a cancelled task, would close that for good.
    RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw");
    return new LedgerDisk() {
      @Override
      public long length() throws IOException {
        return bytes.length();
      }

      @Override
      public void read(byte[] into, long position) throws IOException {
        bytes.seek(position);
        bytes.readFully(into);
      }

      @Override
      public void write(byte[] content, long position) throws IOException {
        bytes.seek(position);
        bytes.write(content);
      }

      @Override
      public void truncate(long length) throws IOException {
        bytes.setLength(length);
      }

      @Override
      public void sync() throws IOException {
        bytes.getFD().sync();
      }

      @Override
      public void close() throws IOException {
        bytes.close();
      }
    };
  }
}

package parley.mhe.party.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A file as a list of writes, cuts and syncs, and what a disk may hold of it when the power fails:
 * all up to the last sync, and of what came after it any part, in any order.
 */
final class SimulatedDisk implements LedgerDisk {
  private final byte[] start;
  private final List<Operation> operations = new ArrayList<>();
  private byte[] now;
  private long room = Long.MAX_VALUE / 2;

  /** One operation: each of the ways in which it may have reached the disk; a sync has none. */
  private record Operation(boolean sync, List<UnaryOperator<byte[]>> outcomes) {}

  SimulatedDisk(byte[] content) {
    start = content.clone();
    now = content.clone();
  }

  /** What the process reads. */
  byte[] content() {
    return now.clone();
  }

  /** Operations so far. */
  int operations() {
    return operations.size();
  }

  /** From here on only so many more bytes can be written behind the end. */
  void fillUp(long bytesLeft) {
    room = bytesLeft;
  }

  @Override
  public long length() {
    return now.length;
  }

  @Override
  public void read(byte[] into, long position) {
    System.arraycopy(now, (int) position, into, 0, into.length);
  }

  @Override
  public void write(byte[] content, long position) throws IOException {
    int at = (int) position;
    int fits = (int) Math.min(content.length, Math.max(0, now.length - at) + room);
    byte[] written = Arrays.copyOf(content, fits);
    List<UnaryOperator<byte[]>> outcomes = new ArrayList<>();
    outcomes.add(disk -> put(disk, at, written));
    for (int part : new int[] {1, fits / 2, fits - 1}) {
      if (part > 0 && part < fits) {
        byte[] first = Arrays.copyOf(written, part);
        // The file may have its new length before its new bytes.
        outcomes.add(disk -> put(disk, at, first));
        outcomes.add(disk -> put(Arrays.copyOf(disk, Math.max(disk.length, at + fits)), at, first));
        byte[] last = Arrays.copyOfRange(written, part, fits);
        outcomes.add(disk -> put(disk, at + part, last));
      }
    }
    byte[] garbage = written.clone();
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] ^= (byte) (i * 37 + 1);
    }
    outcomes.add(disk -> put(disk, at, garbage));
    operations.add(new Operation(false, outcomes));
    now = put(now, at, written);
    if (fits < content.length) {
      throw new IOException("No space left on device");
    }
  }

  private static byte[] put(byte[] disk, int at, byte[] content) {
    byte[] next = Arrays.copyOf(disk, Math.max(disk.length, at + content.length));
    System.arraycopy(content, 0, next, at, content.length);
    return next;
  }

  @Override
  public void truncate(long length) {
    operations.add(new Operation(false, List.of(disk -> cut(disk, (int) length))));
    now = cut(now, (int) length);
  }

  private static byte[] cut(byte[] disk, int length) {
    return Arrays.copyOf(disk, Math.min(disk.length, length));
  }

  @Override
  public void sync() {
    operations.add(new Operation(true, List.of()));
  }

  @Override
  public void close() {}

  /**
   * Every content that the disk may hold if the power fails when so many operations were called.
   */
  List<byte[]> afterPowerLoss(int called) {
    int lastSync = -1;
    for (int i = 0; i < called; i++) {
      if (operations.get(i).sync()) {
        lastSync = i;
      }
    }
    byte[] durable = start;
    for (Operation done : operations.subList(0, lastSync + 1)) {
      durable = done.sync() ? durable : done.outcomes().get(0).apply(durable);
    }
    List<Operation> open = operations.subList(lastSync + 1, called);
    List<byte[]> contents = new ArrayList<>();
    Set<ByteBuffer> seen = new HashSet<>();
    orders(durable, open, new boolean[open.size()], contents, seen);
    return contents;
  }

  private static void orders(
      byte[] disk,
      List<Operation> open,
      boolean[] done,
      List<byte[]> contents,
      Set<ByteBuffer> seen) {
    if (seen.add(ByteBuffer.wrap(disk))) {
      contents.add(disk);
    }
    for (int i = 0; i < done.length; i++) {
      if (!done[i]) {
        done[i] = true;
        for (UnaryOperator<byte[]> outcome : open.get(i).outcomes()) {
          orders(outcome.apply(disk), open, done, contents, seen);
        }
        done[i] = false;
      }
    }
  }
}

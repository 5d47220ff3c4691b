package parley.mhe.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Finds any 16 consecutive bytes of some secrets in files. */
public final class ByteSearch {
  private static final int WINDOW = 16;
  private static final int FILTER_BITS = 26;

  private final BitSet filter = new BitSet(1 << FILTER_BITS);
  private long[][] windows = new long[0][];

  private ByteSearch() {}

  public static ByteSearch of(List<byte[]> secrets) {
    ByteSearch search = new ByteSearch();
    List<long[]> all = new ArrayList<>();
    for (byte[] secret : secrets) {
      ByteBuffer in = ByteBuffer.wrap(secret).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at + WINDOW <= secret.length; at++) {
        long low = in.getLong(at);
        long high = in.getLong(at + 8);
        // Runs of one byte are in every file.
        if (low != high) {
          all.add(new long[] {low, high});
          search.filter.set(slot(low, high));
        }
      }
    }
    search.windows = all.toArray(new long[0][]);
    Arrays.sort(search.windows, Arrays::compare);
    return search;
  }

  private static int slot(long low, long high) {
    long mixed = (low ^ Long.rotateLeft(high, 29)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> (64 - FILTER_BITS));
  }

  public int windows() {
    return windows.length;
  }

  public boolean isIn(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + WINDOW <= bytes.length; at++) {
      long low = in.getLong(at);
      long high = in.getLong(at + 8);
      // Memory is mostly zero, and windows of one byte are never searched for.
      if (low != high
          && filter.get(slot(low, high))
          && Arrays.binarySearch(windows, new long[] {low, high}, Arrays::compare) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The files below a folder that hold some of them. */
  public List<Path> filesWith(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files(folder)) {
      if (isIn(Files.readAllBytes(file))) {
        found.add(file);
      }
    }
    return found;
  }

  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}

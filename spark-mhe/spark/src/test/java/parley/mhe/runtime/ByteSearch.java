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

/**
 * Finds any 16 consecutive bytes of some secrets in files. Wherever they lie, they cover a word of
 * 8 bytes at a multiple of 8, so only those words are looked up, and 16 bytes around the few that
 * some secret has.
 */
public final class ByteSearch {
  private static final int WINDOW = 16;
  private static final int WORD = 8;
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
        long high = in.getLong(at + WORD);
        // Runs of one byte are in every file.
        if (low != high) {
          all.add(new long[] {low, high});
          for (int within = 0; within <= WORD; within++) {
            long mixed = mix(in.getLong(at + within));
            search.filter.set(slot(mixed));
            search.filter.set(otherSlot(mixed));
          }
        }
      }
    }
    search.windows = all.toArray(new long[0][]);
    Arrays.sort(search.windows, Arrays::compare);
    return search;
  }

  private static long mix(long word) {
    return (word ^ Long.rotateLeft(word, 29)) * 0x9E3779B97F4A7C15L;
  }

  private static int slot(long mixed) {
    return (int) (mixed >>> (64 - FILTER_BITS));
  }

  private static int otherSlot(long mixed) {
    return (int) (mixed & (1 << FILTER_BITS) - 1);
  }

  public int windows() {
    return windows.length;
  }

  public boolean isIn(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + WORD <= bytes.length; at += WORD) {
      long mixed = mix(in.getLong(at));
      if (filter.get(slot(mixed)) && filter.get(otherSlot(mixed)) && isAround(in, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAround(ByteBuffer in, int word) {
    int last = Math.min(word, in.limit() - WINDOW);
    for (int at = Math.max(0, word - WORD); at <= last; at++) {
      long[] window = {in.getLong(at), in.getLong(at + WORD)};
      if (Arrays.binarySearch(windows, window, Arrays::compare) >= 0) {
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

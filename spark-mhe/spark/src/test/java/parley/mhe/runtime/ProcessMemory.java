package parley.mhe.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The memory of another process of this user, as Linux shows it. */
public final class ProcessMemory {
  private static final int CHUNK = 8 << 20;
  private static final int OVERLAP = 64;

  private final Path folder;

  public ProcessMemory(long pid) {
    folder = Path.of("/proc", Long.toString(pid));
  }

  /** Whether it holds some of what is searched for. */
  public boolean holds(ByteSearch secrets) throws IOException {
    AtomicBoolean found = new AtomicBoolean();
    eachChunk(
        chunk -> {
          if (secrets.isIn(chunk)) {
            found.set(true);
          }
        });
    return found.get();
  }

  /**
   * Hands over all that can be written and read, in chunks that overlap by more than a search's
   * window.
   *
   * @return bytes that were read
   */
  public long eachChunk(Consumer<byte[]> search) throws IOException {
    long all = 0;
    try (FileChannel memory = FileChannel.open(folder.resolve("mem"))) {
      for (long[] region : regions()) {
        for (long at = region[0]; at < region[1]; at += CHUNK - OVERLAP) {
          byte[] chunk = read(memory, at, (int) Math.min(CHUNK, region[1] - at));
          all += chunk.length;
          search.accept(chunk);
        }
      }
    }
    return all;
  }

  private List<long[]> regions() throws IOException {
    List<long[]> regions = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("maps"))) {
      String[] words = line.split("\\s+");
      boolean special = words.length > 5 && words[5].startsWith("[v");
      // Nothing is ever written to the others: libraries and jars.
      if (words[1].startsWith("rw") && !special) {
        String[] ends = words[0].split("-");
        regions.add(new long[] {Long.parseLong(ends[0], 16), Long.parseLong(ends[1], 16)});
      }
    }
    return regions;
  }

  private static byte[] read(FileChannel memory, long at, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    try {
      while (buffer.hasRemaining() && memory.read(buffer, at + buffer.position()) > 0) {
        // Until the chunk is full or the region ends.
      }
    } catch (IOException e) {
      // Pages that cannot be read, such as those behind a truncated file.
    }
    byte[] all = buffer.array();
    return buffer.hasRemaining() ? Arrays.copyOf(all, buffer.position()) : all;
  }
}

package parley.mhe.random;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.function.LongSupplier;
import parley.mhe.binding.Native;

/** Words of 64 bits that a seed determines, without end. For one thread. */
final class SeedWords implements LongSupplier {
  private static final int BLOCK_BYTES = 4096;

  private final Seed seed;
  private LongBuffer block = LongBuffer.allocate(0);
  private long blocks;

  SeedWords(Seed seed) {
    this.seed = seed;
  }

  @Override
  public long getAsLong() {
    if (!block.hasRemaining()) {
      byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(blocks++).array();
      Seed key = seed.derive("block", number);
      byte[] bytes = new byte[BLOCK_BYTES];
      Native.expand(key.alive(), Seed.BYTES, 0, bytes, BLOCK_BYTES);
      block = ByteBuffer.wrap(bytes).asLongBuffer();
    }
    return block.get();
  }
}

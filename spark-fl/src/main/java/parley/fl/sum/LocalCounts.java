package parley.fl.sum;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import parley.error.InvalidDataException;
import parley.mhe.protocol.WireWriter;

/** A provider's counts, as they are. */
final class LocalCounts implements LocalSums {
  private final long[] counts;

  private LocalCounts(long[] counts) {
    this.counts = counts;
  }

  static LocalSumsFactory<long[]> factory(int length) {
    return (provider, terms, vectors) -> new LocalCounts(checked(provider, vectors, length));
  }

  private static long[] checked(String provider, Iterator<long[]> vectors, int length) {
    long[] counts = vectors.hasNext() ? vectors.next() : new long[0];
    if (counts.length != length || vectors.hasNext()) {
      throw new InvalidDataException(
          "cannot add up counts: expected one vector of %d counts of %s, got %s"
              .formatted(
                  length,
                  provider,
                  vectors.hasNext() ? "several vectors" : "one of " + counts.length));
    }
    for (int k = 0; k < length; k++) {
      if (counts[k] < 0 || counts[k] > EncryptedCounts.LARGEST) {
        throw new InvalidDataException(
            "cannot add up counts: count %d of %s is out of range, expected 0 to 2^40"
                .formatted(k, provider));
      }
    }
    return counts.clone();
  }

  @Override
  public BigInteger[] sums(SumSpec spec, byte[] arguments) {
    return Arrays.stream(counts).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  @Override
  public byte[] privateInputHash() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * counts.length);
    bytes.asLongBuffer().put(counts);
    return WireWriter.sha256Digest().digest(bytes.array());
  }
}

package parley.fl.sum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.runtime.provider.LocalProgram;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.SessionKeys;

/** What runs at one provider: its counts, to be encrypted on their way out. */
final class CountsProgram implements LocalProgram {
  private final CkksContext context;
  private final long[] counts;

  private CountsProgram(CkksContext context, long[] counts) {
    this.context = context;
    this.counts = counts;
  }

  static ProgramFactory<long[]> factory(int length) {
    return (provider, plan, context, vectors) ->
        new CountsProgram(context, checked(provider, vectors, length));
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
  public List<@Nullable Ciphertext> step(
      SessionKeys keys, String step, int round, List<Ciphertext> inputs, byte[] args) {
    Encoder encoder = new Encoder(context);
    int slots = context.parameters().slots();
    double scale = CountsPlan.scale();
    List<@Nullable Ciphertext> blocks = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      for (int from = 0; from < counts.length; from += slots) {
        int to = Math.min(counts.length, from + slots);
        double[] values = Arrays.stream(counts, from, to).asDoubleStream().toArray();
        Polynomial message = encoder.encode(values, scale, CountsPlan.limbs()).polynomial();
        Polynomial zero = Polynomial.zero(context, CountsPlan.limbs());
        blocks.add(scope.keep(Ciphertext.of(message, zero, scale)));
      }
    }
    return blocks;
  }

  @Override
  public byte[] privateInputHash() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * counts.length);
    bytes.asLongBuffer().put(counts);
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
